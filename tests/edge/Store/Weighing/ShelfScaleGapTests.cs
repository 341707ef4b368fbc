using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Weighing;

/// <summary>What is lost on the way, missing or from before a restart.</summary>
public sealed class ShelfScaleGapTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(7)]
    [InlineData(3)]
    public void Batches_LostHereAndThere_CostNoChangeAndMakeNone(int everyNth)
    {
        PlateBench bench = new PlateBench(0.8, everyNth).Step(4, 6, -24).Step(8, 9, 150);

        bench.RunTo(14, number => number % everyNth == 1);

        Assert.Equal(2, bench.Changes.Count);
        Assert.Equal(-24, bench.Changes[0].TotalMg / 1_000, 3.0);
        Assert.Equal(150, bench.Changes[1].TotalMg / 1_000, 3.0);
        Assert.DoesNotContain(bench.Changes, c => c.AcrossGap);
    }

    [Fact]
    public void Hole_WithAChangeInIt_GivesItMarkedWithTheHoleAsItsTime()
    {
        PlateBench bench = new PlateBench(0.8, 2).Step(4, 7.5, -330);

        bench.RunTo(12, number => number is >= 60 and < 90); // 3 s from 6.0 on

        ShelfChange change = Assert.Single(bench.Changes);
        Assert.True(change.AcrossGap);
        Assert.Equal(-330, change.TotalMg / 1_000, 3.0);
        Assert.InRange(PlateBench.Seconds(change.Start), 5.9, 6.01);
        Assert.InRange(PlateBench.Seconds(change.Settled), 9, 9.6);
        Assert.False(bench.Scale.Busy);
    }

    [Fact]
    public void Hole_WithNothingInIt_IsNoChange()
    {
        var bench = new PlateBench(2.4, 3);

        bench.RunTo(12, number => number is >= 60 and < 90);

        Assert.Empty(bench.Changes);
        Assert.False(bench.Scale.Busy);
    }

    [Fact]
    public void Change_AfterAHole_HasItsOwnMomentAgain()
    {
        PlateBench bench = new PlateBench(0.8, 4).Step(4, 10.5, -330);

        bench.RunTo(14, number => number is >= 60 and < 90);

        ShelfChange change = Assert.Single(bench.Changes);
        Assert.False(change.AcrossGap);
        Assert.InRange(PlateBench.Seconds(change.Lift), 10.45, 10.55);
    }

    [Fact]
    public void Restored_LevelThatStillHolds_IsNoChange()
    {
        var bench = new PlateBench(0.8, 5);
        RestoreAll(bench, 2_000_000);

        bench.RunTo(5);

        Assert.Empty(bench.Changes);
        Assert.False(bench.Scale.Busy);
    }

    [Fact]
    public void Restored_LevelThatDiffers_IsAChangeSinceTheLastKnownMoment()
    {
        var bench = new PlateBench(0.8, 6);
        RestoreAll(bench, 2_000_000);
        bench.Scale.Restore(3, 2_330_000, Script.Zero - 40 * StoreTime.SecondUs);

        bench.RunTo(5);

        ShelfChange change = Assert.Single(bench.Changes);
        Assert.True(change.AcrossGap);
        Assert.Equal(-330, change.TotalMg / 1_000, 3.0);
        Assert.Equal(-40, PlateBench.Seconds(change.Start), 0.001);
    }

    /// <summary>The worst plates of a real store (p99: σ 5.7 g) must not stay restless for ever: every trip would go to review.</summary>
    [Theory]
    [InlineData(5.7)]
    [InlineData(9)]
    public void Restored_PlateThatIsVeryNoisy_ComesToRestInTheEnd(double sigmaGrams)
    {
        var bench = new PlateBench(0.8, 7).Sigma(3, sigmaGrams);
        RestoreAll(bench, 2_000_000);

        bench.RunTo(15);

        Assert.False(bench.Scale.Busy);
        Assert.Empty(bench.Changes);
    }

    [Fact]
    public void Readings_MissingForAWhile_HoldTheLastOne()
    {
        PlateBench bench = new PlateBench(0.8, 8).Step(4, 9, -150);
        bench.Missing = (plate, sample) => plate == 4 && sample is > 300 and < 360 or > 400 and < 403;

        bench.RunTo(14);

        Assert.Equal(-150, Assert.Single(bench.Changes).TotalMg / 1_000, 3.0);
    }

    [Fact]
    public void Plate_ThatNeverReads_HasNoPartInAnything()
    {
        PlateBench bench = new PlateBench(0.8, 9).Step(5, 9, -150);
        bench.Missing = (plate, _) => plate == 4;

        bench.RunTo(14);

        Assert.Equal(-150, Assert.Single(bench.Changes).TotalMg / 1_000, 3.0);
    }

    [Fact]
    public void Plate_ThatReadsLate_PutsNothingOnTheShelf()
    {
        var bench = new PlateBench(0.8, 10) { Missing = (plate, sample) => plate == 4 && sample < 300 };

        bench.RunTo(14);

        Assert.Empty(bench.Changes);
        Assert.Equal(2_000, bench.Scale.LevelMg(4)!.Value / 1_000.0, 1.5);
    }

    private static void RestoreAll(PlateBench bench, long levelMg)
    {
        for (int p = 0; p < bench.Plates; p++) bench.Scale.Restore(p, levelMg, Script.Zero - 40 * StoreTime.SecondUs);
    }
}
