using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Sources;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>Looks into hands reach the people whose hands they are; without them nothing is missed.</summary>
public sealed class HandsTests
{
    private const long Anna = 11;
    private static readonly int Cola = SmallStore.Layout.ProductIndex(SmallStore.Cola);

    private static List<Fact> Visit() =>
        new Script(1).Enter("anna", 1, Anna).Take(Anna, 8, SmallStore.LowShelf, 2, SmallStore.Cola).Leave(Anna, 14).Facts(24);

    /// <summary>One look into a right hand, captured at a second and heard 100 ms later.</summary>
    private static HandsFact Look(double at, uint sequence, long track = Anna, ushort share = 60_000) => new(
        Script.Time(at + 0.1).Us, SmallStore.HandsDevice, new DeviceMark(1, sequence, Script.Time(at).Us),
        [new HandLook(track, true, 1_000, [new LookEntry(Cola, share)])]);

    private static IEnumerable<Fact> With(params HandsFact[] looks) => Visit().Concat(looks).OrderBy(f => f.AtUs);

    [Fact]
    public void Looks_AtSomebodyWhoIsSeen_AreKeptWithTheirMoment()
    {
        Performance play = Performance.Of(With(Look(8.0, 0, share: 50_000), Look(8.2, 1)));

        Track track = Assert.Single(play.Machine.People);
        Assert.Equal(2, track.LookCount);
        Assert.Equal((Script.Time(8.2), Script.Time(8.0)), (track.LookTimeAt(0), track.LookTimeAt(1)));
        Assert.Equal((new LookEntry(Cola, 60_000), new LookEntry(Cola, 50_000)), (track.LookAt(0)[0], track.LookAt(1)[0]));
        Assert.Equal((2, 2, 0), (play.Machine.Counters.HandFrames, play.Machine.Counters.Looks, play.Machine.Counters.LooksOfNobody));
    }

    [Fact]
    public void Looks_AtSomebodyWhomTheEyesDoNotKnow_AreCountedAndForgotten()
    {
        Performance play = Performance.Of(With(Look(8.0, 0, track: 99)));

        Assert.Equal((0, 1), (play.Machine.Counters.Looks, play.Machine.Counters.LooksOfNobody));
        Assert.Equal([Anna], play.Machine.People.Select(t => t.Id));
    }

    [Fact]
    public void Looks_HeardTwiceOrOvertaken_CountOnce()
    {
        HandsFact first = Look(8.0, 0), second = Look(8.2, 1);

        Performance play = Performance.Of(With(first, second, second with { AtUs = second.AtUs + 5_000 }, first with { AtUs = second.AtUs + 9_000 }));

        Assert.Equal(2, Assert.Single(play.Machine.People).LookCount);
        Assert.Equal(2, play.Machine.Sources.Single(s => s.Source.Device == SmallStore.HandsDevice).Stale);
    }

    [Fact]
    public void Hands_FallenSilent_AreReportedAndNobodyIsDoubted()
    {
        Performance play = Performance.Of(With(Look(2.0, 0), Look(12.0, 1)));

        Assert.Equal(
            ["silent", "ok", "silent"], play.Records.OfType<SourceChanged>().Where(s => s.Device == SmallStore.HandsDevice).Select(s => s.State));
        Assert.Empty(play.Records.OfType<DoubtRaised>());
        Assert.Equal(SessionSettled.Charged, play.OnlySettled.Outcome);
        Assert.Equal(0, play.Machine.Counters.DecidedWithoutEyes);
    }

    [Fact]
    public void Hands_MessagesDropped_AreReportedAndNobodyIsDoubted()
    {
        Performance play = Performance.Of(Visit().Append(new DroppedFact(Script.Time(9).Us, SmallStore.HandsDevice, 5)).OrderBy(f => f.AtUs));

        Assert.Contains(play.Records.OfType<SourceChanged>(), s => s is { Device: SmallStore.HandsDevice, State: "dropped" });
        Assert.Empty(play.Records.OfType<DoubtRaised>());
        Assert.Equal(SessionSettled.Charged, play.OnlySettled.Outcome);
    }

    [Fact]
    public void Hands_ThatNeverSpoke_ChangeNothing()
    {
        Performance play = Performance.Of(Visit());

        SourceWatch hands = play.Machine.Sources.Single(s => s.Source.Device == SmallStore.HandsDevice);
        Assert.Equal((0, false), (hands.Messages, hands.Silent));
        Assert.Empty(play.Records.OfType<SourceChanged>());
        Assert.Equal(SessionSettled.Charged, play.OnlySettled.Outcome);
    }
}
