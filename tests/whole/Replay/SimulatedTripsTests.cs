using System.Text.Json;

namespace O4O.Whole.Tests.Replay;

/// <summary>Simulated stores through simulate, replay and score: what the demo promises, without waiting for it.</summary>
public sealed class SimulatedTripsTests
{
    private sealed record Figures(double F1, int WronglyCharged, int Missing);

    [Fact]
    public void Mixed_FewSeeds_LinesAreRightAndNothingIsChargedThatNobodyTook() => AssertSeeds(501, 505);

    [Fact]
    [Trait("Speed", "slow")]
    public void Mixed_TwentySeeds_LinesAreRightAndNothingIsChargedThatNobodyTook() => AssertSeeds(601, 620);

    [Fact]
    public void Replay_OfACutRecording_SaysSoAndReplaysWhatIsThere()
    {
        using var scratch = new Scratch();
        Simulate(scratch, 7);
        byte[] whole = File.ReadAllBytes(scratch["rec.mcap"]);
        File.WriteAllBytes(scratch["cut.mcap"], whole[..(whole.Length * 2 / 3)]);

        Tool.Result replay = Tool.Host("replay", scratch["cut.mcap"], "--receipts", scratch["out.json"]);

        Assert.Equal(0, replay.Code);
        Assert.Contains("truncated at byte", replay.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(scratch["out.json"]));
    }

    [Fact]
    public void Replay_WithAShadow_ShowsEveryTripThatItDecidesOtherwise()
    {
        using var scratch = new Scratch();
        Simulate(scratch, 8);
        File.WriteAllText(scratch["same.json"], "{}");
        File.WriteAllText(scratch["strict.json"], """{"fusion":{"doubtBelow":0.9985}}""");
        File.WriteAllText(scratch["wrong.json"], """{"fusion":{"doubtBelo":0.9}}""");

        Tool.Result same = Tool.Host("replay", scratch["rec.mcap"], "--shadow", scratch["same.json"]);
        Tool.Result strict = Tool.Host("replay", scratch["rec.mcap"], "--receipts", scratch["first.json"], "--shadow", scratch["strict.json"], "--shadow-receipts", scratch["second.json"]);
        Tool.Result wrong = Tool.Host("replay", scratch["rec.mcap"], "--shadow", scratch["wrong.json"]);

        Assert.Contains("no difference", same.Output, StringComparison.Ordinal);
        Assert.Contains("charged here, review in the shadow", strict.Output, StringComparison.Ordinal);
        Assert.True(Reviewed(scratch["second.json"]) > Reviewed(scratch["first.json"]));
        Assert.Equal(2, wrong.Code);
        Assert.Contains("did you mean \"doubtBelow\"?", wrong.Errors, StringComparison.Ordinal);
    }

    private static int Reviewed(string receipts)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(receipts));
        return file.RootElement.GetProperty("receipts").EnumerateArray().Count(r => r.GetProperty("review").GetBoolean());
    }

    private static void AssertSeeds(int first, int last)
    {
        var figures = new List<Figures>();
        for (int seed = first; seed <= last; seed++)
        {
            using var scratch = new Scratch();
            figures.Add(Run(scratch, seed));
        }
        string seeds = $"seeds {first}-{last}: F1 {string.Join(' ', figures.Select(f => f.F1.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture)))}";
        Assert.True(figures.Average(f => f.F1) >= 0.95, seeds);
        Assert.True(figures.Sum(f => f.WronglyCharged) <= figures.Count / 5, $"{seeds}; wrongly charged {figures.Sum(f => f.WronglyCharged)}");
        Assert.True(figures.All(f => f.Missing == 0), seeds);
    }

    private static void Simulate(Scratch scratch, int seed)
    {
        Tool.Result simulate = Tool.Simulator("simulate", "--scenario", "mixed", "--seed", $"{seed}", "--out", scratch["rec.mcap"], "--truth", scratch["truth.json"]);
        Assert.True(simulate.Code == 0, simulate.Errors);
    }

    private static Figures Run(Scratch scratch, int seed)
    {
        Simulate(scratch, seed);
        Tool.Result replay = Tool.Host("replay", scratch["rec.mcap"], "--receipts", scratch["out.json"]);
        Assert.True(replay.Code == 0, replay.Errors);
        Tool.Result score = Tool.Simulator("score", "--truth", scratch["truth.json"], "--receipts", scratch["out.json"], "--json");
        Assert.True(score.Code == 0, score.Errors);
        JsonElement json = JsonDocument.Parse(score.Output).RootElement;
        return new Figures(json.GetProperty("f1").GetDouble(), json.GetProperty("wronglyChargedUnits").GetInt32(), json.GetProperty("missingReceipts").GetInt32());
    }
}
