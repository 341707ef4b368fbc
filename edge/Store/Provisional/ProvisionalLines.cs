using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store.Provisional;

/// <summary>
/// What is shown before it is decided: lines come when a plate has been beyond half way for a moment, and go when the change that they
/// stand for is decided, was none, or goes on. A function of the facts like everything here, but no part of the records.
/// </summary>
internal sealed class ProvisionalLines(
    StoreLayout layout, StoreState state, ShelfScale[] scales, RoughScale rough, ProvisionalJudge judge, PendingChanges pending)
{
    /// <summary>Lines shown at one time, in the whole store; what would be more is not shown.</summary>
    private const int LinesMax = 64;

    /// <summary>How often one movement is judged at most, and how long after the last time.</summary>
    private const int TriesMax = 3;
    private const long AgainUs = 60_000;

    /// <summary>A line that nothing has decided goes after so long, µs.</summary>
    private const long LastsUs = 10 * StoreTime.SecondUs;

    private struct Tried
    {
        public long WokeUs, LastUs;
        public int Times;
    }

    private readonly Tried[] _tried = new Tried[layout.Plates.Count];
    private readonly List<(ProvisionalLine Line, RoughMovement Movement)> _shown = [];
    private readonly List<ProvisionalLine> _lines = [];
    private readonly List<ProvisionalChange> _changes = [];
    private readonly List<(StoryMove Move, double Probability)> _found = [];
    private long _count;

    /// <summary>What is shown now, oldest first.</summary>
    public IReadOnlyList<ProvisionalLine> Lines => _lines;

    /// <summary>What came and went since <see cref="Taken"/>.</summary>
    public IReadOnlyList<ProvisionalChange> Changes => _changes;

    /// <summary>The caller has the changes.</summary>
    public void Taken() => _changes.Clear();

    /// <summary>A shelf has told its newest weights.</summary>
    public void Look(StoreTime now, int shelf)
    {
        ShelfScale scale = scales[shelf];
        if (!scale.Busy) return;
        ReadOnlySpan<PlateState> plates = scale.Plates;
        int away = 0;
        foreach (ref readonly PlateState plate in plates)
            if (RoughScale.IsAway(plate)) away++;
        if (away > Math.Max(4, plates.Length / 2)) return; // a knock moves them all
        for (int p = 0; p < plates.Length; p++)
        {
            if (!RoughScale.IsAway(plates[p])) continue;
            (int first, int last) = RoughScale.Group(plates, p);
            LookAt(now, scale, first, last);
            p = Math.Max(p, last);
        }
    }

    /// <summary>After each fact: what is decided, over or not so any more goes. Allocates nothing.</summary>
    public void Tend(StoreTime now)
    {
        for (int i = 0; i < _shown.Count; i++)
        {
            (ProvisionalLine line, RoughMovement movement) = _shown[i];
            if (Stands(now, line, movement)) continue;
            _shown.RemoveAt(i);
            _lines.RemoveAt(i--);
            _changes.Add(new ProvisionalChange(line, now));
        }
    }

    private bool Stands(StoreTime now, in ProvisionalLine line, in RoughMovement movement)
    {
        if (now - line.Shown > LastsUs || state.FindOpen(line.Session) is null) return false;
        ShelfScale scale = scales[movement.Shelf];
        ref readonly PlateState plate = ref scale.Plates[movement.Main];
        if (RoughScale.IsAway(plate) && plate.WokeUs == movement.WokeUs) return !rough.WentOn(scale, movement);
        return pending.Holds(movement.Shelf, movement.Main, movement.Lift);
    }

    private void LookAt(StoreTime now, ShelfScale scale, int first, int last)
    {
        ReadOnlySpan<PlateState> plates = scale.Plates;
        int main = -1;
        double mainMg = 0;
        for (int p = first; p <= last; p++)
            if (rough.TryMeasure(scale, p, out double mg) && Math.Abs(mg) > Math.Abs(mainMg)) (main, mainMg) = (p, mg);
        if (main < 0 || IsShown(scale, first, last) || !MayTry(now, scale, first, last)) return;
        ShelfChange change = rough.Change(scale, first, last, main, mainMg);
        _found.Clear();
        judge.Judge(change, _found);
        var movement = new RoughMovement(scale.Shelf.Index, main, plates[main].WokeUs, change.Lift, mainMg);
        foreach ((StoryMove move, double probability) in _found)
        {
            if (_shown.Count >= LinesMax) return;
            var line = new ProvisionalLine(
                ++_count, move.Session!, move.Item.Product, move.Taken, Math.Round(probability, 6), movement.Shelf, change.Lift, now);
            _shown.Add((line, movement));
            _lines.Add(line);
            _changes.Add(new ProvisionalChange(line, null));
        }
    }

    private bool IsShown(ShelfScale scale, int first, int last)
    {
        foreach ((_, RoughMovement movement) in _shown)
        {
            if (movement.Shelf != scale.Shelf.Index || movement.Main < first || movement.Main > last) continue;
            if (scale.Plates[movement.Main].WokeUs == movement.WokeUs) return true;
        }
        return false;
    }

    /// <summary>Counts a try, if there are any left.</summary>
    private bool MayTry(StoreTime now, ShelfScale scale, int first, int last)
    {
        int times = 0;
        for (int p = first; p <= last; p++)
        {
            ref Tried tried = ref _tried[scale.Shelf.FirstPlate + p];
            if (tried.WokeUs != scale.Plates[p].WokeUs) tried = new Tried { WokeUs = scale.Plates[p].WokeUs, LastUs = long.MinValue / 2 };
            if (tried.Times >= TriesMax || now.Us - tried.LastUs < AgainUs) return false;
            times = Math.Max(times, tried.Times);
        }
        for (int p = first; p <= last; p++)
        {
            ref Tried tried = ref _tried[scale.Shelf.FirstPlate + p];
            (tried.Times, tried.LastUs) = (times + 1, now.Us);
        }
        return true;
    }
}
