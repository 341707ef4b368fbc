using O4O.Edge.Store;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Store.Weighing;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Fusion;

/// <summary>Anna's visit is <c>a</c>, Ben's is <c>b</c>.</summary>
public sealed class AttributorTests
{
    private static readonly double DoubtBelow = new FusionOptions().DoubtBelow;
    private readonly StoreState _state = new(SmallStore.Layout);
    private long _people;

    public AttributorTests()
    {
        _state.Apply(new SessionOpened(1, "a", "anna", 1, 1));
        _state.Apply(new SessionOpened(2, "b", "ben", 1, 2));
    }

    [Fact]
    public void Pick_WithOneHandThere_IsItsOwnersAndSure()
    {
        Attribution verdict = Attribute(Changes.On(SmallStore.LowShelf, (5, -420)), Near("a", 10), Near("b", 420));

        Assert.Equal(new AttributedMove(Move(SmallStore.Beans, 1), "a"), Assert.Single(verdict.Moves));
        Assert.True(verdict.Confidence > 0.95);
        Assert.Equal(["a", "b"], verdict.Hands.Select(h => h.Session));
        Assert.True(verdict.Hands[0].Probability > 0.95 && verdict.Hands[1].Probability < 0.05);
    }

    [Fact]
    public void Pick_WithTwoHandsThere_IsInDoubt()
    {
        Attribution verdict = Attribute(Changes.On(SmallStore.LowShelf, (5, -420)), Near("a", 30), Near("b", 45));

        Assert.True(verdict.Confidence < DoubtBelow);
        Assert.All(verdict.Hands, h => Assert.True(h.Probability > 0.1));
    }

    [Fact]
    public void Pick_WithAStrangerNearest_IsNobodys()
    {
        Attribution verdict = Attribute(Changes.On(SmallStore.LowShelf, (5, -420)), Near(null, 10), Near("a", 450));

        Assert.Equal(new AttributedMove(Move(SmallStore.Beans, 1), null), Assert.Single(verdict.Moves));
    }

    [Fact]
    public void Pick_WithNobodyNear_IsNobodys()
    {
        Attribution verdict = Attribute(Changes.On(SmallStore.LowShelf, (5, -420)));

        Assert.Null(Assert.Single(verdict.Moves).Session);
        Assert.Contains("nobody", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void PutBack_IsTheOneWhoHoldsIt_EvenWithAnotherHandAsNear()
    {
        _state.Apply(new Interaction(3, 0, "b", SmallStore.Beans, 1, 0.99, "", []));

        Attribution verdict = Attribute(Changes.On(SmallStore.LowShelf, (5, 420)), Near("a", 20), Near("b", 60));

        Assert.Equal(new AttributedMove(Move(SmallStore.Beans, -1), "b"), Assert.Single(verdict.Moves));
        Assert.True(verdict.Confidence > DoubtBelow);
    }

    [Fact]
    public void PutBack_OfMoreThanTheCartHolds_IsNotSurelyTheirs()
    {
        _state.Apply(new Interaction(3, 0, "a", SmallStore.Beans, 1, 0.99, "", []));

        Attribution verdict = Attribute(Changes.On(SmallStore.LowShelf, (5, 840)), Near("a", 10));

        bool charged = verdict.Moves.Any(m => m.Session == "a" && m.Move == Move(SmallStore.Beans, -2) && verdict.Confidence >= DoubtBelow);
        Assert.False(charged);
    }

    [Fact]
    public void Weight_OfNothingKnown_IsNoProduct()
    {
        Attribution verdict = Attribute(Changes.On(SmallStore.LowShelf, (8, -205)), Near("a", 10));

        Assert.Null(Assert.Single(verdict.Moves).Move);
        Assert.Contains("no product", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void NearEqualProducts_OnTheSamePlateOnceMisplaced_AreInDoubt()
    {
        _state.Planogram.Put(SmallStore.Layout.ProductIndex(SmallStore.Soup), 0, [SmallStore.Plate(SmallStore.LowShelf, 5).Index], 1);

        Attribution verdict = Attribute(Changes.On(SmallStore.LowShelf, (5, -422)), Near("a", 10));

        Assert.True(verdict.Confidence < DoubtBelow);
        Assert.Equal([SmallStore.Beans, SmallStore.Soup], verdict.Candidates.Take(2).Select(c => c.Gtin).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TwoPeople_TakingDifferentThingsAtOnce_GetTheirOwn()
    {
        Attribution verdict = Attribute(Changes.On(SmallStore.HighShelf, (2, -1_050), (4, -150)), Near("a", 10), Near("b", 15));

        Assert.Equal(2, verdict.Moves.Count);
        Assert.True(verdict.Confidence < DoubtBelow); // who took which is not in the distances: never a silent guess
    }

    [Fact]
    public void Probabilities_OfCandidatesAndHands_AreProbabilities()
    {
        Attribution verdict = Attribute(Changes.On(SmallStore.LowShelf, (5, -422)), Near("a", 30), Near("b", 200), Near(null, 90));

        Assert.All(verdict.Candidates, c => Assert.InRange(c.Probability, 0, 1));
        Assert.All(verdict.Hands, h => Assert.InRange(h.Probability, 0, 1));
        Assert.InRange(verdict.Candidates.Sum(c => c.Probability), 0.5, 1.000_01);
        Assert.InRange(verdict.Confidence, 0, 0.999); // no single change is ever certain
    }

    private static ProductMove Move(string gtin, int taken) => new(SmallStore.Layout.ProductIndex(gtin), taken);

    private Hand Near(string? session, double mm)
    {
        double sigmas = mm / new FusionOptions().HandMm;
        return new Hand(new Track(++_people) { Session = session }, mm, -0.5 * sigmas * sigmas);
    }

    private Attribution Attribute(ShelfChange change, params Hand[] hands)
    {
        var carried = _state.Open.SelectMany(s => s.Cart.Lines).Select(l => new ProductMove(l.ProductIndex, l.Quantity)).ToList();
        List<Explanation> explanations = new ProductMatcher(SmallStore.Layout, new FusionOptions()).Explain(change, _state.Planogram, carried);
        // The hands are as near to every plate of a change as to its middle.
        return new Attributor(SmallStore.Layout, new FusionOptions()).Attribute(explanations, [.. hands], _ => [.. hands], _state, change.TotalMg > 0);
    }
}
