using System.Text.Json;

namespace O4O.Whole.Tests.Replay;

/// <summary>A day that ceiling cameras saw, looks into hands through them included, replayed from its detections.</summary>
public sealed class DetectionsReplayTests
{
    [Fact]
    [Trait("Speed", "slow")]
    public void Replay_OfDetections_GivesTheSameHashEachTime()
    {
        using var scratch = new Scratch();
        Tool.Result simulated = Tool.Simulator(
            "simulate", "--scenario", "calm", "--seed", "11", "--seconds", "45", "--eyes", "detections", "--cameras", "4",
            "--out", scratch["rec.mcap"], "--truth", scratch["truth.json"]);
        Assert.True(simulated.Code == 0, simulated.Errors);

        var hashes = new List<string>();
        int receipts = 0;
        for (int i = 0; i < 3; i++)
        {
            Tool.Result replay = Tool.Host("replay", scratch["rec.mcap"], "--receipts", scratch["out.json"]);
            Assert.True(replay.Code == 0, replay.Errors);
            JsonElement result = JsonDocument.Parse(File.ReadAllBytes(scratch["out.json"])).RootElement;
            hashes.Add(result.GetProperty("hash").GetString()!);
            receipts = result.GetProperty("receipts").GetArrayLength();
        }

        Assert.Single(hashes.Distinct());
        Assert.True(receipts > 0, "somebody came and was seen");
    }
}
