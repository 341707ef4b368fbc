using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Drivers.Mqtt.Broker;
using O4O.Edge.Store.Facts;
using O4O.Edge.Tests.Drivers.Camera;
using O4O.Edge.Tests.Drivers.Inference;
using O4O.Edge.Tests.Drivers.Mqtt;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Eyes;

/// <summary><c>eyes</c> as an installer runs it: real streams, a real broker, and what the edge hears.</summary>
[Trait("Needs", "broker")]
public sealed class EyesCommandTests : IDisposable
{
    private const string Camera = "camera-1", StoreId = "s1";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-eyes-").FullName;
    private readonly BrokerAccess _access = BrokerAccess.Create([Camera]);

    /// <summary>Sees one bottle of half the picture's width.</summary>
    private readonly TinyModel _tiny = new(TinyModel.Rows((20, [0.5f, 0.5f, MathF.Log(0.5f), MathF.Log(0.25f), 1, 0.1f, 0.8f])));

    public void Dispose()
    {
        _tiny.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Eyes_OnALiveCamera_TellWhatTheySeeAndWhenTheyCannot()
    {
        byte[] scene = Clip.TransportStream(Clip.Scene, _folder, "scene"), black = Clip.TransportStream(Clip.Black, _folder, "black");
        using var server = new StreamServer(scene);
        using MosquittoBroker broker = BrokerFixture.Start(_folder, StoreId, _access);
        var ear = new Ear();
        using MqttClient edge = BrokerFixture.Connect(broker.ClientOptions(BrokerUser.Edge), ear, Topics.AllUp(StoreId));
        string figures = Path.Combine(_folder, "figures.json");
        using Process eyes = Start("--config", Config(server.Url, broker.Port), "--json", figures);
        Task<string> output = eyes.StandardOutput.ReadToEndAsync();

        Wait.Until(() => Detections(ear).Count >= 20, "twenty pictures were told");
        edge.Publish(Topics.Out(StoreId, Topics.Stirs), new StirPayload("shelf-1-2", 1).ToBytes(), 1, false);
        server.Show(black);
        Wait.Until(() => Status(ear).Any(s => !s.Online), "the camera is said to be dark");
        int told = Detections(ear).Count;
        server.Show(scene);
        Wait.Until(() => Status(ear) is [.., { Online: true }] && Status(ear).Any(s => !s.Online), "the camera is said to be well again");
        int toldWhileDark = Detections(ear).Count - told;
        Wait.Until(() => Detections(ear).Count > told + toldWhileDark + 5, "it sees again");
        End(eyes);

        Assert.Contains((await output).Split('\n'), l => l.StartsWith(Camera, StringComparison.Ordinal));
        List<(DeviceMark Mark, int Boxes, byte Class, float Left, float Width)> all = Detections(ear);
        Assert.Equal(Enumerable.Range(0, all.Count).Select(i => (uint)i), all.Select(d => d.Mark.Sequence));
        Assert.Equal(all.Select(d => d.Mark.TimeUs).Order(), all.Select(d => d.Mark.TimeUs));
        Assert.All(all, d => Assert.Equal((1, (byte)1, 80f, 160f), (d.Boxes, d.Class, d.Left, d.Width)));
        Assert.InRange(toldWhileDark, 0, 1); // the first picture after it may have overtaken our look
        Assert.StartsWith("dark: ", Status(ear).First(s => !s.Online).Detail, StringComparison.Ordinal);
        Wait.Until(() => Status(ear) is [.., { Online: false, Detail: "the eyes were stopped" }], "the end was said");
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(figures));
        Assert.Equal(1, json.RootElement.GetProperty("all").GetProperty("wakes").GetInt64());
    }

    [Fact]
    public void Eyes_ThatAreKilled_AreSaidToBeGoneByTheBroker()
    {
        using var server = new StreamServer(Clip.TransportStream(Clip.Scene, _folder, "scene"));
        using MosquittoBroker broker = BrokerFixture.Start(_folder, StoreId, _access);
        var ear = new Ear();
        using MqttClient edge = BrokerFixture.Connect(broker.ClientOptions(BrokerUser.Edge), ear, Topics.AllUp(StoreId));
        using Process eyes = Start("--config", Config(server.Url, broker.Port));
        Wait.Until(() => !Detections(ear).Count.Equals(0), "a picture was told");

        eyes.Kill();

        Wait.Until(() => Status(ear) is [.., { Online: false, Detail: "the eyes are gone" }], "the broker said so");
    }

    [Fact]
    public void Check_OfGoodSettings_SaysWhatThereIs()
    {
        (int code, string output, _) = Run("--config", Config("http://127.0.0.1:9/live.ts", 1883), "--check");

        Assert.Equal(0, code);
        Assert.Contains("good; 1 cameras of store s1, tiny in 1 sessions", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"fps\": 10", "\"fsp\": 10", "unknown key \"fsp\"", "did you mean \"fps\"?")]
    [InlineData("\"fps\": 10", "\"fps\": 100", "fps must be between 0.1 and 60, but is 100")]
    [InlineData("\"classes\": [\"bottle\"]", "\"classes\": [\"botle\"]", "\"botle\"", "did you mean \"bottle\"?")]
    [InlineData("tiny.json", "none.json", "none.json", "there is no such file")]
    [InlineData("http://", "ftp://", "not ftp")]
    [InlineData("\"fps\": 10", "\"fps\": 10, \"mask\": \"none.json\"", "none.json", "there is no such file")]
    public void Check_OfSettingsWithAMistake_NamesIt(string right, string wrong, params string[] said)
    {
        string config = Config("http://127.0.0.1:9/live.ts", 1883);
        File.WriteAllText(config, File.ReadAllText(config).Replace(right, wrong, StringComparison.Ordinal));

        (int code, _, string error) = Run("--config", config, "--check");

        Assert.Equal(2, code);
        Assert.All(said, s => Assert.Contains(s, error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WithADamagedModel_NamesItsFile()
    {
        string config = Config("http://127.0.0.1:9/live.ts", 1883);
        File.WriteAllText(_tiny.OnnxFile, "damaged");

        (int code, _, string error) = Run("--config", config, "--check");

        Assert.Equal(2, code);
        Assert.Contains($"{_tiny.OnnxFile}: its SHA-256 is", error, StringComparison.Ordinal);
    }

    private static List<(DeviceMark Mark, int Boxes, byte Class, float Left, float Width)> Detections(Ear ear)
    {
        var all = new List<(DeviceMark, int, byte, float, float)>();
        var buffer = new DetectedBox[DetectionsPayload.BoxesMax];
        foreach (HeardMessage message in ear.Messages.Where(m => m.Topic == Topics.Up(StoreId, Camera, Topics.Detections)))
        {
            Assert.True(DetectionsPayload.TryRead(message.Payload, buffer, out DetectionsFrame frame, out string error), error);
            all.Add((frame.Mark, frame.Boxes.Length, frame.Boxes[0].Class, frame.Boxes[0].Left, frame.Boxes[0].Width));
        }
        return all;
    }

    private static StatusPayload[] Status(Ear ear) =>
        [.. ear.Messages.Where(m => m.Topic == Topics.Up(StoreId, Camera, Topics.Status)).Select(m => StatusPayload.Read(m.Payload)!)];

    private string Config(string source, int port)
    {
        string file = Path.Combine(_folder, "eyes.json");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "store": "{{StoreId}}", "broker": { "port": {{port}} }, "sessions": 1,
              "cameras": [
                {
                  "id": "{{Camera}}", "source": "{{source}}", "model": "{{_tiny.ManifestFile}}", "classes": ["bottle"], "fps": 10,
                  "shelves": ["shelf-1-2"], "password": "{{_access.PasswordOf(Camera)}}"
                }
              ]
            }
            """));
        return file;
    }

    /// <summary>Asks it to stop, as a supervisor does.</summary>
    private static void End(Process process)
    {
        using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) kill.WaitForExit();
        Assert.True(process.WaitForExit(Limit), "eyes did not end");
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Limit), "eyes did not end");
        return (process.ExitCode, output, error.Result);
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "O4O.Edge.Eyes.dll"), "eyes", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
