using O4O.Edge.Store;
using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Stories;
using O4O.Edge.Tests.Store.Builders;

namespace O4O.Edge.Tests.Store.Stories;

/// <summary>A story that a narrator writes down: every record goes into the fold of the journal at once.</summary>
internal sealed class Telling
{
    private readonly StoryBench _bench = new();
    private readonly StoreState _state = new(SmallStore.Layout);
    private readonly Narrator _narrator;
    private long _at = 10;

    public Telling()
    {
        _narrator = new Narrator(SmallStore.Layout, _state, _bench.Story, Counters, Keep);
        for (int i = 0; i < RandomTale.Sessions.Length; i++) _state.Apply(new SessionOpened(i, RandomTale.Sessions[i], "shopper", 1, i));
    }

    /// <summary>Everything that the journal was told.</summary>
    public List<JournalRecord> Records { get; } = [];
    public MachineCounters Counters { get; } = new();
    public ToldFold Fold { get; } = new();

    public void Tell(TaleEvent e) => Tell(bench => bench.Tell(e));

    /// <summary>Tells whatever is added to the story; null where something is only known better now.</summary>
    public void Tell(Func<StoryBench, EventVerdict?> happens)
    {
        (long events, long meetings) = (_bench.Last, _bench.Meetings);
        EventVerdict? verdict = happens(_bench);
        long number = _bench.Last > events ? _bench.Last : _bench.Meetings > meetings ? -_bench.Meetings : 0;
        if (number != 0) _narrator.Expect(new Account(number, ++_at, []));
        if (verdict is null && _bench.Last == 0) return;
        _narrator.Tell(new(_at), _bench.Story.Told, number, verdict?.Confidence ?? 0);
        Fold.Take(_bench.Story.Told);
    }

    /// <summary>As at the exit; what was charged, or null when it was none.</summary>
    public IReadOnlyList<(int, int)>? Settle(string session)
    {
        if (!_bench.Story.Knows(session)) return null;
        CartVerdict verdict = _bench.Story.Judge(session);
        bool sure = verdict.Probability >= 0.8 && !verdict.Cart.HasUnknown;
        _bench.Story.Close(session, sure ? verdict.Cart : null);
        _narrator.Tell(new(++_at), _bench.Story.Told, 0, 0);
        _state.Apply(new SessionSettled(_at, session, "shopper", sure ? SessionSettled.Charged : SessionSettled.Review, null, 0, [], []));
        return sure ? [.. verdict.Cart.Lines.ToArray().Select(l => (l.Item.Product, l.Units))] : null;
    }

    /// <summary>How sure a line of a cart is, as people see it.</summary>
    public double Sure(string session, string gtin) =>
        _state.Find(session)!.Cart.Lines.Single(l => l.ProductIndex == StoryBench.Index(gtin)).Confidence;

    private void Keep(JournalRecord record)
    {
        _state.Apply(record);
        Records.Add(record);
    }

    public IReadOnlyList<(int, int)> Journal(string session) =>
        [.. _state.Find(session)!.Cart.Lines.OrderBy(l => l.ProductIndex).Select((CartLine l) => (l.ProductIndex, l.Quantity))];
}
