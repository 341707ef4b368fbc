using System.Diagnostics;
using System.Text.Json;
using O4O.Edge.Drivers.Journal;
using O4O.Edge.Recording;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Host;

/// <summary>The program as people call it: exit codes, and messages that name the cause.</summary>
[Trait("Needs", "process")]
public sealed class CommandTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-command-").FullName;

    [Fact]
    public void Check_OfGoodSettings_SaysWhatTheyAre()
    {
        string config = Settings("""{"store":"store.json","data":"data","broker":{"port":1883}}""");

        (int code, string output, _) = Run("edge", "--config", config, "--check");

        Assert.Equal(0, code);
        Assert.Contains("good; store corner with 2 shelves and 7 products", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "data")));
    }

    [Fact]
    public void Check_WithAnUnknownKey_NamesItItsPlaceAndTheNearest()
    {
        string config = Settings("{\"store\":\"store.json\",\"data\":\"data\",\n \"broker\":{\"port\":1883,\"usrname\":\"edge\"}}");

        (int code, _, string error) = Run("edge", "--config", config, "--check");

        Assert.Equal(2, code);
        Assert.Contains("edge.json:2:", error, StringComparison.Ordinal);
        Assert.Contains("\"usrname\"", error, StringComparison.Ordinal);
        Assert.Contains("did you mean \"username\"?", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfAStoreWithAnIssuerWithoutAKey_NamesTheIssuer()
    {
        string config = Settings("""{"store":"store.json","data":"data","broker":{"port":1883}}""");
        File.WriteAllBytes(Path.Combine(_folder, "store.json"), RecordingFormat.StoreBytes(SmallStoreRecording.Store with { Issuers = [new("app-9", "lost")] }));

        (int code, _, string error) = Run("edge", "--config", config, "--check");

        Assert.Equal(2, code);
        Assert.Contains("app-9", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WithoutTheFile_SaysSo() => Fails("there is no such file", "edge", "--config", Path.Combine(_folder, "none.json"), "--check");

    [Fact]
    public void Replay_WithoutTheFile_SaysSo() => Fails("no such file", "replay", Path.Combine(_folder, "none.mcap"));

    [Fact]
    public void Replay_OfSomethingElse_NamesTheFile()
    {
        string file = Path.Combine(_folder, "notes.mcap");
        File.WriteAllText(file, "milk, eggs, bread and everything that is longer than a magic number");

        Fails("notes.mcap", "replay", file);
    }

    [Fact]
    public void Replay_WithARateThatIsNone_SaysWhatARateIs() => Fails("--rate must be a number above 0", "replay", Recording(), "--rate", "fast");

    [Fact]
    public void Replay_OfARecording_WritesReceiptsAndPrintsTheHash()
    {
        string receipts = Path.Combine(_folder, "receipts.json");

        (int code, string output, string error) = Run("replay", Recording(), "--receipts", receipts);

        Assert.True(code == 0, error);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(receipts));
        Assert.Contains("hash       " + json.RootElement.GetProperty("hash").GetString(), output, StringComparison.Ordinal);
        Assert.Contains("× real time", output, StringComparison.Ordinal);
        Assert.Equal("anna", json.RootElement.GetProperty("receipts")[0].GetProperty("shopper").GetString());
    }

    [Fact]
    public void Replay_OfATruncatedRecording_WarnsAndReplaysWhatIsThere()
    {
        string recording = Recording();
        byte[] whole = File.ReadAllBytes(recording);
        File.WriteAllBytes(recording, whole[..(whole.Length * 3 / 4)]);

        (int code, string output, string error) = Run("replay", recording);

        Assert.Equal(0, code);
        Assert.Contains("warning: the recording is truncated", error, StringComparison.Ordinal);
        Assert.Contains("receipts", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_AsJson_AreOneObjectAWeightChange()
    {
        (int code, string output, string error) = Run("events", Recording(), "--json");

        Assert.True(code == 0, error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        JsonElement change = json.RootElement;
        Assert.InRange(change.GetProperty("timeUs").GetInt64(), 5_900_000, 6_100_000);
        Assert.Equal((1, 1, "pick"), (change.GetProperty("gondola").GetInt32(), change.GetProperty("shelf").GetInt32(), change.GetProperty("kind").GetString()));
        Assert.InRange(change.GetProperty("deltaGrams").GetDouble(), -335, -325);
        Assert.Equal(SmallStore.Cola, change.GetProperty("candidates")[0].GetProperty("gtin").GetString());
    }

    [Fact]
    public void Journal_VerifiedAndDumped_ShowsItsRecords()
    {
        string journal = Journal();

        (int verified, string report, _) = Run("journal", "verify", journal);
        (int dumped, string dump, _) = Run("journal", "dump", journal);

        Assert.Equal((0, 0), (verified, dumped));
        Assert.Contains("usable", report, StringComparison.Ordinal);
        string[] lines = dump.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(20, lines.Length);
        using JsonDocument last = JsonDocument.Parse(lines[^1]);
        Assert.Equal((20, 20), (last.RootElement.GetProperty("sequence").GetInt32(), last.RootElement.GetProperty("record").GetProperty("track").GetInt32()));
    }

    [Fact]
    public void Journal_DamagedInTheMiddle_IsNotUsable()
    {
        string journal = Journal();
        string segment = Directory.GetFiles(journal).Order(StringComparer.Ordinal).First(f => new FileInfo(f).Length > 0);
        byte[] bytes = File.ReadAllBytes(segment);
        bytes[bytes.AsSpan().IndexOf("track-bound"u8)] ^= 1;
        File.WriteAllBytes(segment, bytes);

        (int code, string report, _) = Run("journal", "verify", journal);
        (int dumped, string dump, string error) = Run("journal", "dump", journal);

        Assert.Equal(1, code);
        Assert.Contains("DAMAGED", report, StringComparison.Ordinal);
        Assert.Equal((2, ""), (dumped, dump)); // the first record is the bad one
        Assert.StartsWith("o4o: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Journal_ThatIsNotThere_SaysSo() => Fails("no such file", "journal", "verify", Path.Combine(_folder, "none"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Fails(string named, params string[] arguments)
    {
        (int code, _, string error) = Run(arguments);

        Assert.Equal(2, code);
        Assert.StartsWith("o4o: ", error, StringComparison.Ordinal);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private string Settings(string json)
    {
        File.WriteAllBytes(Path.Combine(_folder, "store.json"), RecordingFormat.StoreBytes(SmallStoreRecording.Store));
        string config = Path.Combine(_folder, "edge.json");
        File.WriteAllText(config, json);
        return config;
    }

    private string Recording()
    {
        string file = Path.Combine(_folder, "day.mcap");
        SmallStoreRecording.Write(file, new Script(41).Enter("anna", 1, 11).Take(11, 6, SmallStore.LowShelf, 2, SmallStore.Cola).Leave(11, 10).Facts(16));
        return file;
    }

    private string Journal()
    {
        string folder = Path.Combine(_folder, "journal");
        Directory.CreateDirectory(folder);
        using JournalWriter writer = JournalWriter.Open(folder, new JournalOptions { Store = SmallStore.Id }, null, null);
        for (int i = 1; i <= 20; i++)
        {
            writer.TryAppend(JournalCodec.ToBytes(new TrackBound(i, "s", i)), out long sequence);
            writer.WaitDurable(sequence, Limit); // each a flush of its own: the later ones vouch for the earlier
        }
        return folder;
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        string host = Path.Combine(AppContext.BaseDirectory, "O4O.Edge.Host.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", host, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(' ', arguments)} did not end within {Limit}");
        }
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
