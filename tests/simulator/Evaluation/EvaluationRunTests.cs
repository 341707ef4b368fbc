using System.Text.Json;
using O4O.Simulator.Commands;
using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Evaluation;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Evaluation;

public class EvaluationRunTests
{
    [Fact]
    public void Run_TwoCalmSeedsThroughTheEdge_FindsThePicksAndSaysItInJson()
    {
        var run = new EvaluationRun(new Recorder(DemoStore.Create()), _ => BuiltInScenarios.Calm with { Seconds = 60 }, [new EdgeContender(Programs.Edge)]);
        var seeds = new SeedRange(1, 2);

        TripTally[][] trips = run.Run(seeds, jobs: 2);
        var about = new EvaluationSubject("calm", seeds);
        string json = EvaluationText.Json(about, ContenderFigures.Of(trips[0]), null);

        Assert.True(trips[0].Sum(t => t.All.ChangesSeen) >= 5, EvaluationText.Table(about, ContenderFigures.Of(trips[0]), null));
        JsonElement all = JsonDocument.Parse(json).RootElement.GetProperty("all");
        Assert.InRange(all.GetProperty("lineF1").GetDouble(), 0.9, 1);
        Assert.InRange(all.GetProperty("events").GetProperty("recall").GetDouble(), 0.9, 1);
        Assert.InRange(all.GetProperty("delayMs").GetProperty("p50").GetDouble(), 1, 5_000);
        Assert.InRange(all.GetProperty("provisionalMs").GetProperty("p50").GetDouble(), 1, all.GetProperty("delayMs").GetProperty("p50").GetDouble());
        Assert.InRange(all.GetProperty("provisionalRight").GetDouble(), 0.7, 1);
    }
}
