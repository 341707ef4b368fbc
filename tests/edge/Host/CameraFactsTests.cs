using O4O.Edge.Host.EventLoop;
using O4O.Edge.Host.Replay;
using O4O.Edge.Recording;
using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Builders;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Host;

/// <summary>What detectors find reaches the machine the same way live and out of a recording.</summary>
public sealed class CameraFactsTests : IDisposable
{
    private const string Camera = "camera-1";
    private static readonly StoreFile Store = SmallStoreRecording.Store with { Cameras = [new StoreFile.CameraEntry(Camera)] };
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"o4o-{Guid.NewGuid():N}.mcap");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Detections_Recorded_ComeBackInAReplay()
    {
        using (var writer = new RecordingWriter(_file, Store, Script.Zero))
        {
            for (uint i = 0; i < 5; i++)
            {
                StoreTime at = Script.Zero + i * 100_000;
                writer.Fact(at, at.Us, Topics.Up(SmallStore.Id, Camera, Topics.Detections), Message(i, at));
            }
        }

        StoreMachine machine = Replayer.Run(_file, 0, null).Machine;

        Assert.Equal((5, 10), (machine.Counters.DetectionFrames, machine.Counters.Detections));
        Source source = machine.Layout.Sources.Single(s => s.Kind == SourceKind.Camera);
        Assert.Equal(Script.Zero + 400_000, machine.Sources[source.Index].Watermark);
    }

    [Fact]
    public void Bytes_ThatAreNoDetections_StayOutside()
    {
        var intake = new FactIntake(new StoreMachine(Store.ToLayout(), new StoreOptions(), Store.Issuers));
        intake.Machine.Start(Script.Zero);
        Source source = intake.Machine.Layout.Sources.Single(s => s.Device == Camera);

        bool taken = intake.Take(new Stamp(1, Script.Zero), source, new byte[100], out _);

        Assert.False(taken);
        Assert.Equal((1, 0), (intake.MalformedOf(source.Index), intake.Machine.Counters.DetectionFrames));
        Assert.Equal("camera-1: not a detections message", intake.LastProblem);
    }

    [Fact]
    public void Cameras_WithANameThatFitsNoTopic_AreAProblem()
    {
        StoreFile store = Store with { Cameras = [new StoreFile.CameraEntry("Camera 1")] };

        Assert.Contains("camera Camera 1: device must be 1 to 64 of a-z, 0-9 and '-'", store.Problems());
    }

    private static byte[] Message(uint sequence, StoreTime at)
    {
        DetectedBox[] boxes = [new(10, 20, 30, 90, 0.9f, DetectedBox.Person, default), new(60, 20, 30, 90, 0.8f, DetectedBox.Person, default)];
        byte[] bytes = new byte[DetectionsPayload.Size(boxes)];
        DetectionsPayload.Write(bytes, new DetectionsFrame(new DeviceMark(1, sequence, at.Us), 640, 480, boxes));
        return bytes;
    }
}
