using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>What a weight change may have been, and whose hand: the same for what is decided and for what is only shown.</summary>
internal sealed class EvidenceFinder(StoreLayout layout, FusionOptions options, StoreState state, TrackBook tracks, Story story)
{
    private readonly ProductMatcher _matcher = new(layout, options, options.WeightLearning ? state.Weights : new WeightBook(layout.Products.Count));
    private readonly HandFinder _hands = new(layout, options);
    private readonly OptionFinder _options = new(layout, options);
    private readonly List<Thing> _lying = [];
    private readonly List<Held> _carried = [];

    /// <summary>What may lie on the shelf of the change that was explained last, where it does not belong.</summary>
    public IReadOnlyList<Thing> Lying => _lying;

    /// <summary>Every product and count that the weight may be, likeliest first.</summary>
    public List<Explanation> Explain(ShelfChange change)
    {
        _lying.Clear();
        _carried.Clear();
        if (options.RemembersMisplaced) story.MayLie(change.ShelfIndex, _lying);
        story.MayCarry(_carried);
        return _matcher.Explain(change, _lying, _carried);
    }

    /// <summary>Everybody whose hand was near, nearest first.</summary>
    public List<Hand> Hands(ShelfChange change) => _hands.Find(change, ulong.MaxValue, tracks);

    /// <summary>Every explanation with every hand.</summary>
    public ShelfEvidence Find(long number, ShelfChange change, List<Explanation> explanations, List<Hand> hands) =>
        _options.Find(number, change, explanations, hands, plates => _hands.Find(change, plates, tracks, several: true), story);
}
