using System.Diagnostics;
using System.Globalization;
using O4O.Edge.Drivers.Camera.Jpeg;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Drivers.Mqtt.Broker;
using O4O.Edge.Host.Configuration;
using O4O.Edge.Host.Replay;
using O4O.Edge.Host.Replay.Looking;
using O4O.Edge.Host.Service;
using O4O.Edge.Recording;
using O4O.Edge.Tests.Drivers.Camera;
using O4O.Edge.Tests.Drivers.Inference;
using O4O.Edge.Tests.Drivers.Mqtt;
using O4O.Edge.Tests.Host;
using O4O.Edge.Tests.Recording;
using O4O.Edge.Tests.Store.Builders;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Eyes;

/// <summary>A running store that records what its cameras' eyes looked at: real ffmpeg, real broker, real runtime, and a replay from pixels.</summary>
[Trait("Needs", "broker")]
public sealed class EyesRecordedTests : IDisposable
{
    private const string Camera = "camera-1";
    private static readonly StoreFile Store = SmallStoreRecording.Store with { Cameras = [new StoreFile.CameraEntry(Camera, Calibration: LivePictures.Hung)] };
    private static readonly string Frames = Topics.Up(SmallStore.Id, Camera, Topics.Frames), Detections = Topics.Up(SmallStore.Id, Camera, Topics.Detections);
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-recorded-").FullName;
    private readonly BrokerAccess _access = BrokerAccess.Create([Camera]);
    private readonly Ear _ear = new();
    private readonly MosquittoBroker _broker;

    /// <summary>What it finds is as wide and as far right as the picture is bright: another picture, other numbers.</summary>
    private readonly TinyModel _tiny = new(onnx: Onnx(1e-3f));

    public EyesRecordedTests() => _broker = BrokerFixture.Start(_folder, SmallStore.Id, _access);

    public void Dispose()
    {
        _broker.Dispose();
        _tiny.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Recording_OfARunningStoreWithPictures_ReplaysFromPixelsToTheSameDetections()
    {
        string file = await Live("\"frames\": { \"quality\": 60 }", () => Heard(Frames) >= 25);

        ReplayResult detections = Replayer.Run(file, 0, null);
        ReplayResult pixels = PictureReplay.Run(file, 0, _tiny.ManifestFile, null, out LookedAgain looked);
        using var other = new TinyModel(onnx: Onnx(1.1e-3f));
        PictureReplay.Run(file, 0, other.ManifestFile, null, out LookedAgain otherwise);

        Assert.True(looked is { Changed: 0, IsRecordedModel: true, Damaged: 0 } && looked.Messages >= 20 && looked.Pictures >= 20, looked.ToString());
        Assert.Equal(looked.RecordedDigest, looked.Digest);
        Assert.Equal(detections.Hash, pixels.Hash);
        Assert.True(otherwise is { IsRecordedModel: false } && otherwise.Changed > otherwise.Messages / 2, otherwise.ToString()); // somebody else sees something else
        Assert.All(Pictures(file), AssertMasked);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.GetDirectoryName(file)!) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Fact]
    public async Task Recording_OfAStoreThatAsksForNone_HasNoPicturesAndNoneIsSent()
    {
        string file = await Live("\"keepHours\": 48", () => Heard(Detections) >= 30);

        Assert.Equal(0, Heard(Frames));
        Assert.Empty(Pictures(file));
    }

    /// <summary>Runs an edge and its eyes until enough was heard; the recording's file.</summary>
    private async Task<string> Live(string recording, Func<bool> enough)
    {
        string config = Path.Combine(_folder, "edge.json");
        await File.WriteAllTextAsync(config, $$"""
            {
              "store": "store.json", "data": "data", "http": { "listen": "http://127.0.0.1:0" }, "recording": { {{recording}} },
              "broker": { "port": {{_broker.Port}}, "password": "{{_access.PasswordOf(BrokerUser.Edge)}}" }
            }
            """);
        EdgeSettings settings = O4O.Settings.SettingsFile.Load<EdgeSettings>(config).Value!;
        using var server = new StreamServer(Clip.TransportStream(Clip.Scene, _folder, "scene"));
        using MqttClient ear = BrokerFixture.Connect(_broker.ClientOptions(BrokerUser.Edge), _ear, Topics.AllUp(SmallStore.Id));
        using var service = new EdgeService(settings, Store, _folder);
        using var stop = new CancellationTokenSource();
        Task<int> edge = Task.Run(() => service.RunAsync(stop.Token));
        using Process eyes = Eyes(server.Url);
        Wait.Until(enough, "enough was heard");
        eyes.Kill();
        await stop.CancelAsync();
        Assert.Equal(0, await edge);
        return Assert.Single(Directory.GetFiles(Path.Combine(_folder, "data", "recordings"), "*.mcap"));
    }

    private Process Eyes(string source)
    {
        File.WriteAllText(Path.Combine(_folder, "mask.json"), """{"masks": [{"points": [[0, 0], [0.5, 0.5]]}]}""");
        string file = Path.Combine(_folder, "eyes.json");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "store": "{{SmallStore.Id}}", "broker": { "port": {{_broker.Port}} }, "sessions": 1, "ring": { "seconds": 0 },
              "cameras": [
                {
                  "id": "{{Camera}}", "source": "{{source}}", "model": "{{_tiny.ManifestFile}}", "classes": ["bottle", "person"], "scoreMin": 0.5,
                  "fps": 10, "mask": "mask.json", "password": "{{_access.PasswordOf(Camera)}}"
                }
              ]
            }
            """));
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "O4O.Edge.Eyes.dll"), "eyes", "--config", file]);
        return Process.Start(start)!;
    }

    private int Heard(string topic) => _ear.Messages.Count(m => m.Topic == topic);

    private static List<byte[]> Pictures(string file)
    {
        var all = new List<byte[]>();
        using RecordingReader reader = RecordingReader.Open(file, withPictures: true);
        while (reader.TryRead(out RecordedFact fact))
            if (fact.IsPicture && PictureMessage.TryRead(fact.Payload, out ReadOnlySpan<byte> jpeg, out _)) all.Add(jpeg.ToArray());
        return all;
    }

    private static void AssertMasked(byte[] jpeg)
    {
        var reader = new JpegReader();
        Assert.True(reader.TryRead(jpeg, out string error), error);
        Assert.Equal((Clip.Width, Clip.Height), (reader.Width, reader.Height));
        Assert.InRange(Mean(reader, 8, 8), 14, 20); // black
        Assert.InRange(Mean(reader, Clip.Width / 2 + 8, Clip.Height / 2 + 8), 40, 235);
    }

    /// <summary>Mean brightness of 100 × 60 pixels.</summary>
    private static double Mean(JpegReader picture, int left, int top)
    {
        long sum = 0;
        for (int y = top; y < top + 60; y++)
            for (int x = left; x < left + 100; x++) sum += picture.Pixels[(y * picture.Width) + x];
        return sum / 6_000.0;
    }

    private static byte[] Onnx(float weight) => TinyOnnx.Write(
        [1, 3, TinyModel.Side, TinyModel.Side], [1, TinyModel.Anchors, TinyModel.RowLength],
        TinyModel.Rows((20, [0.5f, 0.5f, MathF.Log(0.5f), MathF.Log(0.25f), 1, 0.1f, 0.8f])), meanWeight: weight);
}
