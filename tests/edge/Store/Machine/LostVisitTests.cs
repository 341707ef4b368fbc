using O4O.Edge.Store;
using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>Where cameras follow people: visits whose shopper they lost, missed, or took for something else. Each ends, and a person looks at it.</summary>
public sealed class LostVisitTests
{
    private const long Anna = 7, Stranger = 9, Ben = 8;
    private const long StandUs = 20_000_000;
    private static readonly Point3 Away = SmallStore.Middle with { X = 1_000 };
    private static readonly StoreOptions Quick = new() { Sessions = new() { StandUs = StandUs } };

    [Fact]
    public void Visit_WhoseNumberStandsStill_EndsInReview()
    {
        Performance play = ByCamera(new Script(1).Enter("anna", 1, Anna).Stand(Anna, 4, SmallStore.Middle), 40);

        SessionLeft left = Assert.Single(play.Records.OfType<SessionLeft>());
        Assert.Equal("lost", left.How);
        Assert.InRange(left.AtUs, Script.Time(20).Us, Script.Time(30).Us);
        Assert.Equal(SessionSettled.Review, play.OnlySettled.Outcome);
        Assert.Contains(play.OnlySettled.Reasons, r => r.Contains("stood in one place", StringComparison.Ordinal));
    }

    [Fact]
    public void Shopper_WhoWalksAboutAndIsSeen_IsNotEnded()
    {
        Script script = new Script(2).Enter("anna", 1, Anna);
        for (int at = 4; at < 100; at += 12) script.Stand(Anna, at, SmallStore.Middle).Stand(Anna, at + 6, SmallStore.Middle).Stand(Anna, at + 8, Away);

        Performance play = ByCamera(script, 100);

        Assert.Empty(play.Records.OfType<SessionLeft>());
    }

    [Fact]
    public void Shopper_WhoStandsAndTakes_IsNotEndedWhileTaking()
    {
        Script script = new Script(3).Enter("anna", 1, Anna);
        for (int at = 10; at < 70; at += 15) script.Take(Anna, at, SmallStore.LowShelf, 2, SmallStore.Cola);

        Performance play = ByCamera(script.Leave(Anna, 72), 80);

        Assert.Equal("exit", Assert.Single(play.Records.OfType<SessionLeft>()).How);
        Assert.Equal((SessionSettled.Charged, 4), (play.OnlySettled.Outcome, play.OnlySettled.Lines.Sum(l => l.Quantity)));
    }

    /// <summary>Eyes that follow people themselves tell of nobody who is none.</summary>
    [Fact]
    public void Shopper_WhoStandsBeforeEyesThatFollow_IsNotEnded()
    {
        Performance play = Performance.Of(new Script(4).Enter("anna", 1, Anna).Stand(Anna, 4, SmallStore.Middle).Facts(60), Quick);

        Assert.Empty(play.Records.OfType<SessionLeft>());
    }

    [Fact]
    public void Party_OfWhomOneLeftAndOneStands_EndsInReview()
    {
        Script script = new Script(5).Enter("anna", 1, Anna, Ben).Stand(Ben, 4, SmallStore.Middle).Stand(Anna, 4, Away).Leave(Anna, 10);

        Performance play = ByCamera(script, 40);

        Assert.Equal("lost", Assert.Single(play.Records.OfType<SessionLeft>()).How);
        Assert.Equal(SessionSettled.Review, play.OnlySettled.Outcome);
    }

    [Fact]
    public void Visit_OfWhomNobodyWasSeen_EndsInReview()
    {
        Performance play = ByCamera(new Script(6).Scan(1, CodeMint.Ours.Code("anna", Script.Time(1))), 22);

        Assert.Equal("absent", Assert.Single(play.Records.OfType<SessionLeft>()).How);
        Assert.Equal(SessionSettled.Review, play.OnlySettled.Outcome);
    }

    /// <summary>It would take every visit's number from whoever comes in.</summary>
    [Fact]
    public void Thing_ThatStandsAtTheGate_GetsNoVisit()
    {
        Script script = new Script(7).Stand(Stranger, 0, SmallStore.AtScanner).Scan(30, CodeMint.Ours.Code("anna", Script.Time(30)));

        Performance play = ByCamera(script, 50);

        Assert.Empty(play.Records.OfType<TrackBound>());
        Assert.Equal(SessionSettled.Review, play.OnlySettled.Outcome);
    }

    /// <summary>It may be Anna, whose number went over to somebody else.</summary>
    [Fact]
    public void Pick_ByAStranger_PutsWhoeverIsInsideInReview()
    {
        Script script = new Script(8).Enter("anna", 1, Anna).Stand(Anna, 4, Away).Stand(Stranger, 5, SmallStore.Middle)
            .Take(Stranger, 10, SmallStore.LowShelf, 2, SmallStore.Cola).Stand(Anna, 12, Away).Leave(Anna, 18).Leave(Stranger, 19);

        Performance play = ByCamera(script, 30);

        Assert.Equal(SessionSettled.Review, play.OnlySettled.Outcome);
        Assert.Empty(play.OnlySettled.Lines);
        Assert.Contains(play.OnlySettled.Reasons, r => r.Contains("no visit for", StringComparison.Ordinal));
    }

    /// <summary>Her wrist was seen at her side: she would have gone with it unpaid.</summary>
    [Fact]
    public void Pick_AtWhichNoHandWasSeen_PutsWhoeverIsInsideInReview()
    {
        Script script = new Script(11).Enter("anna", 1, Anna).Stand(Anna, 6, SmallStore.Before(SmallStore.LowShelf, 2) with { Y = 2_000 })
            .Stand(Anna, 14, SmallStore.Before(SmallStore.LowShelf, 2) with { Y = 2_000 }).Leave(Anna, 18)
            .Step(10, SmallStore.LowShelf, 2, -SmallStore.Product(SmallStore.Cola).Weight.Grams);

        Performance play = ByCamera(script, 30);

        Assert.Equal(SessionSettled.Review, play.OnlySettled.Outcome);
        Assert.Contains(play.OnlySettled.Reasons, r => r.Contains("no hand was seen there", StringComparison.Ordinal));
    }

    [Fact]
    public void Visit_LongerThanAnyMayBe_EndsInReview()
    {
        Script script = new Script(9).Enter("anna", 1, Anna);
        for (int at = 4; at < 80; at += 4) script.Stand(Anna, at, at % 8 == 0 ? SmallStore.Middle : Away);

        Performance play = ByCamera(script, 75, new StoreOptions { Sessions = new() { VisitMaxUs = 60_000_000 } });

        Assert.Equal("lost", Assert.Single(play.Records.OfType<SessionLeft>()).How);
        Assert.Equal(SessionSettled.Review, play.OnlySettled.Outcome);
    }

    [Fact]
    public void Ends_OfTheSameFacts_AreTheSame()
    {
        Script script = new Script(10).Enter("anna", 1, Anna).Stand(Anna, 4, SmallStore.Middle).Take(Stranger, 10, SmallStore.LowShelf, 2, SmallStore.Cola);

        Assert.Equal(ByCamera(script, 40).Bytes(), ByCamera(script, 40).Bytes());
    }

    [Theory]
    [InlineData(4_999_999, 60_000_000, "standUs")]
    [InlineData(3_600_000_001, 60_000_000, "standUs")]
    [InlineData(20_000_000, 59_999_999, "visitMaxUs")]
    [InlineData(20_000_000, 604_800_000_001, "visitMaxUs")]
    public void Options_OutOfRange_AreNamed(long standUs, long visitMaxUs, string option)
    {
        var options = new StoreOptions { Sessions = new SessionOptions { StandUs = standUs, VisitMaxUs = visitMaxUs } };

        Assert.StartsWith("sessions." + option, Assert.Single(options.Problems()), StringComparison.Ordinal);
    }

    private static Performance ByCamera(Script script, double seconds, StoreOptions? options = null)
    {
        var play = new Performance(SmallStore.MachineWithCamera(options ?? Quick));
        uint pictures = 0;
        foreach (Fact fact in script.Facts(seconds))
        {
            play.Feed(fact);
            if (fact is TickFact) play.Feed(new PictureFact(fact.AtUs, new DeviceMark(1, pictures++, fact.AtUs)));
        }
        return play;
    }
}
