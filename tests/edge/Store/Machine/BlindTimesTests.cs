using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>What nobody saw sends those to review who may have done it, and nobody else.</summary>
public sealed class BlindTimesTests
{
    private const long Anna = 11, Bella = 12;

    /// <summary>Nearly three metres from the shelves' front.</summary>
    private static readonly Point3 Far = new(2_400, 200, 0);

    [Theory]
    [InlineData(7.4, 8.6, SessionSettled.Empty)] // too short to go there and back
    [InlineData(6.4, 11.5, SessionSettled.Review)]
    public void WeightChanged_WhileTheEyesWereBlind_DoubtsWhoeverCanHaveBeenThere(double blind, double seenAgain, string bella)
    {
        Performance play = Performance.Of(Both(Far, Takes).Silence(SmallStore.EyesDevice, blind, seenAgain).Facts(26));

        Assert.Equal((SessionSettled.Review, bella), (Outcome(play, "anna"), Outcome(play, "bella")));
    }

    [Fact]
    public void NothingChanged_WhileTheEyesWereBlind_IsNobodysDoubt()
    {
        Performance play = Performance.Of(Both(Far, s => s.Stand(Anna, 8, SmallStore.Middle)).Silence(SmallStore.EyesDevice, 7, 10).Facts(26));

        Assert.Equal((SessionSettled.Empty, SessionSettled.Empty), (Outcome(play, "anna"), Outcome(play, "bella")));
    }

    [Theory]
    [InlineData(10, true)] // time to come together
    [InlineData(8.2, false)]
    public void TwoWithSomethingInACart_WhileTheEyesWereBlind_MayHaveGivenIt(double seenAgain, bool doubted)
    {
        Script script = Both(Far, s => s.Take(Anna, 5.5, SmallStore.LowShelf, 2, SmallStore.Cola).Stand(Anna, 11, SmallStore.Before(SmallStore.LowShelf, 2)));

        Performance play = Performance.Of(script.Silence(SmallStore.EyesDevice, 7.4, seenAgain).Facts(26));

        Assert.Equal(doubted, Outcome(play, "anna") == SessionSettled.Review);
        Assert.Equal(doubted, Outcome(play, "bella") == SessionSettled.Review);
    }

    [Fact]
    public void CodeShown_WhileTheEyesWereBlindAndNobodySeen_IsLookedAt()
    {
        Script script = new Script(3).Enter("anna", 3, Anna).Stand(Anna, 5, SmallStore.Middle).Leave(Anna, 16).Silence(SmallStore.EyesDevice, 2, 15);

        Performance play = Performance.Of(script.Facts(26));

        Assert.Equal(SessionSettled.Review, Outcome(play, "anna"));
        Assert.Contains(play.OnlySettled.Reasons, r => r.Contains("nobody saw who came in", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(6, SessionSettled.Review)] // seen coming in, and not since
    [InlineData(26, SessionSettled.Charged)]
    public void WeightChanged_WhereNoHandWasSeen_DoubtsWhoeverWasNotSeenElsewhere(double annaSeenUntil, string anna)
    {
        IEnumerable<Fact> facts = Both(Far, Takes).Facts(26).Select(f => f is PeopleFact p && p.AtUs > Script.Time(annaSeenUntil).Us ? p with { People = [.. p.People.Where(one => one.Track != Anna)] } : f);

        Performance play = Performance.Of([.. facts]);

        Assert.Equal((anna, SessionSettled.Empty), (Outcome(play, "anna"), Outcome(play, "bella")));
    }

    [Fact]
    public void WeightChanged_WhereNoHandWasSeen_DoubtsWhoeverWasLetInAndNeverSeen()
    {
        Script script = new Script(1).Enter("bella", 1, Bella).Stand(Bella, 3, Far).Stand(Bella, 12.5, Far).Leave(Bella, 15)
            .Enter("anna", 4).Step(9, SmallStore.LowShelf, 2, -SmallStore.Product(SmallStore.Cola).Weight.Grams);

        Performance play = Performance.Of(script.Facts(40));

        Assert.Equal((SessionSettled.Review, SessionSettled.Empty), (Outcome(play, "anna"), Outcome(play, "bella")));
    }

    [Fact]
    public void SilentShelf_DoubtsTheHandThatReachedThereAndNotWhoStoodBeside()
    {
        Script script = Both(SmallStore.Before(SmallStore.LowShelf, 6), Takes);

        Performance play = Performance.Of(script.Silence(SmallStore.LowShelf, 6, 11).Facts(26));

        Assert.Equal((SessionSettled.Review, SessionSettled.Empty), (Outcome(play, "anna"), Outcome(play, "bella")));
    }

    [Fact]
    public void MessagesLostInShortHoles_DoubtNobody()
    {
        int weights = 0;
        List<Fact> facts = [.. Both(Far, Takes).Facts(26).Where(f => f is not WeightsFact || weights++ % 5 != 0)];

        Performance play = Performance.Of(facts);

        Assert.Equal((SessionSettled.Charged, SessionSettled.Empty), (Outcome(play, "anna"), Outcome(play, "bella")));
    }

    private static Script Takes(Script script) => script.Take(Anna, 8, SmallStore.LowShelf, 2, SmallStore.Cola);

    /// <summary>Anna comes in, does something and leaves; so does Bella, who stands somewhere meanwhile.</summary>
    private static Script Both(Point3 bella, Func<Script, Script> anna) =>
        anna(new Script(1).Enter("anna", 1, Anna)).Leave(Anna, 15).Enter("bella", 3, Bella).Stand(Bella, 5, bella).Stand(Bella, 12.5, bella).Leave(Bella, 17);

    private static string Outcome(Performance play, string shopper) => play.Records.OfType<SessionSettled>().Single(s => s.Shopper == shopper).Outcome;
}
