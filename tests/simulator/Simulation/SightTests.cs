using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Stores;
using O4O.Simulator.Suites;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Simulation;

/// <summary>What one dead camera of several hides, and what it does not.</summary>
public class SightTests
{
    private const long SecondUs = 1_000_000;
    private static readonly Point3 Left = new(0, 0, 1_600), Middle = new(500, 0, 1_600), Right = new(1_000, 0, 1_600), Nowhere = new(9_000, 0, 1_600);

    /// <summary>The first camera sees left and middle, the second middle and right; the first is dead from 10 s on, the second blind from 20 to 22 s.</summary>
    private static Sight TwoCameras()
    {
        var first = new Hearing(SecondUs / 2);
        first.Hear(0, 10 * SecondUs);
        first.Miss(TruthFault.BlindEyes);
        var second = new Hearing(SecondUs / 2);
        second.Hear(0, 20 * SecondUs);
        second.Miss(TruthFault.BlindEyes);
        second.Hear(22 * SecondUs, 30 * SecondUs);
        return Sight.Of([first, second], (camera, place) => place.X < 5_000 && (camera == 0 ? place.X < 900 : place.X > 100));
    }

    [Theory]
    [InlineData(5, false, false, false)]
    [InlineData(15, true, false, false)]
    [InlineData(21, true, true, true)]
    [InlineData(25, true, false, false)]
    public void During_OneDeadCamera_HidesOnlyWhatNoOtherSees(int atSecond, bool left, bool middle, bool right)
    {
        Sight sight = TwoCameras();
        bool Hidden(Point3? place) => sight.During(atSecond * SecondUs - 1, atSecond * SecondUs + 1, place) is not null;

        Assert.Equal((left, middle, right), (Hidden(Left), Hidden(Middle), Hidden(Right)));
        Assert.Equal(middle, Hidden(null));
        Assert.False(Hidden(Nowhere), "what no camera ever sees is no fault's work");
    }

    [Fact]
    public void World_WithADeadCamera_HearsNoMoreOfItAndAllOfTheOthers()
    {
        Scenario day = BuiltInScenarios.Calm with { Faults = new FaultOptions { DeadCameras = 1 } };
        StoreFile store = new CameraStore(4).Of(DemoStore.Create(), 3);
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        using var heard = new Heard(day, 3, (_, captured, topic, _) =>
        {
            if (topic.EndsWith("/" + Topics.Detections, StringComparison.Ordinal)) last[topic] = captured;
        }, store: store);

        heard.Live();
        Truth truth = heard.World.ToTruth();

        long endUs = last.Values.Max();
        Assert.Equal(3, last.Values.Count(us => endUs - us < SecondUs));
        foreach (TruthShopper shopper in truth.Shoppers.Where(s => s.IsAffected))
            Assert.All(shopper.Affected!, f => Assert.Equal(TruthFault.BlindEyes, f.Fault));
        Assert.True(truth.Shoppers.Count(s => s.IsAffected) < truth.Shoppers.Count / 2, "the others see nearly everything that the dead one saw");
    }

    [Fact]
    public void World_WithAllCamerasToDie_KeepsOne()
    {
        Scenario day = BuiltInScenarios.Calm with { Seconds = 60, Faults = new FaultOptions { DeadCameras = 12 } };
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        using var heard = new Heard(day, 4, (_, captured, topic, _) =>
        {
            if (topic.EndsWith("/" + Topics.Detections, StringComparison.Ordinal)) last[topic] = captured;
        }, store: new CameraStore(3).Of(DemoStore.Create(), 4));

        heard.Live();

        Assert.Equal(1, last.Values.Count(us => last.Values.Max() - us < SecondUs));
    }

    [Fact]
    public void Faulty_SomeDays_LoseACamera() =>
        Assert.Equal([0, 1], Enumerable.Range(1, 20).Select(s => Suite.Find("faulty").Generate((ulong)s).Faults.DeadCameras).Distinct().Order());
}
