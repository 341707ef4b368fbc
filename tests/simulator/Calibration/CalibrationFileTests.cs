using System.Text;
using System.Text.Json;
using O4O.Edge.Store;
using O4O.Edge.Wire;
using O4O.Settings;
using O4O.Simulator.Calibration;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Calibration;

public class CalibrationFileTests
{
    private static readonly CalibrationResult Some = CalibrationResult.Of(
        Visits.Recordings(50, [.. Enumerable.Repeat(Visits.Right(0.9999), 10), Visits.Wrong(0.87)]), 0.002);

    [Fact]
    public void Options_AsTheyStand_AreOptionsForTheEdgeAndForAStoreFile()
    {
        string options = JsonDocument.Parse(CalibrationFile.Json(Any.Provenance, Some)).RootElement.GetProperty("options").GetRawText();
        string store = StoreFileText.Write(DemoStore.Create()).TrimEnd()[..^1] + $",\"options\":{options}}}";

        SettingsResult<StoreOptions> alone = SettingsFile.Parse<StoreOptions>(Encoding.UTF8.GetBytes(options), "options");
        SettingsResult<StoreFile> within = SettingsFile.Parse<StoreFile>(Encoding.UTF8.GetBytes(store), "store");

        Assert.True(alone.IsValid, string.Join('\n', alone.Problems));
        Assert.Empty(alone.Value.Problems());
        Assert.Equal(0.9, alone.Value.Fusion.DoubtBelow);
        Assert.True(within.IsValid, string.Join('\n', within.Problems));
        Assert.Equal(new StoreOptions() with { Fusion = new() { DoubtBelow = 0.9 } }, within.Value.ToOptions());
    }

    [Fact]
    public void Json_OfACalibration_SaysWhatItWasLearnedFromAndNoTime()
    {
        JsonElement root = JsonDocument.Parse(CalibrationFile.Json(Any.Provenance, Some)).RootElement;
        JsonElement provenance = root.GetProperty("provenance");

        Assert.Equal("calm", provenance.GetProperty("days")[0].GetProperty("suite").GetString());
        Assert.Equal(64, provenance.GetProperty("days")[0].GetProperty("sha256").GetString()!.Length);
        Assert.Equal("1-2", provenance.GetProperty("seeds").GetString());
        Assert.Equal((50, 550), (provenance.GetProperty("recordings").GetInt32(), provenance.GetProperty("trips").GetInt32()));
        Assert.False(provenance.TryGetProperty("date", out _));
        Assert.Equal(CurvePoint.Thresholds.Count, root.GetProperty("curve").GetArrayLength());
        Assert.Equal(550, root.GetProperty("reliability").EnumerateArray().Sum(b => b.GetProperty("visits").GetInt32()));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("reliability")[0].GetProperty("right").ValueKind); // nothing to measure there
    }

    [Fact]
    public void Json_WithADate_SaysIt() =>
        Assert.Contains("\"date\": \"2026-11-22\"", CalibrationFile.Json(Any.Provenance with { Date = "2026-11-22" }, Some), StringComparison.Ordinal);

    [Fact]
    public void Hash_OfDays_IsTheirsAndTheirSeeds()
    {
        CalibrationDays calm = CalibrationDays.OfSuite("calm");

        Assert.Equal(calm.Hash(new(1, 3)), CalibrationDays.OfSuite("calm").Hash(new(1, 3)));
        Assert.NotEqual(calm.Hash(new(1, 3)), calm.Hash(new(2, 4)));
        Assert.NotEqual(calm.Hash(new(1, 3)), CalibrationDays.OfSuite("crowd").Hash(new(1, 3)));
    }
}
