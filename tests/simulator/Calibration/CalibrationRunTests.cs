using O4O.Edge.Store;
using O4O.Edge.Wire;
using O4O.Simulator.Calibration;
using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Evaluation;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Calibration;

public class CalibrationRunTests
{
    [Fact]
    public void Run_OfAStoreThatDoubtsEverything_SeesItsConfidencesAllTheSame()
    {
        // If the edge ran at the store's own threshold, every trip would be in review although it is sure enough.
        StoreFile strict = DemoStore.Create() with { Options = new StoreOptions { Fusion = new() { DoubtBelow = 0.9999999 } } };
        var days = new CalibrationDays("scenario", "calm", _ => BuiltInScenarios.Calm with { Seconds = 60 });

        IReadOnlyList<JudgedVisit>[] visits = new CalibrationRun(strict, [days], new EdgeContender(Programs.Edge)).Run(new(1, 1), jobs: 1);

        Assert.NotEmpty(Assert.Single(visits));
        Assert.Contains(visits[0], v => v.Units > 0);
        Assert.DoesNotContain(visits[0], v => v.HeldBack);
    }
}
