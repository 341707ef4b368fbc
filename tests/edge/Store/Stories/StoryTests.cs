using O4O.Edge.Store.Stories;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Stories;

/// <summary>What later evidence says of earlier events, and how stories of several visits are joined and parted.</summary>
public sealed class StoryTests
{
    private static readonly int Beans = StoryBench.Index(SmallStore.Beans);
    private readonly StoryBench _bench = new();

    private Story Story => _bench.Story;

    [Fact]
    public void Pick_OfEitherOfTwo_IsTheirsWhoPutsItBack()
    {
        _bench.BeansGo(("a", 0), ("b", -0.5));
        string? first = TakerOf(1);

        _bench.BeansCome(("b", 0), ("a", -3));

        Assert.Equal(("a", "b"), (first, TakerOf(1)));
        Assert.Equal(("", ""), (_bench.Carries("a"), _bench.Carries("b")));
        Assert.True(_bench.Sure("a") > 0.95 && _bench.Sure("b") > 0.95);
    }

    [Fact]
    public void Pick_InDoubt_ThatComesBack_LeavesSureEmptyCarts()
    {
        _bench.BeansGo(("a", 0), ("b", 0));
        double before = _bench.Sure("a");

        _bench.BeansCome(("a", 0), ("b", 0)); // whoever it was: one of the two brought it back

        Assert.InRange(before, 0.49, 0.51);
        Assert.All(new[] { "a", "b" }, s => Assert.Equal("", _bench.Carries(s)));
        Assert.All(new[] { "a", "b" }, s => Assert.True(_bench.Sure(s) > 0.99));
    }

    [Fact]
    public void Visits_WhoseStoriesAgreeAgain_AreParted()
    {
        _bench.BeansGo(("a", 0), ("b", 0));
        IReadOnlyList<string> bound = [.. Story.Together("a")];

        _bench.Reweigh(1, 0, -20);

        Assert.Equal(["a", "b"], bound.Order(StringComparer.Ordinal));
        Assert.Equal(["a"], Story.Together("a"));
        Assert.Equal(["b"], Story.Together("b"));
        Assert.Equal(("1 Beans", ""), (_bench.Carries("a"), _bench.Carries("b")));
        Assert.Equal(1, _bench.Sure("a"), 1e-9);
    }

    [Fact]
    public void Visits_BoundByChains_AreToldTogether()
    {
        _bench.BeansGo(("a", 0), ("b", 0));
        _bench.BeansGo(("c", 0), ("d", 0));
        IReadOnlyList<string> before = [.. Story.Together("a")];

        _bench.BeansGo(("b", 0), ("c", 0));

        Assert.Equal(2, before.Count);
        Assert.Equal(["a", "b", "c", "d"], Story.Together("a").Order(StringComparer.Ordinal));
        Assert.Equal(0.5, Story.Holds("a", Beans, 1), 1e-9); // the third pick says nothing of the first
        Assert.Equal(0.75, Story.Holds("b", Beans, 1), 1e-9);
        Assert.Equal(0.25, Story.Holds("b", Beans, 2), 1e-9);
    }

    [Fact]
    public void Visits_ThatNothingBinds_AreToldApart()
    {
        _bench.BeansGo(("a", 0));
        _bench.BeansGo(("b", 0));

        Assert.Equal(["a"], Story.Together("a"));
        Assert.Equal(["b"], Story.Together("b"));
        Assert.Equal(1, _bench.Sure("a"), 1e-9);
    }

    [Fact]
    public void Evidence_ThatComesLate_TellsAnEarlierEventOtherwise()
    {
        _bench.BeansGo(("a", 0.5), ("b", 0));
        _bench.BeansGo(("b", 0), ("c", 0));

        _bench.Reweigh(1, -3, 0);

        Assert.Equal("b", TakerOf(1));
        Assert.True(Story.Holds("a", Beans, 1) < 0.1);
    }

    [Fact]
    public void Evidence_OfAPastThatWasJoined_IsFound()
    {
        _bench.BeansGo(("a", 0), ("b", 0));
        _bench.BeansGo(("c", 0), ("d", 0));
        _bench.BeansGo(("b", 0), ("c", 0));

        _bench.Reweigh(2, 3, 0);

        Assert.True(Story.Holds("d", Beans, 1) < 0.1);
        Assert.Equal(0.5, Story.Holds("a", Beans, 1), 1e-6);
    }

    [Fact]
    public void Evidence_OfWhatIsLongCertain_ChangesNothing()
    {
        _bench.BeansGo(("a", 0));
        _bench.BeansGo(("b", 0), ("c", 0));

        _bench.Reweigh(1, -30);

        Assert.Equal(("1 Beans", 1.0), (_bench.Carries("a"), Math.Round(_bench.Sure("a"), 9)));
        Assert.Empty(Story.Told);
    }

    [Fact]
    public void Options_WithOneOutcome_CountTogether()
    {
        _bench.BeansGo(("a", 0), ("a", 0), ("b", 0));

        Assert.Equal(2.0 / 3, Story.Holds("a", Beans, 1), 1e-9);
        Assert.Equal(2.0 / 3, _bench.Sure("a"), 1e-9);
        Assert.Equal(0, Story.Judge("a").Next!.Units(Beans));
    }

    [Fact]
    public void Stories_FarBehindTheBest_AreForgotten()
    {
        _bench.BeansGo(("a", 0), ("b", -12), ("c", -14));

        Assert.True(Story.MayHold("b", Beans, 1));
        Assert.False(Story.MayHold("c", Beans, 1));
        Assert.Equal(1, _bench.Sure("c"), 1e-9);
    }

    [Fact]
    public void Stories_MoreThanTheMost_AreForgottenFromTheWorst()
    {
        var bench = new StoryBench(storiesMax: 2);

        bench.BeansGo(("c", -2), ("a", 0), ("b", -1));

        Assert.True(bench.Story.MayHold("a", Beans, 1) && bench.Story.MayHold("b", Beans, 1));
        Assert.False(bench.Story.MayHold("c", Beans, 1));
        Assert.Equal(1 / (1 + Math.Exp(-1)), bench.Sure("a"), 1e-9); // what is left adds up to one
    }

    [Fact]
    public void Stories_JoinedBeyondTheMost_AreForgottenToo()
    {
        var bench = new StoryBench(storiesMax: 3);
        bench.BeansGo(("a", 0), ("b", -1), (null, -2));
        bench.BeansGo(("c", 0), ("d", -1), (null, -2));

        bench.BeansGo(("a", 0), ("c", 0), ("b", -1), ("d", -1));

        Assert.All(new[] { "a", "b", "c", "d" }, s => Assert.InRange(bench.Sure(s), 0.3, 1)); // three stories: none is below a third
    }

    [Fact]
    public void Charge_OfOne_ClosesTheStoriesThatSayOtherwise()
    {
        _bench.BeansGo(("a", 0), ("b", 0));

        Story.Close("a", StoryBench.Cart(SmallStore.Beans));

        Assert.False(Story.Knows("a"));
        Assert.Equal(("", 1.0), (_bench.Carries("b"), Math.Round(_bench.Sure("b"), 9)));
        Assert.Equal("a", TakerOf(1));
    }

    [Fact]
    public void Charge_ThatNoStoryTells_ClosesNone()
    {
        _bench.BeansGo(("a", 0), ("b", 0));

        Story.Close("a", StoryBench.Cart(SmallStore.Soup));

        Assert.Equal(0.5, Story.Holds("b", Beans, 1), 1e-9);
    }

    [Fact]
    public void Review_OfOne_LeavesTheOtherAsUnsureAsBefore()
    {
        _bench.BeansGo(("a", 0), ("b", 0));

        Story.Close("a", null);

        Assert.False(Story.Knows("a"));
        Assert.Equal(["b"], Story.Together("b"));
        Assert.Equal(0.5, Story.Holds("b", Beans, 1), 1e-9);
    }

    [Fact]
    public void Close_OfAnUnknownVisit_DoesNothing()
    {
        _bench.BeansGo(("a", 0));

        Story.Close("stranger", null);

        Assert.Empty(Story.Told);
        Assert.Equal("1 Beans", _bench.Carries("a"));
    }

    [Fact]
    public void Visit_OpenedWithACart_GoesOnWithIt()
    {
        Story.Open("a", StoryBench.Cart(SmallStore.Beans, SmallStore.Cola));

        _bench.BeansCome(("a", 0));

        Assert.Equal("1 Cola", _bench.Carries("a"));
        Assert.Equal(1, _bench.Sure("a"), 1e-9);
    }

    [Fact]
    public void Visit_ThatIsNotTold_HasNoVerdict()
    {
        Assert.False(Story.Knows("a"));
        Assert.Empty(Story.Together("a"));
        Assert.Equal(0, Story.Holds("a", Beans, 1));
        Assert.False(Story.MayHold("a", Beans, 1));
        Assert.Throws<InvalidOperationException>(() => Story.Judge("a"));
    }

    [Fact]
    public void Carried_IsTheMostThatAnyCartMayHold()
    {
        Story.Open("a", StoryBench.Cart(SmallStore.Cola));
        _bench.BeansGo(("a", 0), ("b", 0));
        _bench.BeansGo(("a", 0), ("b", 0));
        _bench.Seen(8, -100, StoryBench.Unknown("b", 1, 100));
        var carried = new List<Held>();

        Story.MayCarry(carried);

        Assert.Equal(
            [new Held(StoryBench.Of(SmallStore.Cola), 1), new Held(StoryBench.Of(SmallStore.Beans), 2)], carried.OrderBy(h => h.Item.Product));
    }

    private string? TakerOf(long number) => Story.Told.Single(c => c.Event == number).First!.Value.Session;
}
