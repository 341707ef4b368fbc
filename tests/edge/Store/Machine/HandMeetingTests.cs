using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>What is handed from person to person no scale sees: while it is not certain, the visits go to a person.</summary>
public sealed class HandMeetingTests
{
    private const long Anna = 11, Ben = 12;
    private static readonly Point3 AnnaStands = new(2_500, 1_600, 0), BenStands = new(3_250, 1_600, 0), Between = new(2_875, 1_600, 1_150);

    [Fact]
    public void Hands_ThatMeetAwayFromTheShelves_SendBothVisitsToReview()
    {
        Script script = Meet(Both());

        Performance play = Performance.Of(Leave(script).Facts(30));

        Assert.Equal(2, play.Settled.Count());
        Assert.All(play.Settled, s => Assert.Equal(SessionSettled.Review, s.Outcome));
        Assert.All(play.Settled, s => Assert.Contains(s.Reasons, r => r.Contains("Cola", StringComparison.Ordinal)));
        HandedOver handed = Assert.Single(play.Records.OfType<HandedOver>());
        Assert.Equal((SmallStore.Cola, 1), (handed.Gtin, handed.Quantity));
    }

    [Fact]
    public void People_WhoStandTogetherWithTheirHandsDown_AreNotDoubted()
    {
        Script script = Both().Stand(Anna, 11, AnnaStands).Stand(Ben, 11, BenStands).Stand(Anna, 11.6, AnnaStands).Stand(Ben, 11.6, BenStands);

        Performance play = Performance.Of(Leave(script).Facts(30));

        Assert.Equal(SessionSettled.Charged, play.Settled.Single(s => s.Shopper == "anna").Outcome);
        Assert.DoesNotContain(play.Records, r => r is DoubtRaised or HandedOver);
    }

    [Fact]
    public void Hands_ThatMeetEmpty_ChangeNothing()
    {
        Script script = Meet(new Script(9).Enter("anna", 1, Anna).Enter("ben", 4, Ben));

        Performance play = Performance.Of(Leave(script).Facts(30));

        Assert.Equal(2, play.Settled.Count());
        Assert.All(play.Settled, s => Assert.Equal(SessionSettled.Empty, s.Outcome));
    }

    /// <summary>Somebody came in while nobody saw it: what they gave or got, nobody knows.</summary>
    [Fact]
    public void Hands_ThatMeetThoseOfSomebodyWhoseVisitIsNotKnown_AreADoubt()
    {
        Script script = Meet(new Script(9).Enter("anna", 1, Anna).Take(Anna, 7.5, SmallStore.LowShelf, 2, SmallStore.Cola).Stand(Ben, 9, SmallStore.Middle));

        Performance play = Performance.Of(script.Leave(Anna, 15).Facts(30));

        SessionSettled annas = Assert.Single(play.Settled);
        Assert.Equal(SessionSettled.Review, annas.Outcome);
        Assert.Contains(annas.Reasons, r => r.Contains("not known", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ThingHandedOver_ThatTheReceiverPutsBack_WasTheirsByThen(bool handed)
    {
        Script script = handed ? Meet(Both()) : Both().Stand(Anna, 11, AnnaStands).Stand(Ben, 11, BenStands);

        Performance play = Performance.Of(script.Stand(Ben, 12.5, BenStands)
            .PutBack(handed ? Ben : Anna, 15, SmallStore.LowShelf, 2, SmallStore.Cola).Leave(Anna, 20).Leave(Ben, 21.5).Facts(34));

        Assert.Equal(2, play.Settled.Count());
        Assert.All(play.Settled, s => Assert.Equal((SessionSettled.Empty, 0), (s.Outcome, s.Lines.Count)));
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("ben")]
    public void Hands_ThatMeetAndAreLookedInto_AreNoDoubt(string keeper)
    {
        // Five looks a second: the cola is in Anna's hand all the while, or in Ben's afterwards.
        var looks = new List<Fact>();
        for (int i = 0; i < 15; i++)
        {
            double at = 10 + i * 0.2;
            bool annas = keeper == "anna" || at < 11.2;
            looks.Add(new HandsFact(Script.Time(at + 0.1).Us, SmallStore.HandsDevice, new DeviceMark(1, (uint)i, Script.Time(at).Us), [Hand(Anna, annas), Hand(Ben, !annas)]));
        }

        Performance play = Performance.Of(Leave(Meet(Both())).Facts(30).Concat(looks).OrderBy(f => f.AtUs));

        Assert.All(play.Settled, s => Assert.Equal(s.Shopper == keeper ? SessionSettled.Charged : SessionSettled.Empty, s.Outcome));
        Assert.Equal(1_500, play.Settled.Single(s => s.Shopper == keeper).TotalMinor);
    }

    /// <summary>
    /// Followed by detections, hands are seen to meet or to pass at a third of a metre alike. Looks into both say which it was; into the
    /// giver's alone they do not, who may have put it into a bag; and where nobody looked there was only a passing.
    /// </summary>
    [Theory]
    [InlineData(true, true, "ben")]
    [InlineData(true, false, "anna")]
    [InlineData(false, false, "anna")]
    public void Hands_ThatComeNearInDetections_GaveWhatBothWereSeenToHold(bool intoAnnas, bool intoBens, string owner)
    {
        var aside = new Point3(200, 0, 0);
        Script script = Both().Stand(Anna, 11, AnnaStands, Between - aside).Stand(Ben, 11, BenStands, Between + aside)
            .Stand(Anna, 11.3, AnnaStands, Between - aside).Stand(Ben, 11.3, BenStands, Between + aside).Stand(Anna, 11.6, AnnaStands).Stand(Ben, 11.6, BenStands);
        var looks = new List<Fact>();
        for (int i = 0; i < 15; i++)
        {
            double at = 10 + i * 0.2;
            var seen = new List<HandLook>();
            if (intoAnnas) seen.Add(Hand(Anna, at < 11.2));
            if (intoBens) seen.Add(Hand(Ben, at >= 11.2));
            if (seen.Count > 0) looks.Add(new HandsFact(Script.Time(at + 0.1).Us, SmallStore.HandsDevice, new DeviceMark(1, (uint)i, Script.Time(at).Us), [.. seen]));
        }

        var play = new Performance(SmallStore.MachineWithCamera());
        play.Feed(Leave(script).Facts(30).Concat(looks).OrderBy(f => f.AtUs));

        // The camera tells of nobody, so a person looks at both; but the carts are known.
        Assert.Equal(1_500, play.Settled.Single(s => s.Shopper == owner).TotalMinor);
        Assert.Equal(0, play.Settled.Single(s => s.Shopper != owner).TotalMinor);
        Assert.Equal(owner == "ben" ? 1 : 0, play.Records.OfType<HandedOver>().Count());
    }

    private static HandLook Hand(long track, bool full) =>
        new(track, true, full ? (ushort)500 : (ushort)64_000, full ? [new LookEntry(SmallStore.Layout.ProductIndex(SmallStore.Cola), 64_000)] : []);

    private static Script Meet(Script script) => script.Stand(Anna, 11, AnnaStands, Between).Stand(Ben, 11, BenStands, Between)
        .Stand(Anna, 11.6, AnnaStands, Between).Stand(Ben, 11.6, BenStands, Between);

    private static Script Both() => new Script(9).Enter("anna", 1, Anna).Enter("ben", 4, Ben)
        .Take(Anna, 7.5, SmallStore.LowShelf, 2, SmallStore.Cola);

    private static Script Leave(Script script) => script.Leave(Anna, 15).Leave(Ben, 16.5);
}
