using System.Buffers;
using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Host.Replay;
using O4O.Edge.Host.Replay.Looking;
using O4O.Edge.Recording;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Tests.Drivers.Inference;
using O4O.Edge.Tests.Host;
using O4O.Edge.Tests.Store.Builders;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Recording;

/// <summary>Pictures in the recording of a running store: before their facts, behind them when room is short, and what a replay makes of it.</summary>
public sealed class LiveRecordingTests : IDisposable
{
    private const string Camera = "camera-1";

    /// <summary>Half of it is the facts' own: no picture of more than 32 kB finds room, however fast the disk is.</summary>
    private const int QueueBytes = 64 << 10;

    private static readonly StoreFile Store = SmallStoreRecording.Store with { Cameras = [new StoreFile.CameraEntry(Camera, Calibration: LivePictures.Hung)] };
    private static readonly StoreLayout Layout = Store.ToLayout();
    private static readonly Source Source = Layout.Sources.Single(s => s.Device == Camera);
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-live-").FullName;
    private readonly TinyModel _tiny = new(TinyModel.Rows((20, [0.5f, 0.5f, MathF.Log(0.5f), MathF.Log(0.25f), 1, 0.8f, 0])));
    private uint _sequence;

    public void Dispose()
    {
        _tiny.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Picture_ThatFindsNoRoom_IsDroppedAndCountedAndNoFactIsLost()
    {
        byte[] large = Message(2, new byte[40_000]);
        using (LiveRecording recording = Open(pictures: true))
        {
            for (int i = 0; i < 50; i++)
            {
                Assert.False(recording.Picture(Source, large));
                Tell(recording, 2 + i);
            }
            Assert.Equal((0, 50, 0L, 0L), (recording.Pictures, recording.PicturesDropped, recording.PicturesRefused, recording.Status.Refused));
        }

        using RecordingReader reader = RecordingReader.Open(OnlyFile(), withPictures: true);
        List<string> kinds = [];
        while (reader.TryRead(out RecordedFact fact))
        {
            kinds.Add(fact.Topic);
            if (fact.IsPicture) Assert.True(PictureMessage.TryTake(fact.Payload, out PictureParts picture, out _) && picture.IsMissing);
        }
        Assert.Equal(50, kinds.Count(k => k.EndsWith(Topics.Detections, StringComparison.Ordinal)));
        Assert.Equal(50, kinds.Count(k => k.EndsWith(Topics.Frames, StringComparison.Ordinal)));
        Assert.Empty(reader.Pictures); // none is there
    }

    [Fact]
    public void Replay_WhereAPictureIsMissing_LeavesWhatWasToldOfIt()
    {
        using (LiveRecording recording = Open(pictures: true))
        {
            Assert.True(recording.Picture(Source, Message(1, LivePictures.Grey(64, 90))));
            Tell(recording, 1);
            Assert.False(recording.Picture(Source, Message(2, new byte[40_000])));
            Tell(recording, 2);
            Tell(recording, 3); // the scene stands still
            Assert.True(recording.Picture(Source, Message(4, LivePictures.Grey(64, 90))));
            Tell(recording, 4);
        }

        PictureReplay.Run(OnlyFile(), 0, _tiny.ManifestFile, null, out LookedAgain looked);

        Assert.Equal((2, 1, 0), (looked.Pictures, looked.Missing, looked.Damaged));
        Assert.Equal((2, 2), (looked.Messages, looked.Untouched));
        Assert.Equal(2, looked.Changed); // somebody is seen where nobody was told
        string text = looked.Text(0);
        Assert.Contains("in 1 places pictures are missing", text, StringComparison.Ordinal);
        Assert.Contains("2 messages were found in no picture that is here, and left as recorded", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_ThatNobodyAskedForOrOfAnotherOrOfNobody_IsRefusedAndCounted()
    {
        byte[] sound = Message(1, [1, 2, 3]);
        using LiveRecording without = Open(pictures: false), with = Open(pictures: true);

        Assert.False(without.Picture(Source, sound));
        Assert.False(with.Picture(Source, Message(1, [1, 2, 3], device: "camera-2")));
        Assert.False(with.Picture(Source, Message(1, [1, 2, 3], eyes: [])));
        Assert.False(with.Picture(Source, sound.AsSpan(0, sound.Length - 1)));
        Assert.False(with.Picture(Source, new byte[PictureMessage.BytesMax + 1]));
        Assert.True(with.Picture(Source, sound));

        Assert.Equal((1, 4), (without.PicturesRefused, with.PicturesRefused));
        Assert.Equal((0, 1), (without.Pictures, with.Pictures));
    }

    private LiveRecording Open(bool pictures) => new(
        new RollingRecordingOptions { Directory = Path.Combine(_folder, "recordings"), FilePrefix = pictures ? "with" : "without", QueueBytes = QueueBytes },
        Store, Layout, Script.Zero, pictures);

    private string OnlyFile() => Assert.Single(Directory.GetFiles(Path.Combine(_folder, "recordings")));

    /// <summary>Nobody is in the picture of that second.</summary>
    private void Tell(LiveRecording recording, int second)
    {
        byte[] bytes = new byte[DetectionsPayload.HeaderBytes];
        DetectionsPayload.Write(bytes, new DetectionsFrame(new DeviceMark(1, _sequence, At(second)), 64, 64, []));
        recording.Fact(++_sequence, Script.Zero + (second * 1_000_000L) + 50_000, At(second), Source, bytes);
    }

    private byte[] Message(int second, byte[] jpeg, string device = Camera, byte[]? eyes = null)
    {
        var to = new ArrayBufferWriter<byte>();
        byte[] who = new RecordedEyes { Model = "tiny", ModelSha256 = _tiny.Sha256, ScoreMin = 0.5, Quality = 85 }.ToBytes();
        PictureMessage.Write(to, At(second), device, jpeg, eyes ?? who);
        return to.WrittenSpan.ToArray();
    }

    private static long At(int second) => Script.Zero.Us + (second * 1_000_000L);
}
