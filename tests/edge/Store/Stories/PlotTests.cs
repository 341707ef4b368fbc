using O4O.Edge.Store.Stories;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Stories;

/// <summary>What a movement does to carts and to what lies about, and what it costs a story that makes no sense of it.</summary>
public sealed class PlotTests
{
    private readonly StoryBench _bench = new();

    private Story Story => _bench.Story;

    [Fact]
    public void Take_AtHome_FillsTheCart()
    {
        _bench.Seen(5, -840, StoryBench.Take("a", SmallStore.Beans, 2));

        Assert.Equal("2 Beans", _bench.Carries("a"));
        Assert.Empty(_bench.Lying());
    }

    [Fact]
    public void Take_ByNobody_IsInNoCart()
    {
        _bench.Seen(5, -420, StoryBench.Take(null, SmallStore.Beans));

        Chapter told = Assert.Single(Story.Told);
        Assert.Equal((null, false), (told.First!.Value.Session, told.Odd));
        var carried = new List<Held>();
        Story.MayCarry(carried);
        Assert.Empty(carried);
    }

    [Theory]
    [InlineData(-5, SmallStore.Beans)]
    [InlineData(-7, SmallStore.Soup)]
    public void Take_WhereNoneLies_IsUnlikely(double beans, string likelier)
    {
        _bench.Seen(5, -422, StoryBench.Take("a", SmallStore.Soup, atHome: false), StoryBench.Take("a", SmallStore.Beans, score: beans));

        Assert.Equal(StoryBench.Of(likelier), Story.Told[0].First!.Value.Item);
    }

    [Fact]
    public void PutBack_AtHome_EmptiesTheCart()
    {
        Story.Open("a", StoryBench.Cart(SmallStore.Beans));

        _bench.BeansCome(("a", 0));

        Assert.Equal("", _bench.Carries("a"));
        Assert.Empty(_bench.Lying());
        Assert.False(Story.Told[0].Odd);
    }

    [Fact]
    public void PutBack_Elsewhere_LiesThereWithTheWeightThatItHad()
    {
        Story.Open("a", StoryBench.Cart(SmallStore.Soup));

        _bench.Seen(5, 431, StoryBench.Take("a", SmallStore.Soup, -1, atHome: false));

        Thing thing = Assert.Single(_bench.Lying());
        Assert.Equal((StoryBench.Of(SmallStore.Soup), 431_000, 1, null), (thing.Item, thing.UnitMg, thing.Units, thing.Owner));
        Assert.Equal("", _bench.Carries("a"));
    }

    [Fact]
    public void PutBack_OfSeveralElsewhere_IsTakenUpOneByOne()
    {
        Story.Open("a", CartState.Empty.With(StoryBench.Of(SmallStore.Soup), 2));
        _bench.Seen(5, 860, StoryBench.Take("a", SmallStore.Soup, -2, atHome: false));
        (long unitMg, int units) = (_bench.Lying()[0].UnitMg, _bench.Lying()[0].Units);

        _bench.Seen(5, -430, StoryBench.Take("b", SmallStore.Soup, atHome: false));

        Assert.Equal((430_000, 2), (unitMg, units));
        Assert.Equal(1, Assert.Single(_bench.Lying()).Units);
        Assert.Equal("1 Soup", _bench.Carries("b"));
    }

    [Fact]
    public void PutBack_FromNowhere_IsOddAndNobodys()
    {
        _bench.BeansCome(("a", 0));

        Chapter told = Assert.Single(Story.Told);
        Assert.True(told.Odd);
        Assert.Null(told.First!.Value.Session);
        Assert.Equal(("", 1.0), (_bench.Carries("a"), Math.Round(_bench.Sure("a"), 9)));
    }

    [Theory]
    [InlineData(-6, "b")]
    [InlineData(-8, "a")]
    public void PutBack_FromNowhere_CostsSeven(double other, string likelier)
    {
        Story.Open("b", StoryBench.Cart(SmallStore.Beans));

        _bench.BeansCome(("a", 0), ("b", other));

        Assert.Equal(likelier == "a", Story.Told[0].Odd);
        Assert.Equal(likelier == "a" ? "1 Beans" : "", _bench.Carries("b"));
    }

    [Fact]
    public void PutBack_OfMoreThanTheCartHolds_LeavesTheCartAlone()
    {
        Story.Open("a", StoryBench.Cart(SmallStore.Beans));

        _bench.Seen(5, 840, StoryBench.Take("a", SmallStore.Beans, -2));

        Assert.True(Story.Told[0].Odd);
        Assert.Equal("1 Beans", _bench.Carries("a"));
    }

    [Fact]
    public void PutDown_ByStaff_ComesFromABox()
    {
        var bench = new StoryBench(staff: "sam");

        bench.Seen(5, 424, StoryBench.Take("sam", SmallStore.Soup, -1, atHome: false), StoryBench.Take("sam", SmallStore.Beans, -1, score: -1));

        Assert.False(bench.Story.Told[0].Odd);
        Assert.Equal(StoryBench.Of(SmallStore.Soup), Assert.Single(bench.Lying()).Item); // it costs nothing: the likelier stays so
        Assert.Equal("", bench.Carries("sam"));
    }

    [Theory]
    [InlineData(-434, SmallStore.Soup)]
    [InlineData(-420, SmallStore.Beans)]
    public void MisplacedThing_OfNearlyTheWeightOfTheProductThere_IsKnownByItsOwn(double grams, string gtin)
    {
        Story.Open("a", StoryBench.Cart(SmallStore.Soup));
        _bench.Seen(5, 434, StoryBench.Take("a", SmallStore.Soup, -1, atHome: false));

        // The catalogue cannot tell the two apart: equal scores.
        _bench.Seen(5, grams, StoryBench.Take("b", SmallStore.Beans), StoryBench.Take("b", SmallStore.Soup, atHome: false));

        Assert.Equal(StoryBench.Of(gtin), Story.Told[0].First!.Value.Item);
        Assert.True(Story.Holds("b", StoryBench.Index(gtin), 1) > 0.7);
    }

    [Fact]
    public void MisplacedThing_WeighedAgain_ReplacesTheFitWithTheCatalogue()
    {
        Story.Open("a", StoryBench.Cart(SmallStore.Soup));
        _bench.Seen(5, 460, StoryBench.Take("a", SmallStore.Soup, -1, atHome: false));

        // Far off the catalogue, but exactly what was put there: what the catalogue took away is given back.
        _bench.Seen(5, -460, StoryBench.Take("b", SmallStore.Beans, score: -3), StoryBench.Take("b", SmallStore.Soup, score: -3, atHome: false, weightFit: -3));

        Assert.True(Story.Holds("b", StoryBench.Index(SmallStore.Soup), 1) > 0.95);
    }

    [Fact]
    public void OwnBag_PutDownAndTakenUp_IsNothing()
    {
        _bench.Seen(5, 2_000, StoryBench.Unknown("a", -1, 2_000));
        Thing bag = Assert.Single(_bench.Lying());

        _bench.Seen(5, -2_004, StoryBench.Unknown("a", 1, 2_004), StoryBench.Take("a", SmallStore.Beans, 5, score: -4));

        Assert.Equal("a", bag.Owner);
        Assert.Equal("", _bench.Carries("a"));
        Assert.Empty(_bench.Lying());
    }

    [Fact]
    public void Bag_TakenUpByAnother_IsSomethingUnknownInTheirCart()
    {
        _bench.Seen(5, 2_000, StoryBench.Unknown("a", -1, 2_000));

        _bench.Seen(5, -2_004, StoryBench.Unknown("b", 1, 2_004));

        Assert.True(Story.Judge("b").Cart.HasUnknown);
        Assert.False(Story.Judge("a").Cart.HasUnknown);
    }

    [Fact]
    public void UnknownThing_TakenAndPutBack_LeavesTheCart()
    {
        _bench.Seen(5, -500, StoryBench.Unknown("a", 1, 500));
        bool held = Story.Judge("a").Cart.HasUnknown;

        _bench.Seen(5, 503, StoryBench.Unknown("a", -1, 503));

        Assert.True(held);
        Assert.Equal("", _bench.Carries("a"));
        Assert.Null(Assert.Single(_bench.Lying()).Owner); // it was the store's: whoever takes it next is not its owner
    }

    [Fact]
    public void UnknownThing_OfAnotherWeight_DoesNotEmptyTheCart()
    {
        _bench.Seen(5, -500, StoryBench.Unknown("a", 1, 500));

        _bench.Seen(5, 700, StoryBench.Unknown("a", -1, 700));

        Assert.Equal("1 unknown of 500 g", _bench.Carries("a"));
    }

    [Fact]
    public void TwoMovements_OfOneMoment_EachReachTheirCart()
    {
        _bench.Seen(5, -750, StoryBench.Both(StoryBench.Take("a", SmallStore.Beans), StoryBench.Take("b", SmallStore.Cola)));

        Assert.Equal(("1 Beans", "1 Cola"), (_bench.Carries("a"), _bench.Carries("b")));
        Assert.Equal(("a", "b"), (Story.Told[0].First!.Value.Session, Story.Told[0].Second!.Value.Session));
    }

    [Fact]
    public void Exchange_OfOneForAnother_TakesAndPutsBack()
    {
        Story.Open("a", StoryBench.Cart(SmallStore.Cola));

        _bench.Seen(5, -90, StoryBench.Both(StoryBench.Take("a", SmallStore.Beans), StoryBench.Take("a", SmallStore.Cola, -1, atHome: false)));

        Assert.Equal("1 Beans", _bench.Carries("a"));
        Assert.Equal((StoryBench.Of(SmallStore.Cola), 0L), (Assert.Single(_bench.Lying()).Item, _bench.Lying()[0].UnitMg)); // nobody weighed it alone
    }

    [Fact]
    public void Thing_OnOtherPlates_IsNotFound()
    {
        Story.Open("a", StoryBench.Cart(SmallStore.Soup));
        _bench.Seen(5, 424, StoryBench.Take("a", SmallStore.Soup, -1, atHome: false));

        _bench.Seen(3, -424, StoryBench.Take("b", SmallStore.Soup, atHome: false), StoryBench.Take("b", SmallStore.Beans, score: -5));

        Assert.Equal(StoryBench.Of(SmallStore.Beans), Story.Told[0].First!.Value.Item);
        Assert.Single(_bench.Lying());
    }

    [Fact]
    public void Thing_ThatMayHaveBeenPutThere_MayBeTaken()
    {
        _bench.Seen(8, -424, StoryBench.Take("a", SmallStore.Soup, score: 0), StoryBench.Take("b", SmallStore.Soup, score: 0));
        // Either the one who has the soup laid it down on the beans' plate, or beans came from nowhere.
        _bench.Seen(5, 424, StoryBench.Take("a", SmallStore.Soup, -1, atHome: false), StoryBench.Take(null, SmallStore.Beans, -1, score: -1));

        _bench.Seen(5, -424, StoryBench.Take("c", SmallStore.Soup, atHome: false, score: 0), StoryBench.Take("c", SmallStore.Beans, score: -4));

        Assert.Equal("1 Soup", _bench.Carries("c"));
        Assert.Equal("", _bench.Carries("b")); // who took it up proves who took it first
        Assert.Equal("a", Story.Told.Single(c => c.Event == 1).First!.Value.Session);
    }
}
