using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>When sensors fail, a trip goes to a person, and nobody is charged on a guess.</summary>
public sealed class FaultTests
{
    private const long Anna = 11;

    private static Script Visit(int seed) => new Script(seed).Enter("anna", 1, Anna).Take(Anna, 8, SmallStore.LowShelf, 2, SmallStore.Cola).Leave(Anna, 14);

    [Fact]
    public void Eyes_ThatSawNothingOfIt_MakeADoubtAndNoGuess()
    {
        Performance play = Performance.Of(Visit(1).Silence(SmallStore.EyesDevice, 6.5, 11).Facts(24));

        Assert.All(play.Interactions, i => Assert.Null(i.Session));
        Assert.Equal(SessionSettled.Review, play.OnlySettled.Outcome);
        Assert.Contains(play.Records.OfType<SourceChanged>(), s => s is { Device: SmallStore.EyesDevice, State: "silent" });
        Assert.Contains(play.Records.OfType<SourceChanged>(), s => s is { Device: SmallStore.EyesDevice, State: "ok" });
    }

    [Fact]
    public void Eyes_ThatNeverSpoke_ChargeNobody()
    {
        Performance play = Performance.Of(Visit(2).Silence(SmallStore.EyesDevice, 0, 100).Facts(30));

        Assert.All(play.Interactions, i => Assert.Null(i.Session));
        Assert.Empty(play.Machine.State.PendingCharges);
    }

    [Fact]
    public void Shelf_SilentWhileAPersonStandsThere_SendsThemToReview()
    {
        Performance play = Performance.Of(Visit(3).Silence(SmallStore.LowShelf, 5, 60).Facts(24));

        SessionSettled trip = play.OnlySettled;
        Assert.Equal(SessionSettled.Review, trip.Outcome);
        Assert.Contains(trip.Reasons, r => r.Contains(SmallStore.LowShelf, StringComparison.Ordinal));
    }

    [Fact]
    public void Shelf_SilentFarFromAnybody_IsNobodysDoubt()
    {
        Script script = new Script(4).Enter("anna", 1, Anna).Stand(Anna, 5, SmallStore.Middle).Leave(Anna, 14).Silence(SmallStore.LowShelf, 5, 60);

        Performance play = Performance.Of(script.Facts(24));

        Assert.Equal(SessionSettled.Empty, play.OnlySettled.Outcome);
    }

    [Fact]
    public void Shelf_BackAfterAChange_TellsItAcrossTheGapAndChargesNobody()
    {
        Performance play = Performance.Of(Visit(5).Silence(SmallStore.LowShelf, 7, 10).Facts(24));

        WeightChanged change = Assert.Single(play.Records.OfType<WeightChanged>());
        Assert.True(change.AcrossGap);
        Assert.Equal(-330, change.DeltaMg / 1_000.0, 5.0);
        Assert.Null(Assert.Single(play.Interactions).Session);
        Assert.Equal(SessionSettled.Review, play.OnlySettled.Outcome);
    }

    [Fact]
    public void Shelf_RestartedWithANewEpoch_GoesOnAndOldMessagesAreStale()
    {
        Script script = Visit(6);
        List<Fact> facts = [.. script.Facts(20).Select(f => f is WeightsFact w && w.AtUs > Script.Time(5).Us && w.Device == SmallStore.LowShelf
            ? w with { Mark = new DeviceMark(2, w.Mark.Sequence - 40, w.Mark.TimeUs - 80_000_000) }
            : f)];
        WeightsFact old = facts.OfType<WeightsFact>().First(w => w.Device == SmallStore.LowShelf);
        facts.AddRange(Enumerable.Repeat(old with { AtUs = Script.Time(20).Us }, 5));

        Performance play = Performance.Of(facts);

        Assert.Equal((SessionSettled.Charged, 1_500L), (play.OnlySettled.Outcome, play.OnlySettled.TotalMinor));
        Assert.Contains(play.Records.OfType<SourceChanged>(), s => s is { Device: SmallStore.LowShelf, State: "restarted" });
        Assert.Equal(5, play.Machine.Sources.Single(s => s.Source.Device == SmallStore.LowShelf).Stale);
    }

    [Theory]
    [InlineData(3_600_000_000)]
    [InlineData(-3_600_000_000)]
    public void Clocks_OfEverySensorSteppedByAnHour_ChangeNoReceipt(long stepUs)
    {
        List<Fact> facts = [.. Visit(7).Facts(20).Select(f => f.AtUs < Script.Time(4).Us ? f : f switch
        {
            WeightsFact w => w with { Mark = w.Mark with { TimeUs = w.Mark.TimeUs + stepUs } },
            PeopleFact p => p with { Mark = p.Mark with { TimeUs = p.Mark.TimeUs + stepUs } },
            _ => f,
        })];

        SessionSettled trip = Performance.Of(facts).OnlySettled;

        Assert.Equal((SessionSettled.Charged, 1_500L), (trip.Outcome, trip.TotalMinor));
    }

    [Fact]
    public void Messages_DroppedByTheHost_PutEverybodyInsideInDoubt()
    {
        List<Fact> facts = Visit(8).Facts(20);
        facts.Insert(facts.FindIndex(f => f.AtUs > Script.Time(5).Us), new DroppedFact(Script.Time(5).Us, SmallStore.HighShelf, 12));

        Performance play = Performance.Of(facts);

        Assert.Equal(SessionSettled.Review, play.OnlySettled.Outcome);
        Assert.Contains(play.Records.OfType<SourceChanged>(), s => s.State == "dropped" && s.Detail.Contains("12", StringComparison.Ordinal));
    }

    [Fact]
    public void Batch_OfAnotherShape_IsCountedAndLeftOut()
    {
        List<Fact> facts = Visit(9).Facts(20);
        WeightsFact some = facts.OfType<WeightsFact>().First(w => w.AtUs > Script.Time(7.9).Us);
        facts.Insert(facts.IndexOf(some), some with { Plates = 4 });

        Performance play = Performance.Of(facts);

        Assert.Equal(1, play.Machine.Counters.WrongShape);
        Assert.Equal(SessionSettled.Charged, play.OnlySettled.Outcome);
    }

    [Fact]
    public void Options_OutOfRange_AreRefusedByName()
    {
        var e = Assert.Throws<ArgumentException>(() => SmallStore.Machine(new() { Fusion = new() { DoubtBelow = 1.5 } }));

        Assert.Contains("fusion.doubtBelow", e.Message, StringComparison.Ordinal);
    }
}
