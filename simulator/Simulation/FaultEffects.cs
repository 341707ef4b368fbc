using O4O.Edge.Store.Quantities;
using O4O.Simulator.People;
using O4O.Simulator.Shelves;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Simulation;

/// <summary>
/// Whose receipts the injected faults could have made wrong: those who did something of which the evidence was hidden or bent, and
/// those whom nobody could tell from them.
/// </summary>
/// <param name="cells">The shelves, by dense index.</param>
/// <param name="shelves">What was heard of each.</param>
/// <param name="eyes">What was seen of each place.</param>
/// <param name="entry">Where people come in.</param>
internal sealed class FaultEffects(IReadOnlyList<LoadCells> cells, IReadOnlyList<Hearing> shelves, Sight eyes, Point3? entry = null)
{
    /// <summary>A hand is seen to come and to go for so long before and after it takes something.</summary>
    private const long HandUs = 500_000;

    /// <summary>From the code to the entry zone it takes less than this.</summary>
    private const long WayInUs = 1_000_000;

    private readonly Dictionary<string, List<TruthFault>> _affected = new(StringComparer.Ordinal);

    /// <summary>By shopper, in the order of time.</summary>
    /// <param name="deeds">What moved.</param>
    /// <param name="visits">Who came.</param>
    public IReadOnlyDictionary<string, List<TruthFault>> Of(IEnumerable<Deed> deeds, IReadOnlyList<Visit> visits)
    {
        var hidden = new HashSet<Unit>(); // only asked, never walked through
        foreach (Deed deed in deeds.OrderBy(d => d.Action.TimeUs)) Judge(deed, hidden);
        CameInBlind(visits);
        foreach (List<TruthFault> of in _affected.Values) of.Sort((a, b) => a.TimeUs != b.TimeUs ? a.TimeUs.CompareTo(b.TimeUs) : string.CompareOrdinal(a.Fault, b.Fault));
        return _affected;
    }

    private void Judge(Deed deed, HashSet<Unit> hidden)
    {
        TruthAction action = deed.Action;
        bool any = false;
        foreach (string fault in AtShelf(deed).Distinct(StringComparer.Ordinal))
        {
            Note(action, fault);
            any = true;
        }
        if (eyes.During(Math.Min(deed.BeginUs, action.TimeUs) - HandUs, action.TimeUs + HandUs, deed.At) is not null)
        {
            Note(action, TruthFault.BlindEyes);
            any = true;
        }
        // While the hand itself was seen, everybody can tell whose it was.
        if (eyes.During(deed.BeginUs, Math.Max(deed.BeginUs + 1, action.TimeUs), deed.At) is not null)
            foreach (string shopper in deed.Near) Note(action, TruthFault.BlindEyes, shopper);
        foreach (Unit unit in deed.Units)
        {
            if (hidden.Contains(unit) && !any) Note(action, TruthFault.HiddenBefore);
            bool known = deed.AtHome && action.Kind == TruthAction.Return; // what stands at home is what it looks like
            if (known) hidden.Remove(unit);
            else if (any) hidden.Add(unit);
        }
    }

    private IEnumerable<string> AtShelf(Deed deed)
    {
        if (deed.ShelfIndex < 0) yield break;
        LoadCells shelf = cells[deed.ShelfIndex];
        foreach (int plate in deed.Plates)
        {
            if (shelf.StuckUs(plate) <= deed.EndUs) yield return TruthFault.StuckPlate;
            if (shelf.MuteUs(plate) <= deed.EndUs) yield return TruthFault.MutePlate;
        }
        if (shelves[deed.ShelfIndex].During(deed.BeginUs, deed.EndUs) is { } hole) yield return hole.Cause;
    }

    /// <summary>Whoever comes in while nobody sees may be any of those who come in then.</summary>
    private void CameInBlind(IReadOnlyList<Visit> visits)
    {
        Visit[] blind = [.. visits.Where(v => Hole(v) is not null)];
        foreach (Visit visit in blind)
        {
            if (!blind.Any(v => v != visit && Hole(v) == Hole(visit))) continue;
            Note(new TruthAction { TimeUs = visit.EnteredUs ?? 0, Kind = "enter" }, TruthFault.BlindEyes, visit.Shopper);
        }
    }

    private Hearing.Hole? Hole(Visit visit) =>
        visit.EnteredUs is { } us ? eyes.During(us - WayInUs, us + HandUs, entry) : null;

    private void Note(TruthAction action, string fault)
    {
        if (action.Shopper is { } shopper) Note(action, fault, shopper);
        if (action.To is { } getter) Note(action, fault, getter);
    }

    private void Note(TruthAction action, string fault, string shopper)
    {
        if (!_affected.TryGetValue(shopper, out List<TruthFault>? of)) _affected.Add(shopper, of = []);
        of.Add(new TruthFault { Fault = fault, TimeUs = action.TimeUs, Kind = action.Kind, Gondola = action.Gondola, Shelf = action.Shelf, Plate = action.Plate });
    }
}
