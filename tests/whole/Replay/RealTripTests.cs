using System.Text.Json;

namespace O4O.Whole.Tests.Replay;

/// <summary>A real shopping trip from a real store, through import and replay as a person would run them.</summary>
[Trait("Needs", "shared")]
public sealed class RealTripTests
{
    private const string Shopper = "3325379692103139202";
    private const string Gtin = "071142008582";

    [SharedFact]
    public void Replay_OfTheRealTrip_GivesTheExactReceiptAndTheSameHashFiveTimes()
    {
        using var scratch = new Scratch();
        Tool.Result import = Tool.Simulator("import", "autocheckout", SharedFactAttribute.Trip, "--out", scratch["trip.mcap"]);
        Assert.True(import.Code == 0, import.Errors);

        var hashes = new List<string>();
        var receipts = new List<JsonElement>();
        for (int i = 0; i < 5; i++)
        {
            Tool.Result replay = Tool.Host("replay", scratch["trip.mcap"], "--receipts", scratch["out.json"]);
            Assert.True(replay.Code == 0, replay.Errors);
            receipts.Add(JsonDocument.Parse(File.ReadAllBytes(scratch["out.json"])).RootElement);
            hashes.Add(receipts[^1].GetProperty("hash").GetString()!);
        }

        Assert.Single(hashes.Distinct());
        Assert.Equal(0, receipts[0].GetProperty("unattributed").GetArrayLength());
        JsonElement receipt = Assert.Single(receipts[0].GetProperty("receipts").EnumerateArray());
        Assert.Equal(Shopper, receipt.GetProperty("shopper").GetString());
        Assert.False(receipt.GetProperty("review").GetBoolean());
        JsonElement line = Assert.Single(receipt.GetProperty("lines").EnumerateArray());
        Assert.Equal(Gtin, line.GetProperty("gtin").GetString());
        Assert.Equal(1, line.GetProperty("quantity").GetInt32());
    }

    [SharedFact]
    public void Events_OfTheRealTrip_AreTheOneLiftAndNoKnock()
    {
        using var scratch = new Scratch();
        Tool.Result import = Tool.Simulator("import", "autocheckout", SharedFactAttribute.Trip, "--out", scratch["trip.mcap"]);
        Assert.True(import.Code == 0, import.Errors);

        Tool.Result events = Tool.Host("events", scratch["trip.mcap"], "--json");

        Assert.True(events.Code == 0, events.Errors);
        string row = Assert.Single(events.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        JsonElement change = JsonDocument.Parse(row).RootElement;
        Assert.Equal((1, 5), (change.GetProperty("gondola").GetInt32(), change.GetProperty("shelf").GetInt32()));
        Assert.Equal("pick", change.GetProperty("kind").GetString());
        Assert.InRange(change.GetProperty("timeUs").GetInt64(), 12_000_000, 13_000_000);
        JsonElement plate = change.GetProperty("plates").EnumerateArray().Single(p => p.GetProperty("plate").GetInt32() == 11);
        Assert.InRange(plate.GetProperty("deltaGrams").GetDouble(), -626, -620);
        Assert.Equal(Gtin, change.GetProperty("candidates")[0].GetProperty("gtin").GetString());
    }

    [SharedFact]
    public void Replay_WithoutPeople_ChargesNobody()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch["half"]);
        foreach (string name in (string[])["plate_data.json", "planogram.json", "products.json"])
            File.CreateSymbolicLink(scratch["half/" + name], Path.Combine(SharedFactAttribute.Trip, name));
        Tool.Result import = Tool.Simulator("import", "autocheckout", scratch["half"], "--out", scratch["half.mcap"]);
        Assert.True(import.Code == 0, import.Errors);

        Tool.Result replay = Tool.Host("replay", scratch["half.mcap"], "--receipts", scratch["out.json"]);

        Assert.True(replay.Code == 0, replay.Errors);
        JsonElement file = JsonDocument.Parse(File.ReadAllBytes(scratch["out.json"])).RootElement;
        Assert.Equal(0, file.GetProperty("receipts").GetArrayLength());
        Assert.Equal(Gtin, Assert.Single(file.GetProperty("unattributed").EnumerateArray()).GetProperty("gtin").GetString());
    }
}
