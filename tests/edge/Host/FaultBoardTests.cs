using O4O.Edge.Host.EventLoop;
using O4O.Edge.Host.Live;
using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Tests.Store.Builders;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Host;

/// <summary>What the operator sees of devices at fault: which, since when, what to do; and that it goes when it is healed.</summary>
public sealed class FaultBoardTests
{
    private const string Camera = "camera-1";
    private static readonly StoreFile Store = SmallStoreRecording.Store with { Cameras = [new StoreFile.CameraEntry(Camera)], Hands = [] };
    private static readonly StoreLayout Layout = Store.ToLayout();
    private readonly FactIntake _intake;
    private readonly FaultBoard _board = new(Layout);
    private long _sequence;
    private uint _picture;

    public FaultBoardTests()
    {
        var machine = new StoreMachine(Layout, new StoreOptions(), Store.Issuers);
        machine.Start(Script.Zero);
        machine.Taken();
        _intake = new FactIntake(machine);
    }

    [Fact]
    public void Camera_ThatIsDark_IsShownWithItsWordAndGoesAMinuteAfterItIsWell()
    {
        Send(1, Nobody(1));
        Send(2, new StatusPayload(false, "dark: nothing to be seen").ToBytes());
        FaultView dark = Only(LookAtCamera(5));
        Send(6, new StatusPayload(false, "frozen: the same picture").ToBytes());
        FaultView frozen = Only(LookAtCamera(7));
        Send(8, Nobody(8));
        FaultView healed = Only(LookAtCamera(9));

        Assert.Equal((Camera, "camera", "dark", "nothing to be seen"), (dark.Device, dark.Kind, dark.Fault, dark.Detail));
        Assert.Equal((At(1), null), (dark.SinceUs, dark.HealedUs)); // since it showed something last
        Assert.Contains("light", dark.Advice, StringComparison.Ordinal);
        Assert.Equal(("frozen", At(1)), (frozen.Fault, frozen.SinceUs));
        Assert.Equal(At(9), healed.HealedUs);
        Assert.Equal(0, _board.Count);
        Send(68, Nobody(68));
        Assert.NotEmpty(LookAtCamera(68.9));
        Assert.Empty(LookAtCamera(69));
    }

    [Fact]
    public void Camera_WhoseEyesAreGone_SaysSo()
    {
        Send(1, new StatusPayload(false, "the eyes are gone").ToBytes());

        FaultView fault = Only(LookAtCamera(2));

        Assert.Equal(("blind", "the eyes are gone"), (fault.Fault, fault.Detail));
        Assert.Contains("o4o eyes", fault.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Camera_ThatFailsAgain_IsAtFaultSinceThen()
    {
        Send(1, Nobody(1));
        Send(2, new StatusPayload(false, "lost: the stream ended").ToBytes());
        LookAtCamera(3);
        Send(10, Nobody(10));
        LookAtCamera(11);
        Send(20, new StatusPayload(false, "lost: the stream ended").ToBytes());

        FaultView again = Only(LookAtCamera(21));

        Assert.Equal((At(10), null), (again.SinceUs, again.HealedUs));
    }

    [Fact]
    public void Devices_NotHeardSinceTheStart_AreShownWhenTheyHadTheirTimeAndGatesAreNot()
    {
        Look(0);
        Assert.Empty(Look(14));

        IReadOnlyList<FaultView> faults = Look(15);

        string[] expected = [.. Layout.Sources.Where(s => s.Kind != SourceKind.Gate).Select(s => s.Device)];
        Assert.Equal(expected, faults.Select(f => f.Device));
        Assert.All(faults, f => Assert.Equal(("unheard", At(0)), (f.Fault, f.SinceUs)));
        Assert.All(faults.Where(f => f.Kind == "shelf"), f => Assert.Equal(f.Device, $"shelf-{f.Gondola}-{f.Shelf}"));
    }

    [Fact]
    public void Plate_ThatGivesNoReadings_IsNamedUntilItWeighs()
    {
        var play = new Performance(SmallStore.Machine());
        var board = new FaultBoard(SmallStore.Layout);
        List<Fact> facts = new Script(7).Enter("anna", 1, 11).Facts(30);
        foreach (WeightsFact w in facts.OfType<WeightsFact>().Where(w => w.Device == SmallStore.LowShelf && w.AtUs >= At(4) && w.AtUs < At(14)))
            for (int i = 1; i < w.Mg.Length; i += SmallStore.PlatesAShelf) w.Mg[i] = WeightBatch.Missing;
        List<FaultView> seen = [];
        long nextUs = Script.Zero.Us;
        foreach (Fact fact in facts)
        {
            play.Feed(fact);
            if (fact.AtUs < nextUs) continue;
            nextUs += 1_000_000;
            seen.AddRange(board.Look(play.Machine, fact.AtUs).Where(f => f.Plate is not null));
        }

        FaultView[] open = [.. seen.Where(f => f.HealedUs is null)], healed = [.. seen.Where(f => f.HealedUs is not null)];
        Assert.NotEmpty(open);
        Assert.All(seen, f => Assert.Equal((SmallStore.LowShelf, 2, "mute"), (f.Device, f.Plate!.Value, f.Fault)));
        Assert.NotEmpty(healed);
        Assert.InRange(healed[0].HealedUs!.Value, Script.Zero.Us + 14_000_000, Script.Zero.Us + 20_000_000);
    }

    [Fact]
    public void WeightOfNobody_IsShownForAnHourAlsoAfterARestart()
    {
        var left = new SourceChanged(At(1), SmallStore.LowShelf, "unbalanced", "412 g left plate 2 and were told of nobody");
        _board.Restore(left);
        _board.Restore(new SourceChanged(At(1), SmallStore.LowShelf, "silent", "nothing heard since 2000 ms")); // found out anew where it is still so
        _board.Restore(new SourceChanged(At(1), "shelf-9-9", "unbalanced", "of a shelf that was taken away"));

        FaultView fault = Only([.. Look(2).Where(f => f.Fault != "unheard")]);
        Assert.Equal((SmallStore.LowShelf, "unbalanced", At(1), left.Detail), (fault.Device, fault.Fault, fault.SinceUs, fault.Detail));
        Assert.Contains(Look(3_600), f => f.Fault == "unbalanced");
        Assert.DoesNotContain(Look(3_602), f => f.Fault == "unbalanced");
    }

    [Fact]
    public void Shelf_ThatLosesWeightAgainAndAgain_ShowsTheLatestThree()
    {
        for (int i = 1; i <= 5; i++) _board.Hear(new SourceChanged(At(i), SmallStore.LowShelf, "unbalanced", $"{i} g left plate 2 and were told of nobody"));

        Assert.Equal([At(5), At(4), At(3)], Look(6).Where(f => f.Fault == "unbalanced").Select(f => f.SinceUs));
    }

    [Fact]
    public void Edge_ThatDropsMessages_IsAtFaultUntilItKeepsUpForAWhile()
    {
        foreach (int second in new[] { 1, 2, 10 }) _board.Hear(new SourceChanged(At(second), SmallStore.LowShelf, "dropped", "7 messages dropped"));

        FaultView dropped = Only([.. Look(39).Where(f => f.Fault == "dropped")]), healed = Only([.. Look(40).Where(f => f.Fault == "dropped")]);

        Assert.Equal((At(1), null), (dropped.SinceUs, dropped.HealedUs));
        Assert.Equal(At(40), healed.HealedUs);
    }

    [Theory]
    [InlineData(SourceKind.Shelf, "silent", "shelf's controller")]
    [InlineData(SourceKind.Camera, "silent", "looks for it")]
    [InlineData(SourceKind.Hands, "silent", "hands")]
    [InlineData(SourceKind.Gate, "silent", "power")]
    [InlineData(SourceKind.Camera, "shifted", "moved on purpose")]
    [InlineData(SourceKind.Shelf, "clock", "NTP")]
    public void Advice_ForAFault_IsForThatDevice(SourceKind kind, string fault, string says) =>
        Assert.Contains(says, FaultAdvice.For(kind, fault), StringComparison.Ordinal);

    private IReadOnlyList<FaultView> Look(double second) => _board.Look(_intake.Machine, At(second));

    /// <summary>The shelves say nothing in these tests, which is a fault too.</summary>
    private FaultView[] LookAtCamera(double second) => [.. Look(second).Where(f => f.Device == Camera)];

    private static FaultView Only(IReadOnlyList<FaultView> faults) => Assert.Single(faults);

    /// <summary>The camera says something, and time passes.</summary>
    private void Send(double second, byte[] bytes)
    {
        var stamp = new Stamp(++_sequence, new(At(second)));
        Assert.True(_intake.Take(stamp, Layout.Sources.Single(s => s.Device == Camera), bytes, out _));
        _intake.Machine.OnTick(stamp);
        _intake.Machine.Decide(stamp);
        foreach (SourceChanged record in _intake.Machine.Records.OfType<SourceChanged>()) _board.Hear(record);
        _intake.Machine.Taken();
    }

    private byte[] Nobody(double second)
    {
        byte[] bytes = new byte[DetectionsPayload.HeaderBytes];
        DetectionsPayload.Write(bytes, new DetectionsFrame(new DeviceMark(1, _picture++, At(second)), 640, 480, []));
        return bytes;
    }

    private static long At(double second) => Script.Zero.Us + (long)(second * 1_000_000);
}
