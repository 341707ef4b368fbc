using System.Text.Json;
using O4O.Edge.Tests.Drivers.Inference;
using O4O.Simulator.Evaluation;
using O4O.Simulator.ModelTrials;
using O4O.Simulator.Pixels;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Suites;
using O4O.Simulator.Tests.Commands;

namespace O4O.Simulator.Tests.ModelTrials;

/// <summary>Four people under cameras, end to end: by drawn detections, and by a network of sixteen cells that sees the same in every picture.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class FloorTrialTests : IDisposable
{
    private readonly TinyModel _model = new(
        onnx: TinyOnnx.Write([1, 3, TinyModel.Side, TinyModel.Side], [1, TinyModel.OverheadCells, TinyModel.OverheadRow], TinyModel.Cells((5, 0, [0, 0, 0, 0, 0.9f]))), family: "overhead");

    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-floor-").FullName;

    /// <summary>The floor is the edge's, and truth and told are of the same moments and places: a good detector's people are followed.</summary>
    [Fact]
    public void Day_ByDrawnDetections_FollowsFourPeople()
    {
        var request = new TrialRequest(new SeedRange(3, 3), Suite.Find("calm").Generate, 640, 480, 0.1, 4, _ => { });

        IReadOnlyList<FloorMoment> moments = FloorDay.Live(request, models: null, seed: 3, new PixelTally());

        var tally = new FloorTally();
        tally.Add(moments);
        Assert.Equal(FloorDay.People, moments.Max(m => m.People.Count));
        Assert.InRange(tally.ShopperMinutes, 2.5, 4.5);
        Assert.InRange(tally.Followed!.Value, 0.9, 1);
        Assert.InRange(tally.GhostSecondsAMinute!.Value, 0, 10);
        Assert.InRange(tally.Switches, 0, 8);
    }

    [Theory]
    [InlineData("calm")]
    [InlineData("confusing")]
    [InlineData("crowd")]
    public void Scenario_OfADay_IsFourWhoEachComeAlone(string suite)
    {
        Scenario day = FloorDay.Of(Suite.Find(suite).Generate(7));

        Assert.Empty(day.Problems());
        Assert.Equal((FloorDay.People, 0.0, 0.0, 0.0), (day.Shoppers, day.Behaviour.Party, day.Behaviour.Restock, day.Behaviour.Reenter));
    }

    /// <summary>A network that says that somebody stands in the same part of every picture: whom it does not follow it cannot mix up, and does not pass for it.</summary>
    [Fact]
    public void Evaluate_OfANetworkThatSeesNothing_ExitsWithOneAndWritesItsFigures()
    {
        string file = Path.Combine(_folder, "figures.json");

        (int code, string output, string error) = CommandConsole.Run(
            [ModelsCommand.Create()],
            ["models", "evaluate", "--only", "floor", "--suite", "calm", "--seeds", "3", "--cameras", "2", "--size", "96x72", "--people", _model.ManifestFile, "--json", file]);

        Assert.True(code == 1, error);
        Assert.Contains("switches in 10 shopper-minutes", output, StringComparison.Ordinal);
        Assert.Matches("share of the time followed .*NOT MET", output);
        using JsonDocument figures = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement floor = figures.RootElement.GetProperty("trials").GetProperty("floor").GetProperty("figures");
        Assert.InRange(floor.GetProperty("all").GetProperty("shopperMinutes").GetDouble(), 2.5, 4.5);
        Assert.InRange(floor.GetProperty("all").GetProperty("followed").GetDouble(), 0, 0.5);
        Assert.InRange(floor.GetProperty("drawn").GetProperty("followed").GetDouble(), 0.6, 1);
        Assert.True(floor.GetProperty("stores").TryGetProperty("3", out _));
    }

    public void Dispose()
    {
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
