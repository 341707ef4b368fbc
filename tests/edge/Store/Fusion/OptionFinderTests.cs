using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Store.Weighing;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Fusion;

/// <summary>What one weight change may have been, and what a story makes of it. Anna's visit is <c>a</c>, Ben's is <c>b</c>.</summary>
public sealed class OptionFinderTests
{
    private static readonly double DoubtBelow = new FusionOptions().DoubtBelow;
    private readonly StoryBench _bench = new();
    private ShelfEvidence? _seen;
    private long _people;

    private Story Story => _bench.Story;

    [Fact]
    public void Pick_WithOneHandThere_IsItsOwnersAndSure()
    {
        EventVerdict verdict = Judge(Changes.On(SmallStore.LowShelf, (5, -420)), Near("a", 10), Near("b", 420));

        Assert.Equal((Beans(1, "a"), null), Told());
        Assert.True(verdict.Confidence > 0.95);
        Assert.Equal("1 Beans", _bench.Carries("a"));
        Assert.True(_bench.Sure("a") > 0.95);
        Assert.False(Story.Knows("b") && Story.Holds("b", Index(SmallStore.Beans), 1) > 0.05);
    }

    [Fact]
    public void Pick_WithTwoHandsThere_IsInDoubtForBoth()
    {
        EventVerdict verdict = Judge(Changes.On(SmallStore.LowShelf, (5, -420)), Near("a", 30), Near("b", 45));

        Assert.True(verdict.Confidence < DoubtBelow);
        Assert.All(new[] { "a", "b" }, s => Assert.True(_bench.Sure(s) < DoubtBelow));
        Assert.All(new[] { "a", "b" }, s => Assert.True(Story.Holds(s, Index(SmallStore.Beans), 1) > 0.1));
        Assert.Equal(["a", "b"], Story.Together("a").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Pick_WithAStrangerNearest_IsNobodys()
    {
        Judge(Changes.On(SmallStore.LowShelf, (5, -420)), Near(null, 10), Near("a", 450));

        Assert.Equal((Beans(1, null), null), Told());
        Assert.False(Story.Knows("a") && Story.Holds("a", Index(SmallStore.Beans), 1) > 0.05);
    }

    [Fact]
    public void Pick_WithNobodyNear_IsNobodys()
    {
        Judge(Changes.On(SmallStore.LowShelf, (5, -420)));

        Assert.Equal((Beans(1, null), null), Told());
        Assert.All(_seen!.Options, o => Assert.True(o is { FirstHand: null, SecondHand: null }));
    }

    [Fact]
    public void PutBack_IsTheOneWhoHoldsIt_EvenWithAnotherHandNearer()
    {
        Story.Open("b", StoryBench.Cart(SmallStore.Beans));

        EventVerdict verdict = Judge(Changes.On(SmallStore.LowShelf, (5, 420)), Near("a", 20), Near("b", 60));

        Assert.Equal((Beans(-1, "b"), null), Told());
        Assert.True(verdict.Confidence > DoubtBelow);
        Assert.Equal("", _bench.Carries("b"));
    }

    [Fact]
    public void PutBack_OfMoreThanTheCartHolds_TakesNothingOutOfItForSure()
    {
        Story.Open("a", StoryBench.Cart(SmallStore.Beans));

        EventVerdict verdict = Judge(Changes.On(SmallStore.LowShelf, (5, 840)), Near("a", 10));

        Assert.True(verdict.Confidence < DoubtBelow || Story.Told[0].Odd);
        Assert.NotEqual((Beans(-2, "a"), null), Told());
    }

    [Fact]
    public void Weight_OfNothingKnown_IsNoProduct()
    {
        Judge(Changes.On(SmallStore.LowShelf, (8, -205)), Near("a", 10));

        Assert.False(Told().First!.Value.Item.IsKnown);
        Assert.True(Story.Judge("a").Cart.HasUnknown);
    }

    [Fact]
    public void NearEqualProducts_OnTheSamePlateOnceMisplaced_AreInDoubt()
    {
        Lay(SmallStore.Soup, plate: 5, grams: 0);

        EventVerdict verdict = Judge(Changes.On(SmallStore.LowShelf, (5, -422)), Near("a", 10));

        Assert.True(verdict.Confidence < DoubtBelow);
        Assert.True(_bench.Sure("a") < DoubtBelow);
        Assert.All(new[] { SmallStore.Beans, SmallStore.Soup }, g => Assert.True(Story.Holds("a", Index(g), 1) > 0.1));
    }

    [Theory]
    [InlineData(-434, SmallStore.Soup)]
    [InlineData(-419, SmallStore.Beans)]
    public void NearEqualProducts_OfWhichTheMisplacedWasWeighed_AreToldApartByIt(double grams, string gtin)
    {
        Lay(SmallStore.Soup, plate: 5, grams: 434); // this very tin is heavier than the catalogue says

        Judge(Changes.On(SmallStore.LowShelf, (5, grams)), Near("a", 10));

        Assert.Equal(StoryBench.Of(gtin), Told().First!.Value.Item);
        Assert.True(Story.Holds("a", Index(gtin), 1) > 0.7);
    }

    [Fact]
    public void TwoPeople_TakingDifferentThingsAtOnce_AreNeverASilentGuess()
    {
        EventVerdict verdict = Judge(Changes.On(SmallStore.HighShelf, (2, -1_050), (4, -150)), Near("a", 10), Near("b", 15));

        (StoryMove? first, StoryMove? second) = Told();
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.True(verdict.Confidence < DoubtBelow); // who took which is not in the distances
        Assert.All(new[] { "a", "b" }, s => Assert.True(_bench.Sure(s) < DoubtBelow));
    }

    [Fact]
    public void TwoOfOneProduct_WithTwoHandsOnThePlate_AreLikeliestOneEach()
    {
        Judge(Changes.On(SmallStore.LowShelf, (5, -840)), Near("a", 10), Near("b", 12));

        Assert.Contains(_seen!.Options, o => o.First == Beans(1, "a") && o.Second == Beans(1, "b"));
        Assert.Equal(("1 Beans", "1 Beans"), (_bench.Carries("a"), _bench.Carries("b")));
        Assert.True(Story.MayHold("a", Index(SmallStore.Beans), 2) && Story.MayHold("b", Index(SmallStore.Beans), 2));
    }

    [Fact]
    public void TwoOfOneProduct_WithTwoHandsOfOneVisit_AreThatVisits()
    {
        Judge(Changes.On(SmallStore.LowShelf, (5, -840)), Near("a", 10), Near("a", 12));

        Assert.DoesNotContain(_seen!.Options, o => o.First == Beans(1, "a") && o.Second == Beans(1, "a"));
        Assert.Equal("2 Beans", _bench.Carries("a"));
        Assert.True(_bench.Sure("a") > 0.95);
    }

    [Fact]
    public void PutBack_ByWhoeverMayHoldItInAnyStory_IsKeptAmongTheOptions()
    {
        _bench.BeansGo(("a", -3), ("b", 0));

        Judge(Changes.On(SmallStore.LowShelf, (5, 420)), Near("a", 10), Near("b", 200));

        Assert.Contains(_seen!.Options, o => o.First == Beans(-1, "a"));
        Assert.Equal("", _bench.Carries("a"));
        Assert.Equal("", _bench.Carries("b"));
    }

    [Fact]
    public void Probabilities_OfOptionsAndEvents_AreProbabilities()
    {
        EventVerdict verdict = Judge(Changes.On(SmallStore.LowShelf, (5, -422)), Near("a", 30), Near("b", 200), Near(null, 90));

        Assert.Equal(_seen!.Options.Count, verdict.ByOption.Count);
        Assert.All(verdict.ByOption, p => Assert.InRange(p, 0, 1));
        Assert.Equal(1, verdict.ByOption.Sum(), 1e-9);
        Assert.InRange(verdict.Confidence, 0.5, 0.999); // no single change is ever certain
    }

    private static int Index(string gtin) => StoryBench.Index(gtin);

    private static StoryMove Beans(int taken, string? session) => new(StoryBench.Of(SmallStore.Beans), taken, session);

    private (StoryMove? First, StoryMove? Second) Told()
    {
        Chapter newest = Story.Told.Single(c => c.Event == _seen!.Event);
        return (newest.First, newest.Second);
    }

    private void Lay(string gtin, int plate, double grams)
    {
        int at = SmallStore.Plate(SmallStore.LowShelf, plate).Index;
        Story.Remember(new Thing(StoryBench.Of(gtin), SmallStore.Shelf(SmallStore.LowShelf).Index, at, at, (long)(grams * 1_000), 1, null));
    }

    private Hand Near(string? session, double mm)
    {
        double sigmas = mm / new FusionOptions().HandMm;
        return new Hand(new Track(++_people) { Session = session }, mm, true, -0.5 * sigmas * sigmas);
    }

    private EventVerdict Judge(ShelfChange change, params Hand[] hands)
    {
        var things = new List<Thing>();
        var carried = new List<Held>();
        Story.MayLie(change.ShelfIndex, things);
        Story.MayCarry(carried);
        List<Explanation> explanations = new ProductMatcher(SmallStore.Layout, new FusionOptions(), new WeightBook(SmallStore.Layout.Products.Count)).Explain(change, things, carried);
        // The hands are as near to every plate of a change as to its middle.
        _seen = new OptionFinder(SmallStore.Layout, new FusionOptions()).Find(100, change, explanations, [.. hands], _ => [.. hands], Story);
        return Story.Add(_seen);
    }
}
