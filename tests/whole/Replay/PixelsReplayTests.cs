using System.Text.Json;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Recording;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Drivers.Inference;
using O4O.Edge.Wire;
using O4O.Simulator.Stores;

namespace O4O.Whole.Tests.Replay;

/// <summary>A short day seen by the project's own networks, both of them, and replayed from its detections and from its pictures.</summary>
public sealed class PixelsReplayTests(PixelsReplayTests.RecordedDay day) : IClassFixture<PixelsReplayTests.RecordedDay>
{
    /// <summary>One recording for all: to make it takes longest.</summary>
    public sealed class RecordedDay : IDisposable
    {
        private readonly Scratch _scratch = new();

        public RecordedDay()
        {
            Model model = ModelLibrary.Default.Open(ModelNames.Hands);
            var direction = new float[model.Manifest.Hands!.Numbers];
            direction[0] = 1;
            long gtin = long.Parse(DemoStore.Create().Products[0].Gtin, System.Globalization.CultureInfo.InvariantCulture);
            HandGalleryFile.Save(HandGallery.Empty(model).With(gtin, direction), this["one.o4og"]);
            Tool.Result simulated = Tool.Simulator(
                "simulate", "--scenario", "calm", "--seed", "5", "--seconds", "45", "--set", "arrivalSeconds=3", "--eyes", "pixels", "--cameras", "2",
                "--size", "320x240", "--gallery", this["one.o4og"], "--frames", "--out", this["rec.mcap"], "--truth", this["truth.json"]);
            Assert.True(simulated.Code == 0, simulated.Errors);
        }

        public string this[string name] => _scratch[name];

        public void Dispose() => _scratch.Dispose();
    }

    [Fact]
    public void Replay_FromPixels_GivesTheSameReceiptsAndDetectionsAsFromDetections()
    {
        Tool.Result detections = Tool.Host("replay", day["rec.mcap"], "--receipts", day["detections.json"]);
        Tool.Result pixels = Tool.Host("replay", day["rec.mcap"], "--eyes", "pixels", "--receipts", day["pixels.json"]);

        Assert.True(detections.Code == 0 && pixels.Code == 0, detections.Errors + pixels.Errors);
        Assert.Equal(File.ReadAllText(day["detections.json"]), File.ReadAllText(day["pixels.json"]));
        Assert.NotEmpty(JsonDocument.Parse(File.ReadAllText(day["pixels.json"])).RootElement.GetProperty("receipts").EnumerateArray());
        Assert.Contains("windows around hands looked at again by people-overhead, as recorded", pixels.Output, StringComparison.Ordinal);
        Assert.Contains("the same as recorded, to the byte", pixels.Output, StringComparison.Ordinal);
        Assert.Contains("(recorded the same)", pixels.Output, StringComparison.Ordinal);
        Assert.Contains("no difference", pixels.Output, StringComparison.Ordinal);
        Assert.Contains("pictures   camera-1 ", detections.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_FromPixelsByAnotherModel_SaysThatAndWhereItDiffers()
    {
        float[] rows = TinyModel.Rows((9, [0.2f, 0.3f, 0.4f, 0.5f, 0.9f, 0.9f, 0]));
        using var other = new TinyModel(onnx: TinyOnnx.Write([1, 3, TinyModel.Side, TinyModel.Side], [1, TinyModel.Anchors, TinyModel.RowLength], rows, meanWeight: 1e-4f));

        Tool.Result replay = Tool.Host("replay", day["rec.mcap"], "--eyes", "pixels", "--model", other.ManifestFile);

        Assert.True(replay.Code == 0, replay.Errors);
        Assert.Contains("another than was recorded", replay.Output, StringComparison.Ordinal);
        Assert.Contains(" are others, the first at ", replay.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("(recorded the same)", replay.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_FromADamagedPicture_SkipsItAndSaysSo()
    {
        int pictures = 0;
        Copy(day["damaged.mcap"], s => s, jpeg => ++pictures == 20 ? jpeg[..(jpeg.Length / 2)] : jpeg);

        Tool.Result replay = Tool.Host("replay", day["damaged.mcap"], "--eyes", "pixels");

        Assert.True(replay.Code == 0, replay.Errors);
        Assert.Contains("1 of the recording's", replay.Errors, StringComparison.Ordinal);
        Assert.Contains("it is cut off", replay.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_FromPixelsOfACameraWithoutCalibration_NamesIt()
    {
        Copy(day["loose.mcap"], s => s with { Hands = [], Cameras = [.. s.Cameras.Select(c => c.Device == "camera-2" ? c with { Calibration = null } : c)] }, jpeg => jpeg);

        Tool.Result replay = Tool.Host("replay", day["loose.mcap"], "--eyes", "pixels");

        Assert.Equal(2, replay.Code);
        Assert.Contains("camera camera-2 has no calibration", replay.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_FromPixelsThatAreNotThere_SaysHowToMakeThem()
    {
        Tool.Simulator("simulate", "--scenario", "calm", "--seed", "5", "--seconds", "40", "--out", day["bare.mcap"], "--truth", day["bare.json"]);

        Tool.Result replay = Tool.Host("replay", day["bare.mcap"], "--eyes", "pixels");

        Assert.Equal(2, replay.Code);
        Assert.Contains("holds no pictures", replay.Errors, StringComparison.Ordinal);
        Assert.Contains("simulate --eyes pixels --frames", replay.Errors, StringComparison.Ordinal);
    }

    /// <summary>The recording once more, with another store or other pictures.</summary>
    private void Copy(string path, Func<StoreFile, StoreFile> store, Func<byte[], byte[]> picture)
    {
        using RecordingReader reader = RecordingReader.Open(day["rec.mcap"], withPictures: true);
        RecordingWriter? writer = null;
        while (reader.TryRead(out RecordedFact fact))
        {
            writer ??= new RecordingWriter(path, store(reader.Store), fact.LogTime, reader.Eyes);
            if (fact.Topic.EndsWith("/" + Topics.Tick, StringComparison.Ordinal)) continue; // the writer's clock ticks itself
            if (!fact.IsPicture) writer.Fact(fact.LogTime, fact.DeviceTimeUs, fact.Topic, fact.Payload);
            else if (Topics.TryParseUp(fact.Topic, out _, out string device, out _) && PictureMessage.TryRead(fact.Payload, out ReadOnlySpan<byte> jpeg, out _))
                writer.Picture(new StoreTime(fact.DeviceTimeUs), fact.DeviceTimeUs, device, fact.Topic, picture(jpeg.ToArray()));
        }
        writer!.Dispose();
    }
}
