using O4O.Edge.Host.EventLoop;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Tests.Store.Builders;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Host;

public sealed class StirTellerTests
{
    [Fact]
    public void Shelf_ThatSomebodyTakesFrom_IsToldAtOnceAndNoOther()
    {
        const double TakenAt = 5;
        List<StirPayload> told = Play(new Script(1).Enter("anna", 0.5, 11).Take(11, TakenAt, SmallStore.LowShelf, 1, SmallStore.Cola), 8);

        Assert.NotEmpty(told);
        Assert.All(told, t => Assert.Equal(SmallStore.LowShelf, t.Shelf));
        Assert.InRange(told[0].AtUs - Script.Time(TakenAt).Us, -500_000, 400_000); // a hand touches before it lifts
        for (int i = 1; i < told.Count; i++) Assert.True(told[i].AtUs - told[i - 1].AtUs >= StirTeller.EveryUs);
    }

    [Fact]
    public void Shelves_ThatStandStill_AreNotTold() => Assert.Empty(Play(new Script(1).Enter("anna", 0.5, 11), 5));

    private static List<StirPayload> Play(Script script, double seconds)
    {
        var intake = new FactIntake(SmallStore.Machine());
        intake.Machine.Start(Script.Zero);
        var told = new List<StirPayload>();
        var teller = new StirTeller(intake.Machine, told.Add);
        long sequence = 0;
        foreach (Fact fact in script.Facts(seconds))
        {
            if (SmallStoreRecording.Message(fact) is not var (device, _, bytes)) continue;
            var stamp = new Stamp(++sequence, new(fact.AtUs));
            Source source = SmallStore.Source(device);
            intake.Take(stamp, source, bytes, out _);
            teller.After(source, stamp.Time);
            intake.Machine.Decide(stamp);
            intake.Machine.Taken();
        }
        return told;
    }
}
