using System.Security.Cryptography;
using System.Text.Json;
using O4O.Edge.Host.Replay;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Host;

public sealed class ReplayTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-replay-").FullName;

    private static readonly Lazy<List<Fact>> Day = new(() => new Script(31).Enter("anna", 1, 11)
        .Take(11, 6, SmallStore.LowShelf, 2, SmallStore.Cola).Take(11, 10, SmallStore.HighShelf, 7, SmallStore.Bar, units: 2)
        .Stand(11, 12, SmallStore.Middle).Step(13, SmallStore.LowShelf, 5, -420).Leave(11, 16).Facts(22));

    private string File => Path.Combine(_folder, "day.mcap");

    [Fact]
    public void Replay_OfARecording_GivesTheReceiptOfTheMachine()
    {
        SmallStoreRecording.Write(File, Day.Value);
        SessionSettled direct = Performance.Of(Day.Value).OnlySettled;

        ReplayResult result = Replayer.Run(File, 0, null);

        SessionSettled settled = Assert.Single(result.Records.OfType<SessionSettled>());
        Assert.Equal((direct.Session, direct.Outcome, direct.TotalMinor), (settled.Session, settled.Outcome, settled.TotalMinor));
        Assert.Equal(direct.Lines.Select(l => (l.Gtin, l.Quantity)), settled.Lines.Select(l => (l.Gtin, l.Quantity)));
        Assert.Equal(0, result.Refused);
    }

    [Fact]
    public void Replay_AgainAndAgain_HasTheSameHash()
    {
        SmallStoreRecording.Write(File, Day.Value);

        string[] hashes = [.. Enumerable.Range(0, 5).Select(_ => Replayer.Run(File, 0, null).Hash)];

        Assert.Single(hashes.Distinct());
        Assert.Equal(64, hashes[0].Length);
    }

    [Fact]
    public void Replay_OfAnotherDay_HasAnotherHash()
    {
        SmallStoreRecording.Write(File, Day.Value);
        string whole = Replayer.Run(File, 0, null).Hash;
        SmallStoreRecording.Write(File, Day.Value.Where(f => f is not WeightsFact { Device: SmallStore.HighShelf }));

        string without = Replayer.Run(File, 0, null).Hash;

        Assert.NotEqual(whole, without);
    }

    [Fact]
    public void ReceiptsFile_OfAReplay_HoldsTripsAndWhatWasNobodys()
    {
        SmallStoreRecording.Write(File, Day.Value);
        string to = Path.Combine(_folder, "receipts.json");
        System.IO.File.WriteAllText(to, "something older and longer than nothing");

        ReceiptsFile file = ReceiptsFile.From(Replayer.Run(File, 0, null));
        file.Write(to);

        using JsonDocument json = JsonDocument.Parse(System.IO.File.ReadAllBytes(to));
        JsonElement receipt = json.RootElement.GetProperty("receipts")[0], loose = json.RootElement.GetProperty("unattributed")[0];
        Assert.Equal(file.Hash, json.RootElement.GetProperty("hash").GetString());
        Assert.Equal(("anna", false), (receipt.GetProperty("shopper").GetString(), receipt.GetProperty("review").GetBoolean()));
        Assert.Equal(
            [(SmallStore.Cola, 1), (SmallStore.Bar, 2)],
            receipt.GetProperty("lines").EnumerateArray().Select(l => (l.GetProperty("gtin").GetString(), l.GetProperty("quantity").GetInt32())));
        Assert.Equal((SmallStore.Beans, 1), (loose.GetProperty("gtin").GetString(), loose.GetProperty("quantity").GetInt32()));
        Assert.InRange(loose.GetProperty("timeUs").GetInt64(), 12_900_000, 13_100_000);
        Assert.Equal(2, Directory.GetFiles(_folder).Length); // no half-written file is left
    }

    [Fact]
    public void StateHash_OfRecords_IsTheHashOfTheirBytesInOrder()
    {
        JournalRecord a = new EdgeStarted(1, "corner"), b = new TrackBound(2, "s", 11);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. JournalCodec.ToBytes(a), .. JournalCodec.ToBytes(b)])), Hash(a, b));
        Assert.NotEqual(Hash(a, b), Hash(b, a));
        Assert.NotEqual(Hash(a, b), Hash(a));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Hash(params JournalRecord[] records)
    {
        using var hash = new StateHash();
        foreach (JournalRecord record in records) hash.Add(record);
        return hash.Finish();
    }
}
