using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>What is handed from person to person no scale sees: the visits go to a person.</summary>
public sealed class HandMeetingTests
{
    private const long Anna = 11, Ben = 12;
    private static readonly Point3 AnnaStands = new(2_500, 1_600, 0), BenStands = new(3_250, 1_600, 0), Between = new(2_875, 1_600, 1_050);

    [Fact]
    public void Hands_ThatMeetAwayFromTheShelves_SendBothVisitsToReview()
    {
        Script script = Both().Stand(Anna, 11, AnnaStands, Between).Stand(Ben, 11, BenStands, Between)
            .Stand(Anna, 11.6, AnnaStands, Between).Stand(Ben, 11.6, BenStands, Between);

        Performance play = Performance.Of(Leave(script).Facts(30));

        Assert.Equal(2, play.Settled.Count());
        Assert.All(play.Settled, s => Assert.Equal(SessionSettled.Review, s.Outcome));
        Assert.All(play.Settled, s => Assert.Contains(s.Reasons, r => r.Contains("handed", StringComparison.Ordinal)));
    }

    [Fact]
    public void People_WhoStandTogetherWithTheirHandsDown_AreNotDoubted()
    {
        Script script = Both().Stand(Anna, 11, AnnaStands).Stand(Ben, 11, BenStands).Stand(Anna, 11.6, AnnaStands).Stand(Ben, 11.6, BenStands);

        Performance play = Performance.Of(Leave(script).Facts(30));

        Assert.Equal(SessionSettled.Charged, play.Settled.Single(s => s.Shopper == "anna").Outcome);
        Assert.DoesNotContain(play.Records, r => r is DoubtRaised);
    }

    private static Script Both() => new Script(9).Enter("anna", 1, Anna).Enter("ben", 4, Ben)
        .Take(Anna, 7.5, SmallStore.LowShelf, 2, SmallStore.Cola);

    private static Script Leave(Script script) => script.Leave(Anna, 15).Leave(Ben, 16.5);
}
