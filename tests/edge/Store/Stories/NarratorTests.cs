using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Stories;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Stories;

/// <summary>How sure the journal is told to be of what it is told.</summary>
public sealed class NarratorTests
{
    private readonly Telling _telling = new();

    [Fact]
    public void Revision_OfWhoTookIt_IsAsSureAsTheStoriesAre()
    {
        _telling.Tell(b => b.BeansGo(("a", 0), ("b", -1)));

        _telling.Tell(b => b.BeansCome(("b", 0), ("a", -4)));

        // b took and put back: −1; a did both: −4; what one takes, the other cannot put back: 7 less.
        double byB = Math.Exp(-1) + Math.Exp(-1 - 4 - 7), byA = Math.Exp(-4) + Math.Exp(-7), sure = byB / (byA + byB);
        Interaction added = Of(Interaction.Added), withdrawn = Of(Interaction.Withdrawn);
        Assert.Equal(("b", 1), (added.Session, added.Quantity));
        Assert.Equal(("a", -1), (withdrawn.Session, withdrawn.Quantity));
        Assert.Equal(sure, added.Confidence, 1e-6);
        Assert.Equal(sure, withdrawn.Confidence, 1e-6);
    }

    [Fact]
    public void Handover_KnownBetterLater_IsAsSureAsTheStoriesAre()
    {
        _telling.Tell(b => b.BeansGo(("a", 0)));
        _telling.Tell(b => b.Met("a", "b", given: -4));

        _telling.Tell(b => Better(b, 6));
        _telling.Tell(b => Better(b, -12));

        HandedOver[] told = [.. _telling.Records.OfType<HandedOver>()];
        Assert.Equal([1, -1], told.Select(h => h.Quantity));
        Assert.Equal(1 / (1 + Math.Exp(-2)), told[0].Confidence, 1e-6);
        Assert.Equal(0.999, told[1].Confidence, 1e-6); // that it was not so, and nothing is ever certain
    }

    [Fact]
    public void Line_AfterARevision_ShowsThatPosterior()
    {
        _telling.Tell(b => b.BeansGo(("a", 0), ("b", -1)));

        _telling.Tell(b =>
        {
            b.Reweigh(1, -9, 0);
            return null;
        });

        Assert.Equal(0.999, _telling.Sure("b", SmallStore.Beans), 1e-6);
    }

    private static EventVerdict? Better(StoryBench bench, double given)
    {
        bench.Reweigh(-1, o => o.First is null ? 0 : given);
        return null;
    }

    private Interaction Of(string revision) => _telling.Records.OfType<Interaction>().Single(i => i.Revision == revision);
}
