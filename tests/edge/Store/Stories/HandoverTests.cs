using O4O.Edge.Store.Stories;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Stories;

/// <summary>What goes from hand to hand no scale sees: later evidence says what it was.</summary>
public sealed class HandoverTests
{
    private static readonly int Beans = StoryBench.Index(SmallStore.Beans);
    private readonly StoryBench _bench = new();

    private Story Story => _bench.Story;

    [Fact]
    public void Handover_ThenAPutBackByTheReceiver_IsCertainAfterwards()
    {
        _bench.BeansGo(("a", 0));
        _bench.Met("a", "b");
        double before = Story.Holds("b", Beans, 1);

        _bench.BeansCome(("b", 0), ("a", -4));

        Assert.Equal(0.5, before, 1e-9);
        Chapter met = Story.Told.Single(c => c.Event == -1);
        Assert.Equal(new StoryMove(Item.Of(Beans), 1, "a", "b"), met.First);
        Assert.Equal(("", ""), (_bench.Carries("a"), _bench.Carries("b")));
        Assert.True(_bench.Sure("a") > 0.95 && _bench.Sure("b") > 0.95);
    }

    [Fact]
    public void Handover_ThenAPutBackByTheGiver_DidNotHappen()
    {
        _bench.BeansGo(("a", 0));
        _bench.Met("a", "b", given: 1);
        string after = _bench.Carries("b");

        _bench.BeansCome(("a", 0), ("b", -4));

        Assert.Equal("1 Beans", after);
        Assert.Null(Story.Told.Single(c => c.Event == -1).First);
        Assert.Equal(("", ""), (_bench.Carries("a"), _bench.Carries("b")));
    }

    [Fact]
    public void Handover_OfWhatNobodyHas_IsNone()
    {
        EventVerdict verdict = _bench.Met("a", "b");

        Assert.True(verdict.Confidence > 0.99);
        Assert.Equal(("", ""), (_bench.Carries("a"), _bench.Carries("b")));
        Assert.Equal(1, _bench.Sure("a"), 1e-9);
    }

    [Fact]
    public void Handover_MayGoBothWaysAtOnce()
    {
        Story.Open("a", StoryBench.Cart(SmallStore.Cola));
        Story.Open("b", StoryBench.Cart(SmallStore.Soup));

        _bench.Met("a", "b");

        // Nothing counts 1, what can go one way shares 1 between forth and back, both at once count a little less.
        double both = Math.Exp(-0.4), all = 1 + 0.5 + 0.5 + both;
        Assert.Equal(1.5 / all, Story.Holds("a", StoryBench.Index(SmallStore.Cola), 1), 1e-9);
        Assert.Equal(1.5 / all, Story.Holds("b", StoryBench.Index(SmallStore.Soup), 1), 1e-9);
        Assert.Equal((0.5 + both) / all, Story.Holds("b", StoryBench.Index(SmallStore.Cola), 1), 1e-9);
        Assert.Equal(1 / all, _bench.Sure("a"), 1e-9);
    }

    /// <summary>A full cart makes it no likelier that something was given.</summary>
    [Fact]
    public void Handover_OfOneOfManyThings_IsNoLikelierThanOfOne()
    {
        Story.Open("a", StoryBench.Cart(SmallStore.Cola));
        Story.Open("c", StoryBench.Cart(SmallStore.Cola, SmallStore.Soup, SmallStore.Gum, SmallStore.Beans));
        Story.Open("b", StoryBench.Cart());
        Story.Open("d", StoryBench.Cart());

        double one = _bench.Met("a", "b", given: -1).Confidence, many = _bench.Met("c", "d", given: -1).Confidence;

        Assert.Equal(one, many, 1e-9);
    }

    [Fact]
    public void Handover_ThatIsKnownBetterLater_IsToldOtherwise()
    {
        _bench.BeansGo(("a", 0));
        _bench.Met("a", "b", given: -4);
        string before = _bench.Carries("b");

        _bench.Reweigh(-1, o => o.First is null ? 0 : 8);

        Assert.Equal(("", "1 Beans"), (before, _bench.Carries("b")));
        Assert.Equal("b", Story.Told.Single(c => c.Event == -1).First!.Value.To);
        Assert.True(_bench.Sure("b") > 0.95);
    }

    [Fact]
    public void Handover_OfSomethingUnknown_IsNotToldOf()
    {
        _bench.Seen(5, -500, StoryBench.Unknown("a", 1, 500));

        _bench.Met("a", "b", given: 5);

        Assert.Equal(("1 unknown of 500 g", ""), (_bench.Carries("a"), _bench.Carries("b")));
    }
}
