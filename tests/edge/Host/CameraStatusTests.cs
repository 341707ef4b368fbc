using O4O.Edge.Host.EventLoop;
using O4O.Edge.Host.Replay;
using O4O.Edge.Host.Service;
using O4O.Edge.Recording;
using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Builders;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Host;

/// <summary>A camera that says it sees nothing is a blind source at once, live and in a replay, until its next detections.</summary>
public sealed class CameraStatusTests : IDisposable
{
    private const string Camera = "camera-1";
    private static readonly StoreFile Store = SmallStoreRecording.Store with { Cameras = [new StoreFile.CameraEntry(Camera)] };
    private static readonly StatusPayload Dark = new(false, "dark: nothing to be seen");
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"o4o-{Guid.NewGuid():N}.mcap");
    private readonly StoreLayout _layout = Store.ToLayout();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Camera_ThatSaysItIsDark_IsSilentAtOnceAndUntilItsNextDetections()
    {
        (StoreMachine machine, FactIntake intake) = Machine();
        Source camera = _layout.Sources.Single(s => s.Device == Camera);
        var records = new List<JournalRecord>();
        void Send(int ms, byte[] bytes)
        {
            var stamp = new Stamp(ms, Script.Zero + (ms * 1000L));
            Assert.True(intake.Take(stamp, camera, bytes, out _));
            machine.OnTick(stamp);
            machine.Decide(stamp);
            records.AddRange(machine.Records);
            machine.Taken();
        }

        Send(100, Nobody(0, 100));
        Send(200, Dark.ToBytes());
        Assert.True(machine.Sources[camera.Index].Silent);
        Send(300, Dark.ToBytes()); // said again: still the one silence
        Send(400, new StatusPayload(true, "well again").ToBytes());
        Assert.True(machine.Sources[camera.Index].Silent); // it says so, and has shown nothing yet
        Send(500, Nobody(1, 500));

        Assert.False(machine.Sources[camera.Index].Silent);
        Assert.Equal(
            [("blind", Dark.Detail), ("blind", Dark.Detail), ("ok", "heard again")],
            records.OfType<SourceChanged>().Where(r => r.Device == Camera).Select(r => (r.State, (string?)r.Detail)));
    }

    [Fact]
    public void Status_InARecording_DoesTheSameInAReplay()
    {
        using (var writer = new RecordingWriter(_file, Store, Script.Zero))
        {
            writer.Fact(Script.Zero, Script.Zero.Us, Topics.Up(SmallStore.Id, Camera, Topics.Detections), Nobody(0, 0));
            writer.Fact(Script.Zero + 100_000, 0, Topics.Up(SmallStore.Id, Camera, Topics.Status), Dark.ToBytes());
        }

        ReplayResult replay = Replayer.Run(_file, 0, null);

        Assert.Contains(replay.Records.OfType<SourceChanged>(), r => (r.Device, r.State, r.Detail) == (Camera, "blind", Dark.Detail));
        Assert.Equal(0, replay.Refused);
    }

    [Fact]
    public void Status_ThatIsNoNews_IsNoFact()
    {
        var inbox = new Inbox(64, _layout.Sources.Count);
        var post = new SensorPost(_layout, inbox, _ => { });
        string topic = Topics.Up(SmallStore.Id, Camera, Topics.Status);

        foreach (StatusPayload said in new[] { new StatusPayload(true, "starting"), new(true, "10 pictures/s"), Dark, Dark, new(true, "well again"), new(true, "10 pictures/s") })
            post.OnMessage(topic, said.ToBytes(), retained: false);
        post.OnMessage(Topics.Up(SmallStore.Id, SmallStore.LowShelf, Topics.Status), new StatusPayload(false).ToBytes(), retained: false); // a shelf's is a hint

        Assert.Equal(2, inbox.Count); // dark, and well again
        Assert.Equal(3, post.Offline);
    }

    private (StoreMachine Machine, FactIntake Intake) Machine()
    {
        var machine = new StoreMachine(_layout, new StoreOptions(), Store.Issuers);
        machine.Start(Script.Zero);
        machine.Taken();
        return (machine, new FactIntake(machine));
    }

    private static byte[] Nobody(uint sequence, int ms)
    {
        byte[] bytes = new byte[DetectionsPayload.HeaderBytes];
        DetectionsPayload.Write(bytes, new DetectionsFrame(new DeviceMark(1, sequence, Script.Zero.Us + (ms * 1000L)), 640, 480, []));
        return bytes;
    }
}
