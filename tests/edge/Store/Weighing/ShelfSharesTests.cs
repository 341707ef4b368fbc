using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Weighing;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Weighing;

/// <summary>Weight that lies on several plates, and several weights at once: each plate's part is told whole, and once.</summary>
public sealed class ShelfSharesTests
{
    /// <summary>Of eight plates six change: what most of them have in common is what was taken, not what the shelf does.</summary>
    [Fact]
    public void Picks_FromMostPlatesOfAShelfAtOnce_KeepTheirWeight()
    {
        PlateBench bench = new PlateBench(0.7, 5, plates: 8)
            .Step(1, 6, -20).Step(2, 6, -60).Step(3, 6, -20).Step(5, 6.3, -15).Step(6, 6.3, -50).Step(7, 6.3, -15);

        bench.RunTo(10);

        Assert.Equal(-180, bench.Changes.Sum(c => c.TotalMg) / 1_000, 5.0);
    }

    /// <summary>A quiet neighbour's share that is too small to wake it is told whole, from readings after the lift alone.</summary>
    [Fact]
    public void Share_OnANeighbourThatDoesNotWake_IsToldWhole()
    {
        double told = 0;
        for (int seed = 1; seed <= 12; seed++)
        {
            PlateBench bench = new PlateBench(0.35, seed).Sigma(5, 2.4).Step(4, 6, -60).Step(5, 6, -7);
            bench.RunTo(10);
            told += DeltaOf(Assert.Single(bench.Changes), 5);
        }

        Assert.Equal(-7, told / 12, 1.0);
    }

    /// <summary>A plate between two that bears too little of a weight to wake parts nothing: it is one lift, and all of it.</summary>
    [Fact]
    public void Weight_SpiltOverAPlateThatDoesNotWake_IsOneChange()
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            PlateBench bench = new PlateBench(0.7, seed).Sigma(5, 1.2).Step(4, 6, -300).Step(5, 6, -4.8).Step(6, 6, -14);

            bench.RunTo(10);

            ShelfChange change = Assert.Single(bench.Changes);
            Assert.Equal(-318.8, change.TotalMg / 1_000, 3.0);
        }
    }

    /// <summary>A plate between two that bears nothing parts two changes.</summary>
    [Fact]
    public void Weights_OnBothSidesOfAPlateThatBearsNothing_AreTwoChanges()
    {
        PlateBench bench = new PlateBench(0.7, 3).Step(4, 6, -300).Step(6, 6, -140);

        bench.RunTo(10);

        Assert.Equal([-300.0, -140], bench.Changes.Select(c => Math.Round(c.TotalMg / 10_000) * 10).Order());
    }

    /// <summary>The last word on each plate's level is the level that it has: a restart compares with it.</summary>
    [Fact]
    public void Levels_OfTwoChangesSideBySide_EndWhereThePlatesAre()
    {
        PlateBench bench = new PlateBench(0.7, 4).Step(4, 6, 330).Step(5, 6, -330);

        bench.RunTo(10);

        Assert.Equal(2, bench.Changes.Count);
        var levels = new SortedDictionary<int, double>();
        foreach (ShelfChange change in bench.Changes)
            for (int i = 0; i < change.LevelMg.Length; i++) levels[change.FirstPlate + i] = change.LevelMg[i] / 1_000.0;
        foreach ((int plate, double grams) in levels) Assert.Equal(2_000 + plate switch { 4 => 330, 5 => -330, _ => 0 }, grams, 3.0);
    }

    /// <summary>What is told of each plate, all changes together, is what it changed: nothing twice, nothing lost.</summary>
    [Fact]
    public void Plates_ThatChangeInAnyOrder_AreEachToldOnce()
    {
        Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), static seed =>
        {
            var noise = new Noise(seed);
            var bench = new PlateBench(0.7, seed);
            var steps = new double[12];
            for (int i = 0; i < 4; i++)
            {
                int plate = (int)noise.Below(9);
                double at = 5 + noise.Below(1_500) / 1_000.0;
                for (int p = plate; p < plate + 3; p++)
                {
                    double grams = -(15 + noise.Below(80));
                    steps[p] += grams;
                    bench.Step(p, at, grams);
                }
            }

            bench.RunTo(12);

            for (int p = 0; p < steps.Length; p++)
            {
                double told = bench.Changes.Sum(c => p >= c.FirstPlate && p < c.FirstPlate + c.DeltaMg.Length ? c.DeltaMg[p - c.FirstPlate] : 0) / 1_000;
                if (Math.Abs(told - steps[p]) > 5) return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();
    }

    private static double DeltaOf(ShelfChange change, int plate) => change.DeltaMg[plate - change.FirstPlate] / 1_000;
}
