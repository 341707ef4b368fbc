using O4O.Edge.Store.Weighing;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Weighing;

/// <summary>What goes and comes and ends where it began, or beyond: somebody may have put down what another took.</summary>
public sealed class PassingTests
{
    [Theory]
    [InlineData(-330, 0.15)]
    [InlineData(-60, 0.12)]
    [InlineData(120, 0.2)]
    public void Swing_ThatEndsWhereItBegan_IsAPassingAndNoChange(double grams, double seconds)
    {
        PlateBench bench = new PlateBench().Step(4, 5, grams).Step(4, 5 + seconds, -grams);

        bench.RunTo(9);

        Assert.Empty(bench.Changes);
        ShelfChange passing = Assert.Single(bench.Scale.Passings);
        Assert.Equal(grams, passing.SwingMg![4 - passing.FirstPlate] / 1_000, Math.Abs(grams) * 0.35);
        Assert.InRange(PlateBench.Seconds(passing.FirstLift!.Value), 4.9, 5.1);
        Assert.InRange(PlateBench.Seconds(passing.Lift), 4.9 + seconds, 5.1 + seconds);
    }

    [Fact]
    public void Swing_BeyondAChange_IsAPassingBesideIt()
    {
        PlateBench bench = new PlateBench(seed: 2).Step(4, 5, -660).Step(4, 5.25, 330);

        bench.RunTo(9);

        Assert.Equal(-330, Assert.Single(bench.Changes).TotalMg / 1_000, 4.0);
        ShelfChange passing = Assert.Single(bench.Scale.Passings);
        Assert.Equal(-330, passing.SwingMg![4 - passing.FirstPlate] / 1_000, 60.0);
    }

    [Fact]
    public void Step_ThatGoesNoFurther_IsNoPassing()
    {
        PlateBench bench = new PlateBench(seed: 3).Step(4, 5, -330).Step(8, 7, 150);

        bench.RunTo(10);

        Assert.Equal(2, bench.Changes.Count);
        Assert.Empty(bench.Scale.Passings);
    }
}
