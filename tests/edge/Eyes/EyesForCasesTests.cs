using System.Diagnostics;
using System.Globalization;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Drivers.Mqtt.Broker;
using O4O.Edge.Tests.Drivers.Camera;
using O4O.Edge.Tests.Drivers.Inference;
using O4O.Edge.Tests.Drivers.Mqtt;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Eyes;

/// <summary><c>eyes</c> as a process, and what an edge tells it: doubts, cases, and that a camera was moved.</summary>
[Trait("Needs", "broker")]
public sealed class EyesForCasesTests : IDisposable
{
    private const string Camera = "camera-1", StoreId = "s1";
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-eyes-").FullName;
    private readonly BrokerAccess _access = BrokerAccess.Create([Camera]);
    private readonly TinyModel _tiny = new(TinyModel.Rows((20, [0.5f, 0.5f, MathF.Log(0.5f), MathF.Log(0.25f), 1, 0.1f, 0.8f])));
    private readonly Ear _ear = new();
    private readonly MosquittoBroker _broker;

    public EyesForCasesTests() => _broker = BrokerFixture.Start(_folder, StoreId, _access);

    public void Dispose()
    {
        _broker.Dispose();
        _tiny.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Case_OfADoubtThatWasHeld_GetsItsPicturesAndAnotherNone()
    {
        using var server = new StreamServer(Clip.TransportStream(Clip.Scene, _folder, "scene"));
        using MqttClient edge = BrokerFixture.Connect(_broker.ClientOptions(BrokerUser.Edge), _ear, Topics.AllUp(StoreId));
        using Process eyes = Start(server.Url);
        Wait.Until(() => Told >= 20, "two seconds were seen");
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000L, from = now - 1_500_000, to = now + 500_000;
        Say(edge, Topics.Doubts, new DoubtPayload(7, "shelf-1-2", from, to, 60_000).ToBytes());
        int then = Told;
        Wait.Until(() => Told >= then + 70, "the ring alone has forgotten it"); // it reaches five seconds back

        Say(edge, Topics.Cases, new CasePayload("ana", 7, "shelf-1-2", from, to, []).ToBytes());
        Say(edge, Topics.Cases, new CasePayload("ben", 8, "shelf-1-2", from - 60_000_000, from - 50_000_000, []).ToBytes());
        Say(edge, Topics.Cases, new CasePayload("cid", 9, "shelf-1-2", from, to, [Camera]).ToBytes());
        Say(edge, Topics.Cases, new CasePayload("dan", 9, "shelf-9-9", from, to, []).ToBytes());
        Say(edge, Topics.Cases, new CasePayload("eve", -5, Camera, from, to, []).ToBytes()); // what it saw of somebody, whatever shelf
        Wait.Until(() => Pieces("eve") is [(_, > 0, _, _), ..] own && own.Count == own[0].Count, "the camera sends its own pictures");
        Wait.Until(() => Pieces("ben").Count == 1 && Pieces("ana") is [(_, > 0, _, _), ..] all && all.Count == all[0].Count, "the case has its pictures");
        eyes.Kill();

        List<(int Index, int Count, long CapturedUs, byte First)> pieces = Pieces("ana");
        Assert.InRange(pieces.Count, 4, 25); // four a second, over two
        Assert.Equal(Enumerable.Range(0, pieces.Count), pieces.Select(p => p.Index));
        Assert.All(pieces, p => Assert.InRange(p.CapturedUs, from, to));
        Assert.All(pieces, p => Assert.Equal(0xFF, p.First));
        Assert.Equal(0, Pieces("ben")[0].Count); // too long ago: there is nothing
        Assert.Empty(Pieces("cid")); // the edge has it already
        Assert.Empty(Pieces("dan")); // it does not look there
    }

    [Fact]
    public void Camera_MovedOnPurpose_IsWellOnceItIsTold()
    {
        using var server = new StreamServer(Clip.TransportStream(Clip.Scene, _folder, "scene"));
        using MqttClient edge = BrokerFixture.Connect(_broker.ClientOptions(BrokerUser.Edge), _ear, Topics.AllUp(StoreId));
        using Process eyes = Start(server.Url);
        Wait.Until(() => Told >= 20, "its view is learnt");
        server.Show(Clip.TransportStream(Clip.Shifted, _folder, "shifted"));
        Wait.Until(() => Status.Any(s => s.Detail!.StartsWith("shifted", StringComparison.Ordinal)), "it is said to be shifted");
        int before = Told;

        edge.Publish(Topics.Down(StoreId, Camera, Topics.Learn), new LearnPayload(1).ToBytes(), 1, false);

        Wait.Until(() => Status is [.., { Online: true }] && Told > before + 5, "it is well again, and tells what it sees");
        eyes.Kill();
    }

    [Theory]
    [InlineData(new[] { "--learn-again", "camera-1", "--edge", "http://127.0.0.1:9" }, "the edge does not answer")]
    [InlineData(new[] { "--learn-again", "camera-1", "--edge", "ftp://somewhere" }, "--edge must be an address like http://127.0.0.1:5090")]
    [InlineData(new string[0], "--config")]
    public void Command_ThatCannotBeDone_SaysWhy(string[] arguments, string said)
    {
        using Process process = Run(arguments);
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private int Told => _ear.Messages.Count(m => m.Topic == Topics.Up(StoreId, Camera, Topics.Detections));

    private StatusPayload[] Status =>
        [.. _ear.Messages.Where(m => m.Topic == Topics.Up(StoreId, Camera, Topics.Status)).Select(m => StatusPayload.Read(m.Payload)!)];

    private List<(int Index, int Count, long CapturedUs, byte First)> Pieces(string @case)
    {
        var all = new List<(int, int, long, byte)>();
        foreach (HeardMessage message in _ear.Messages.Where(m => m.Topic == Topics.Up(StoreId, Camera, Topics.Clip)))
        {
            Assert.True(ClipPiece.TryRead(message.Payload, out ClipPiece piece, out string error), error);
            if (System.Text.Encoding.ASCII.GetString(piece.Case) == @case) all.Add((piece.Index, piece.Count, piece.CapturedUs, piece.Count == 0 ? (byte)0 : piece.Picture[0]));
        }
        return all;
    }

    private static void Say(MqttClient edge, string kind, byte[] bytes) => edge.Publish(Topics.Out(StoreId, kind), bytes, 0, false);

    private Process Start(string source)
    {
        string file = Path.Combine(_folder, "eyes.json");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "store": "{{StoreId}}", "broker": { "port": {{_broker.Port}} }, "sessions": 1, "ring": { "seconds": 5 },
              "cameras": [
                {
                  "id": "{{Camera}}", "source": "{{source}}", "model": "{{_tiny.ManifestFile}}", "classes": ["bottle"], "fps": 10,
                  "shelves": ["shelf-1-2"], "password": "{{_access.PasswordOf(Camera)}}"
                }
              ]
            }
            """));
        return Run("--config", file);
    }

    private static Process Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "O4O.Edge.Eyes.dll"), "eyes", .. arguments]) { RedirectStandardError = true };
        return Process.Start(start)!;
    }
}
