using System.Buffers;
using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Host.Replay;
using O4O.Edge.Recording;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Host;
using O4O.Edge.Tests.Store.Builders;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Recording;

/// <summary>Pictures in a recording: beside the facts, and none of them.</summary>
public sealed class PicturesTests : IDisposable
{
    private const string Camera = "camera-1";
    private static readonly string Topic = Topics.Up(SmallStore.Id, Camera, Topics.Frames);
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-pictures-").FullName;

    private static readonly Lazy<List<Fact>> Day = new(() => new Script(31).Enter("anna", 1, 11)
        .Take(11, 4, SmallStore.LowShelf, 2, SmallStore.Cola).Stand(11, 6, SmallStore.Middle).Leave(11, 8).Facts(12));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Replay_OfARecordingWithPictures_IsThatOfTheSameOneWithout()
    {
        string bare = Write("bare.mcap", everyUs: 0), full = Write("full.mcap", everyUs: 70_000);

        ReplayResult without = Replayer.Run(bare, 0, null), with = Replayer.Run(full, 0, null);

        Assert.Equal((without.Hash, without.Facts, without.Refused), (with.Hash, with.Facts, with.Refused));
        Assert.Empty(without.Pictures);
        (long count, long bytes) = Assert.Single(with.Pictures).Value;
        Assert.True(count > 10 && bytes > count);
    }

    /// <summary>Whoever takes every message for a fact, as older programs do, is told nothing at a new moment, and finds the facts' sequence whole.</summary>
    [Fact]
    public void Picture_Written_HasTimeAndSequenceOfTheFactBeforeIt()
    {
        using McapReader reader = McapReader.Open(Write("full.mcap", everyUs: 70_000));
        (long timeNs, uint sequence) = (long.MinValue, 0);
        int pictures = 0;
        while (reader.TryRead(out McapMessage message))
        {
            if (reader.Channels[message.ChannelId].Topic == Topic)
            {
                pictures++;
                Assert.Equal((timeNs, sequence), (message.LogTimeNs, message.Sequence));
                Assert.InRange(message.PublishTimeNs - message.LogTimeNs, 0, RecordingFormat.TickUs * 1_000);
                continue;
            }
            if (timeNs != long.MinValue) Assert.Equal(sequence + 1, message.Sequence);
            (timeNs, sequence) = (message.LogTimeNs, message.Sequence);
        }
        Assert.True(pictures > 10);
        McapSchema schema = Assert.Single(reader.Schemas.Values, s => s.Name == "foxglove.CompressedImage");
        Assert.Equal("protobuf", schema.Encoding);
    }

    [Fact]
    public void Reader_AskedForPictures_GivesThemInTheirPlacesWithTheirBytes()
    {
        using RecordingReader reader = RecordingReader.Open(Write("full.mcap", everyUs: 70_000), withPictures: true);
        long lastUs = 0;
        int pictures = 0;
        while (reader.TryRead(out RecordedFact fact))
        {
            if (!fact.IsPicture) continue;
            Assert.True(PictureMessage.TryRead(fact.Payload, out ReadOnlySpan<byte> jpeg, out string error), error);
            Assert.Equal(Bytes(fact.DeviceTimeUs), jpeg.ToArray());
            Assert.True(fact.DeviceTimeUs > lastUs);
            lastUs = fact.DeviceTimeUs;
            pictures++;
        }
        Assert.Equal(pictures, reader.Pictures[Camera].Count);
    }

    [Fact]
    public void Eyes_Written_AreReadBack()
    {
        var eyes = new RecordedEyes { Model = "people", ModelSha256 = new string('a', 64), ScoreMin = 0.1, Quality = 85, LooksPerSecond = 2.5, Gallery = new byte[] { 1, 2, 3 } };
        string path = Path.Combine(_folder, "eyes.mcap");
        using (var writer = new RecordingWriter(path, SmallStoreRecording.Store, Script.Zero, eyes)) writer.AdvanceTo(Script.Zero + 1_000_000);

        using RecordingReader reader = RecordingReader.Open(path);

        Assert.NotNull(reader.Eyes);
        Assert.Equal(eyes with { Gallery = default }, reader.Eyes with { Gallery = default });
        Assert.Equal(eyes.Gallery.ToArray(), reader.Eyes.Gallery.ToArray());
    }

    [Fact]
    public void Message_CutOffAnywhereOrOfSomethingElse_IsRefusedOrStillAPicture()
    {
        var message = new ArrayBufferWriter<byte>();
        PictureMessage.Write(message, 1_234_567, Camera, new byte[] { 1, 2, 3, 4 });

        for (int length = 0; length < message.WrittenCount; length++)
        {
            bool read = PictureMessage.TryRead(message.WrittenSpan[..length], out ReadOnlySpan<byte> jpeg, out string error);
            Assert.Equal(read, error.Length == 0);
            Assert.True(!read || jpeg.Length == 4);
        }
        Assert.False(PictureMessage.TryRead([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], out _, out _));
        Assert.False(PictureMessage.TryRead([], out _, out string nothing));
        Assert.NotEmpty(nothing);
    }

    [Fact]
    public void Message_WithWhoLooked_GivesAllOfItBack()
    {
        var eyes = new RecordedEyes { Model = "yolox", ModelSha256 = new string('b', 64), ScoreMin = 0.25, Quality = 60, Classes = "person,bottle", Clothes = false };
        var message = new ArrayBufferWriter<byte>();
        PictureMessage.Write(message, 1_763_790_009_123_456, Camera, new byte[] { 1, 2, 3, 4 }, eyes.ToBytes());

        bool read = PictureMessage.TryTake(message.WrittenSpan, out PictureParts picture, out string error);

        Assert.True(read, error);
        Assert.Equal((1_763_790_009_123_456, false), (picture.CapturedUs, picture.IsMissing));
        Assert.Equal(Camera, System.Text.Encoding.UTF8.GetString(picture.Device));
        Assert.Equal([1, 2, 3, 4], picture.Jpeg.ToArray());
        Assert.Equal(eyes, RecordedEyes.Of(picture.Eyes));
        Assert.InRange(message.WrittenCount, 1, 4 + PictureMessage.BytesMax - PictureMessage.JpegBytesMax);
    }

    [Fact]
    public void Message_WithoutAPicture_SaysThatItIsMissingAndIsNone()
    {
        var message = new ArrayBufferWriter<byte>();
        PictureMessage.Write(message, 0, Camera, []);

        Assert.True(PictureMessage.TryTake(message.WrittenSpan, out PictureParts picture, out _) && picture.IsMissing);
        Assert.False(PictureMessage.TryRead(message.WrittenSpan, out _, out string error));
        Assert.Equal("it holds no JPEG", error);
    }

    /// <summary>The small store, somebody in it, and pictures beside, so often; 0 for none.</summary>
    private string Write(string name, long everyUs)
    {
        string path = Path.Combine(_folder, name);
        using var writer = new RecordingWriter(path, SmallStoreRecording.Store, Script.Zero);
        long nextUs = Script.Zero.Us + everyUs;
        foreach (Fact fact in Day.Value)
        {
            for (; everyUs > 0 && nextUs <= fact.AtUs; nextUs += everyUs) writer.Picture(new StoreTime(nextUs), nextUs, Camera, Topic, Bytes(nextUs));
            if (SmallStoreRecording.Message(fact) is var (device, kind, bytes)) writer.Fact(new StoreTime(fact.AtUs), fact.AtUs, Topics.Up(SmallStore.Id, device, kind), bytes);
        }
        return path;
    }

    private static byte[] Bytes(long us) => [.. Enumerable.Range(0, 40).Select(i => (byte)(us / 1_000 + i))];
}
