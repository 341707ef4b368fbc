using O4O.Edge.Recording;
using O4O.Simulator.Commands;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Commands;

/// <summary>Runs the commands in this process.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-sim-").FullName;

    [Fact]
    public void Simulate_SameSeedTwice_WritesTheSameFilesThatReadBack()
    {
        string[] recordings = [InFolder("a.mcap"), InFolder("b.mcap")], truths = [InFolder("a.json"), InFolder("b.json")];

        for (int i = 0; i < 2; i++)
            Assert.Equal(0, Run("simulate", "--scenario", "mixed", "--seed", "7", "--seconds", "60", "--out", recordings[i], "--truth", truths[i]).Code);

        Assert.Equal(File.ReadAllBytes(recordings[0]), File.ReadAllBytes(recordings[1]));
        Assert.Equal(File.ReadAllText(truths[0]), File.ReadAllText(truths[1]));
        Assert.NotEmpty(Truth.FromJson(File.ReadAllText(truths[0])).Actions);
        using RecordingReader reader = RecordingReader.Open(recordings[0]);
        int facts = 0;
        while (reader.TryRead(out _)) facts++;
        Assert.True(facts > 10_000, $"{facts} facts");
    }

    [Fact]
    public void Simulate_WithoutVisionAndWeights_WritesNoneOfThemAndTheSameTruth()
    {
        string whole = InFolder("whole.json"), less = InFolder("less.json"), recording = InFolder("less.mcap");
        string[] day = ["simulate", "--scenario", "calm", "--seed", "3", "--seconds", "40"];

        Run([.. day, "--out", InFolder("whole.mcap"), "--truth", whole]);
        (int code, string output, string error) = Run([.. day, "--without", "weights", "--without", "vision", "--out", recording, "--truth", less]);

        Assert.True(code == 0, error);
        Assert.Contains("calm without vision, weights, seed 3", output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(whole), File.ReadAllText(less));
        using RecordingReader reader = RecordingReader.Open(recording);
        var kinds = new HashSet<string>();
        while (reader.TryRead(out RecordedFact fact)) kinds.Add(fact.Topic[(fact.Topic.LastIndexOf('/') + 1)..]);
        Assert.Equal(["people", "scan", "tick"], kinds.Order());
    }

    [Fact]
    public void Simulate_FromDetections_WritesCamerasInPlaceOfPeopleAndTheSameTruth()
    {
        string joints = InFolder("joints.json"), detections = InFolder("detections.json"), recording = InFolder("detections.mcap");
        string[] day = ["simulate", "--scenario", "calm", "--seed", "3", "--seconds", "40"];

        Run([.. day, "--out", InFolder("joints.mcap"), "--truth", joints]);
        (int code, string output, string error) = Run([.. day, "--eyes", "detections", "--cameras", "4", "--out", recording, "--truth", detections]);

        Assert.True(code == 0, error);
        Assert.Contains("calm from detections, seed 3", output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(joints), File.ReadAllText(detections));
        using RecordingReader reader = RecordingReader.Open(recording);
        Assert.Empty(reader.Store.Eyes);
        Assert.Equal(["camera-1", "camera-2", "camera-3", "camera-4"], reader.Store.Cameras.Select(c => c.Device));
        Assert.All(reader.Store.Cameras, c => Assert.True(c.Calibration!.IsPlaced));
        var kinds = new HashSet<string>();
        while (reader.TryRead(out RecordedFact fact)) kinds.Add(fact.Topic[(fact.Topic.LastIndexOf('/') + 1)..]);
        Assert.Contains("detections", kinds);
        Assert.DoesNotContain("people", kinds);
    }

    [Theory]
    [InlineData("did you mean \"detections\"?", "--eyes", "detection")]
    [InlineData("--cameras must be between 1 and 12, but is 13", "--eyes", "detections", "--cameras", "13")]
    [InlineData("--cameras goes with --eyes detections", "--cameras", "3")]
    public void Simulate_WithEyesThatMakeNoSense_SaysSo(string expected, params string[] options)
    {
        (int code, _, string error) = Run(["simulate", "--out", InFolder("x.mcap"), "--truth", InFolder("x.json"), .. options]);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_PerfectReceipts_PrintsAnF1OfOne()
    {
        File.WriteAllText(InFolder("t.json"), """{"shoppers":[{"shopper":"s","enteredUs":1,"lines":[{"gtin":"1","quantity":2}]}]}""");
        File.WriteAllText(InFolder("r.json"), """{"hash":"","receipts":[{"session":"1","shopper":"s","review":false,"lines":[{"gtin":"1","quantity":2,"confidence":0.9}]}],"unattributed":[]}""");

        (int code, string output, _) = Run("score", "--truth", InFolder("t.json"), "--receipts", InFolder("r.json"));

        Assert.Equal(0, code);
        Assert.Contains("F1 1.0000", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_MissingAndBrokenFiles_SayWhichAndWhy()
    {
        File.WriteAllText(InFolder("truth.json"), "{\"shoppers\":[");

        (int missing, _, string missingLine) = Run("score", "--truth", InFolder("truht.json"), "--receipts", InFolder("r.json"));
        (int broken, _, string brokenLine) = Run("score", "--truth", InFolder("truth.json"), "--receipts", InFolder("r.json"));

        Assert.Equal((2, 2), (missing, broken));
        Assert.Contains("there is no such file: did you mean \"truth.json\"?", missingLine, StringComparison.Ordinal);
        Assert.Contains("truth.json:", brokenLine, StringComparison.Ordinal);
        Assert.Single(brokenLine.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Simulate_WithAFigureSet_IsTheDayOfAScenarioFileThatSaysSo()
    {
        string file = InFolder("scenario.json");
        File.WriteAllText(file, "{\"name\": \"mixed\", \"seconds\": 40, \"physics\": {\"noise\": 2}}");

        Assert.Equal(0, Run("simulate", "--scenario", file, "--seed", "3", "--out", InFolder("file.mcap"), "--truth", InFolder("file.json")).Code);
        Assert.Equal(0, Run("simulate", "--scenario", "mixed", "--seconds", "40", "--set", "physics.noise=2", "--seed", "3", "--out", InFolder("set.mcap"), "--truth", InFolder("set.json")).Code);

        Assert.Equal(File.ReadAllBytes(InFolder("file.mcap")), File.ReadAllBytes(InFolder("set.mcap")));
    }

    [Theory]
    [InlineData("simulat", "did you mean \"simulate\"?")]
    [InlineData("simulate --out a --truth b --sceanrio mixed", "did you mean \"--scenario\"?")]
    [InlineData("simulate --out a --truth b --scenario mixd", "did you mean \"mixed\"?")]
    [InlineData("simulate --out a", "--truth")]
    [InlineData("simulate --out a --truth b --noise-from nowhere/rec.mcap", "--noise-from nowhere/rec.mcap: there is no such file")]
    [InlineData("simulate --out a --truth b --without joint", "did you mean \"joints\"?")]
    [InlineData("simulate --out a --truth b --set hands.acuracy=1", "a scenario has no figure hands.acuracy")]
    [InlineData("simulate --out a --truth b --set hands=1", "a scenario has no figure hands")]
    [InlineData("simulate --out a --truth b --set hands.accuracy", "give it as KEY=VALUE")]
    [InlineData("simulate --out a --truth b --set hands.accuracy=good", "\"good\" is no number")]
    [InlineData("simulate --out a --truth b --set hands.accuracy=2", "hands.accuracy must be between 0.5 and 1, but is 2")]
    [InlineData("gate-code", "--shopper")]
    [InlineData("gate-code --shopper a --ttl 600", "--ttl must be between 1 and 60")]
    public void AnyCommand_Mistyped_IsOneLineAndCodeTwo(string line, string expected)
    {
        (int code, _, string error) = Run(line.Split(' '));

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void GateCode_WithAKeyFile_PrintsACodeAndItsPublicKey()
    {
        string key = InFolder("issuer.pem");

        (int code, string output, _) = Run("gate-code", "--shopper", "anna", "--key", key);
        (_, string publicKey, _) = Run("gate-code", "--public", "--key", key);

        Assert.Equal(0, code);
        Assert.Equal(3, output.Trim().Split('.').Length);
        Assert.Contains("BEGIN PUBLIC KEY", publicKey, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string InFolder(string name) => Path.Combine(_folder, name);

    private static (int Code, string Output, string Error) Run(params string[] args) =>
        CommandConsole.Run([SimulateCommand.Create(), ScoreCommand.Create(), GateCodeCommand.Create(), StoreCommand.Create()], args);
}
