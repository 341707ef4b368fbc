using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Charging;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;

namespace O4O.Edge.Store;

/// <summary>
/// What the journal says: the fold over its records, and nothing else. Built the same way while the store runs and after a
/// crash; whatever is not in here is not remembered.
/// </summary>
public sealed class StoreState
{
    /// <summary>Settled visits that stay at hand for people to look at; older ones are in the projections.</summary>
    public const int SettledKept = 200;

    /// <summary>Decisions kept per gate, so that a repeated scan gets its first answer.</summary>
    private const int DecisionsKept = 64;

    /// <summary>Weight changes whose explanation may still come.</summary>
    private const int ChangesKept = 256;

    /// <summary>One standard deviation of a unit against the catalogue where nothing was learnt yet, as a share.</summary>
    public const double CatalogueShare = 0.04;
    private readonly StoreLayout _layout;
    private readonly List<Session> _open = [];
    private readonly Queue<Session> _settled = new();
    private readonly SortedDictionary<string, long> _usedCodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<GateDecided>> _decisions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PendingCharge> _pending = new(StringComparer.Ordinal);
    private readonly Queue<WeightChanged> _changes = new();
    private readonly long?[] _levelsMg;
    private readonly long[] _levelsAtUs;

    public StoreState(StoreLayout layout)
    {
        _layout = layout;
        _levelsMg = new long?[layout.Plates.Count];
        _levelsAtUs = new long[layout.Plates.Count];
        Planogram = new LivePlanogram(layout);
        Weights = new WeightBook(layout.Products.Count);
    }

    /// <summary>A telling from this posterior on is sure; a hand from that one on may have had part in it.</summary>
    private const double SureFrom = 0.9, PartFrom = 0.1;

    /// <summary>Visits that are not settled, oldest first.</summary>
    public IReadOnlyList<Session> Open => _open;

    /// <summary>The last settled visits, oldest first.</summary>
    public IReadOnlyCollection<Session> RecentlySettled => _settled;
    public LivePlanogram Planogram { get; }

    /// <summary>What units really weigh.</summary>
    public WeightBook Weights { get; }

    /// <summary>Things that were put down and that nothing explained.</summary>
    public StrayThings Strays { get; } = new();

    /// <summary>Charges that billing has not answered, by id.</summary>
    public IReadOnlyCollection<PendingCharge> PendingCharges => _pending.Values;
    public long Visits { get; private set; }
    public long Events { get; private set; }
    public long Records { get; private set; }
    public long LastAtUs { get; private set; }
    public long ChargesBooked { get; private set; }
    public long ChargesRefused { get; private set; }
    public long BookedMinor { get; private set; }
    public long TripsCharged { get; private set; }
    public long TripsEmpty { get; private set; }
    public long TripsInReview { get; private set; }

    /// <summary>A visit that is not settled; null for any other.</summary>
    public Session? FindOpen(string? id) => Find(id) is { State: not SessionState.Settled } open ? open : null;

    /// <summary>An open visit, or a recently settled one; null for any other.</summary>
    public Session? Find(string? id)
    {
        if (id is null) return null;
        foreach (Session s in _open)
            if (s.Id == id) return s;
        foreach (Session s in _settled)
            if (s.Id == id) return s;
        return null;
    }

    /// <summary>The open visit that this person belongs to, or null.</summary>
    public Session? OfTrack(long track)
    {
        foreach (Session s in _open)
            for (int i = 0; i < s.Tracks.Count; i++) // for every person in a frame: an interface's enumerator is an object
                if (s.Tracks[i] == track) return s;
        return null;
    }

    /// <summary>True when an admission used this code up.</summary>
    public bool IsUsed(string codeId) => _usedCodes.ContainsKey(codeId);

    /// <summary>The answer that this very scan got before, or null.</summary>
    public GateDecided? Decision(string gate, uint bootEpoch, uint sequence)
    {
        if (!_decisions.TryGetValue(gate, out Queue<GateDecided>? known)) return null;
        foreach (GateDecided d in known)
            if (d.BootEpoch == bootEpoch && d.Sequence == sequence) return d;
        return null;
    }

    /// <summary>A plate's last known level and when it was known, or null.</summary>
    public (long LevelMg, long AtUs)? Level(int plate) => _levelsMg[plate] is { } mg ? (mg, _levelsAtUs[plate]) : null;

    /// <summary>Takes in the next record.</summary>
    public void Apply(JournalRecord record)
    {
        Records++;
        LastAtUs = Math.Max(LastAtUs, record.AtUs);
        switch (record)
        {
            case GateDecided d: Decided(d); break;
            case SessionOpened o:
                Visits = Math.Max(Visits, o.Ordinal);
                _open.Add(new Session(o));
                break;
            case TrackBound b: Find(b.Session)?.Bind(b.Track); break;
            case WeightChanged w: Changed(w); break;
            case Interaction i: Interacted(i); break;
            case HandedOver h: Handed(h); break;
            case DoubtRaised d: Find(d.Session)?.Doubt(d.Reason); break;
            case SessionLeft l: Left(l); break;
            case SessionSettled s: Settled(s); break;
            case ChargeAnswered a: Answered(a); break;
            case PlateLevels p: Levels(p); break;
            default: break; // EdgeStarted and SourceChanged are for people to read
        }
    }

    private void Decided(GateDecided d)
    {
        if (!_decisions.TryGetValue(d.Gate, out Queue<GateDecided>? known)) _decisions[d.Gate] = known = new();
        known.Enqueue(d);
        if (known.Count > DecisionsKept) known.Dequeue();
        if (!d.Admit || d.CodeId is null) return;
        _usedCodes[d.CodeId] = d.CodeGoneUs;
        List<string>? gone = null;
        foreach ((string id, long us) in _usedCodes)
            if (us < d.AtUs) (gone ??= []).Add(id);
        if (gone is null) return;
        foreach (string id in gone) _usedCodes.Remove(id);
    }

    private void Changed(WeightChanged w)
    {
        Events = Math.Max(Events, w.Event);
        _changes.Enqueue(w);
        if (_changes.Count > ChangesKept) _changes.Dequeue();
        if (_layout.FindShelf(w.Gondola, w.Shelf) is not { } shelf) return;
        if (w.DeltaMg < 0) Strays.Take(shelf.Index, PlatesOf(w).Plates, w.DeltaMg);
        for (int p = shelf.FirstPlate; p < shelf.FirstPlate + shelf.PlateCount; p++)
            foreach (PlateDelta delta in w.Plates)
                if (delta.Plate == _layout.Plates[p].Number) (_levelsMg[p], _levelsAtUs[p]) = (delta.LevelMg, w.AtUs);
    }

    private void Interacted(Interaction i)
    {
        NoteUnsure(i);
        if (Find(i.Session) is { } actor) actor.ActedUs = Math.Max(actor.ActedUs, i.AtUs);
        if (i.Revision is null && (i.Gtin is null || i.Session is null)) RememberStray(i);
        if (i.Gtin is null || _layout.ProductIndex(i.Gtin) is not (>= 0 and var product)) return;
        if (i.Quantity != 0 && i.Session is not null) Find(i.Session)?.Cart.Move(product, i.Quantity, i.Confidence);
        foreach (WeightChanged w in _changes)
        {
            if (w.Event != i.Event) continue;
            Learn(i, w, product);
            (int shelf, List<int> plates) = PlatesOf(w);
            if (shelf < 0 || plates.Count == 0) return;
            if (i.Quantity < 0) Planogram.Put(product, shelf, plates, -i.Quantity);
            else Planogram.Take(product, shelf, plates, i.Quantity);
            return;
        }
    }

    /// <summary>A movement that is sure, and of one product alone, says what its units weigh.</summary>
    private void Learn(Interaction i, WeightChanged w, int product)
    {
        if (i.Confidence < WeightBook.SureFrom || i.Revision is not null || w.Unsettled || w.AcrossGap || i.Quantity == 0) return;
        if (w.Candidates.Count == 0 || w.Candidates[0].Gtin != i.Gtin || w.Candidates[0].Quantity != Math.Abs(i.Quantity)) return;
        double expected = (double)-i.Quantity * _layout.Products[product].Weight.Milligrams;
        Weights.Learn(product, w.DeltaMg / expected, CatalogueShare);
    }

    /// <summary>Whoever may have had part in something that is not sure.</summary>
    private void NoteUnsure(Interaction i)
    {
        bool sure = i.Confidence >= SureFrom && i.Gtin is not null && i.Session is not null;
        foreach (HandClaim hand in i.Hands)
            if ((!sure || hand.Session != i.Session) && hand.Probability >= PartFrom && Find(hand.Session) is { } near) near.IsUnsure = true;
        if (!sure && Find(i.Session) is { } session) session.IsUnsure = true;
    }

    private void Handed(HandedOver h)
    {
        foreach (string id in (ReadOnlySpan<string>)[h.From, h.To])
            if (Find(id) is { } party) party.IsUnsure = true;
        if (_layout.ProductIndex(h.Gtin) is not (>= 0 and var product)) return;
        (string from, string to, int units) = h.Quantity < 0 ? (h.To, h.From, -h.Quantity) : (h.From, h.To, h.Quantity);
        // Whose trip is settled keeps the cart that it was settled with.
        if (FindOpen(from) is { } giver) giver.Cart.Move(product, -units, h.Confidence);
        if (FindOpen(to) is { } getter) getter.Cart.Move(product, units, h.Confidence);
    }

    private void RememberStray(Interaction i)
    {
        foreach (WeightChanged w in _changes)
        {
            if (w.Event != i.Event || w.DeltaMg <= 0) continue;
            (int shelf, List<int> plates) = PlatesOf(w);
            if (shelf >= 0 && plates.Count > 0) Strays.Put(shelf, plates, w.DeltaMg);
        }
    }

    /// <summary>The plates that carried most of a change.</summary>
    private (int Shelf, List<int> Plates) PlatesOf(WeightChanged w)
    {
        long largest = 0;
        foreach (PlateDelta d in w.Plates) largest = Math.Max(largest, Math.Abs(d.DeltaMg));
        var plates = new List<int>();
        if (_layout.FindShelf(w.Gondola, w.Shelf) is not { } shelf) return (-1, plates);
        for (int p = shelf.FirstPlate; p < shelf.FirstPlate + shelf.PlateCount; p++)
            foreach (PlateDelta d in w.Plates)
                if (d.Plate == _layout.Plates[p].Number && 2 * Math.Abs(d.DeltaMg) >= largest) plates.Add(p);
        return (shelf.Index, plates);
    }

    private void Left(SessionLeft l)
    {
        if (Find(l.Session) is not { } session) return;
        session.Left = l;
        session.State = SessionState.Leaving;
    }

    private void Settled(SessionSettled s)
    {
        if (Find(s.Session) is not { } session) return;
        session.Settled = s;
        session.State = SessionState.Settled;
        _open.Remove(session);
        _settled.Enqueue(session);
        if (_settled.Count > SettledKept) _settled.Dequeue();
        switch (s.Outcome)
        {
            case SessionSettled.Charged: TripsCharged++; break;
            case SessionSettled.Empty: TripsEmpty++; break;
            default: TripsInReview++; break;
        }
        if (s.ChargeId is not null) _pending[s.ChargeId] = new PendingCharge(s.ChargeId, s);
    }

    private void Answered(ChargeAnswered a)
    {
        if (!_pending.Remove(a.ChargeId, out PendingCharge? charge)) return;
        if (Find(charge.Trip.Session) is { } session) session.Answer = a;
        if (!a.Booked)
        {
            ChargesRefused++;
            return;
        }
        ChargesBooked++;
        BookedMinor += charge.Trip.TotalMinor;
    }

    private void Levels(PlateLevels record)
    {
        foreach (ShelfLevels levels in record.Shelves)
        {
            foreach (Shelf shelf in _layout.Shelves)
            {
                if (shelf.Device != levels.Device) continue;
                for (int p = 0; p < shelf.PlateCount && p < levels.LevelsMg.Count; p++)
                    if (levels.LevelsMg[p] is { } mg) (_levelsMg[shelf.FirstPlate + p], _levelsAtUs[shelf.FirstPlate + p]) = (mg, record.AtUs);
            }
        }
    }
}
