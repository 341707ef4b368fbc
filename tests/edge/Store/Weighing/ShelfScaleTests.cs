using O4O.Edge.Store.Weighing;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Weighing;

/// <summary>What a shelf's plates must and must not find, at the noise of real plates (field measurements: σ median 0.7, p90 2.4 g).</summary>
public sealed class ShelfScaleTests
{
    /// <summary>The lightest product of the house, at three noises and many seeds: each found once, with its weight and moment.</summary>
    [Theory]
    [InlineData(0.7, 1.5)]
    [InlineData(1.5, 2.5)]
    [InlineData(2.4, 3.5)]
    public void Step_OfTheLightestProduct_IsFoundWithItsWeightAndMoment(double sigmaGrams, double offGrams)
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            double at = 5 + seed * 0.137;
            PlateBench bench = new PlateBench(sigmaGrams, seed).Step(4, at, -24);

            bench.RunTo(12);

            ShelfChange change = Found(bench, seed);
            Assert.Equal(-24, DeltaOf(change, 4), offGrams);
            Assert.InRange(PlateBench.Seconds(change.Lift), at - 0.05, at + 0.05);
            Assert.InRange(PlateBench.Seconds(change.Settled), at, at + 1.2);
            Assert.False(change.AcrossGap || change.Unsettled);
        }
    }

    [Theory]
    [InlineData(-330, 1)]
    [InlineData(-1_050, 2)]
    [InlineData(52, 3)]
    [InlineData(1_050, 4)]
    public void Step_OfAnyProduct_LeavesTheLevelWhereItCameToRest(double grams, int seed)
    {
        PlateBench bench = new PlateBench(seed: seed).Step(7, 5.02, grams, ramp: 0.2);

        bench.RunTo(10);

        ShelfChange change = Found(bench, seed);
        Assert.Equal(grams, change.TotalMg / 1_000, 3.0);
        Assert.Equal(2_000 + grams, bench.Scale.LevelMg(7)!.Value / 1_000.0, 1.5);
        Assert.False(bench.Scale.Busy);
    }

    [Fact]
    public void Weight_SpiltOverThreePlates_IsOneChangeOfTheWholeWeight()
    {
        PlateBench bench = new PlateBench(0.8, 3).Step(4, 6, -18).Step(5, 6, -58).Step(6, 6, -26);

        bench.RunTo(10);

        ShelfChange change = Found(bench, 3);
        Assert.Equal(-102, change.TotalMg / 1_000, 4.0);
        Assert.Equal(-58, DeltaOf(change, 5), 2.0);
    }

    [Fact]
    public void Picks_AtTheSameMomentOnFarPlates_AreTwoChanges()
    {
        PlateBench bench = new PlateBench(0.8, 4).Step(1, 6, -330).Step(9, 6.01, -150);

        bench.RunTo(10);

        Assert.Equal(2, bench.Changes.Count);
        Assert.Equal(-330, bench.Changes.Min(c => c.TotalMg) / 1_000, 4.0);
        Assert.Equal(-150, bench.Changes.Max(c => c.TotalMg) / 1_000, 4.0);
    }

    [Fact]
    public void Pick_WhileAnotherPlateStillMoves_DoesNotWaitForIt()
    {
        PlateBench bench = new PlateBench(0.8, 5).Step(1, 6, -330);
        bench.Extra = (plate, at) => plate == 9 && at is > 5.8 and < 9 ? 60 * Math.Sin(20 * at) : 0;

        bench.RunTo(8);

        Assert.Equal(-330, Found(bench, 5).TotalMg / 1_000, 4.0);
    }

    [Theory]
    [InlineData(228, 7)]
    [InlineData(150, 11)]
    [InlineData(60, 4)]
    public void Knock_ThatRingsOnEveryPlate_IsNothing(double peakToPeakGrams, double hertz)
    {
        var bench = new PlateBench(0.8, 6)
        {
            Extra = (plate, at) => at < 6 ? 0 : peakToPeakGrams / 2 * (0.7 + 0.025 * plate) * Math.Exp(-(at - 6) / 0.35) * Math.Sin(2 * Math.PI * hertz * (at - 6)),
        };

        bench.RunTo(12);

        Assert.Empty(bench.Changes);
        Assert.True(bench.Scale.Transients > 0);
        Assert.False(bench.Scale.Busy);
    }

    [Fact]
    public void Pick_DuringAKnock_IsStillFound()
    {
        PlateBench bench = new PlateBench(0.8, 7).Step(5, 6.1, -150);
        bench.Extra = (_, at) => at < 6 ? 0 : 80 * Math.Exp(-(at - 6) / 0.35) * Math.Sin(45 * (at - 6));

        bench.RunTo(12);

        Assert.Equal(-150, Found(bench, 7).TotalMg / 1_000, 4.0);
    }

    [Fact]
    public void Touch_ThatNeverRests_IsATransient()
    {
        PlateBench bench = new PlateBench(0.8, 8).Step(3, 6, 400).Step(3, 6.2, -400);

        bench.RunTo(10);

        Assert.Empty(bench.Changes);
        Assert.Equal(1, bench.Scale.Transients);
    }

    /// <summary>A press that rests is weighed like anything else; only who sees the hand can tell what it is.</summary>
    [Fact]
    public void Press_ThatRests_IsTwoChangesThatComeToNothing()
    {
        PlateBench bench = new PlateBench(0.8, 8).Step(3, 6, 400).Step(3, 6.6, -400);

        bench.RunTo(10);

        Assert.Equal(2, bench.Changes.Count);
        Assert.InRange(Math.Abs(ShelfChange.Merge(bench.Changes[0], bench.Changes[1]).TotalMg), 0, 3_000);
    }

    /// <summary>A hand cannot press without trembling: 5 Hz, a tenth of the force.</summary>
    [Theory]
    [InlineData(100, 0.8)]
    [InlineData(600, 2.4)]
    public void Press_OfAHandThatTrembles_NeverRests(double grams, double sigmaGrams)
    {
        var bench = new PlateBench(sigmaGrams, 14)
        {
            Extra = (plate, at) => plate == 3 && at is > 6 and < 8.5 ? grams * Math.Min(1, Math.Min(at - 6, 8.5 - at) / 0.3) * (1 + 0.1 * Math.Sin(31.4 * at)) : 0,
        };

        bench.RunTo(12);

        Assert.Empty(bench.Changes);
    }

    /// <summary>Steps so small that each alone is taken for drift are still told: most of the weight at least.</summary>
    [Theory]
    [InlineData(0.7, 2.5)]
    [InlineData(1.5, 2.5)]
    [InlineData(3.0, 1.5)]
    public void Lift_OfTheLightestProductOverSeconds_IsFound(double sigmaGrams, double seconds)
    {
        for (int seed = 1; seed <= 8; seed++)
        {
            PlateBench bench = new PlateBench(sigmaGrams, seed).Step(4, 6 + seed * 0.1, -24, ramp: seconds);

            bench.RunTo(8.5);

            Assert.NotEmpty(bench.Changes);
            ShelfChange last = bench.Scale.Renew(bench.Changes[^1]);
            double grams = (bench.Changes.SkipLast(1).Sum(c => c.TotalMg) + last.TotalMg) / 1_000;
            Assert.True(grams is < -12 and > -28, $"seed {seed}: {grams:0.0} g");
        }
    }

    [Theory]
    [InlineData(5.7)]
    [InlineData(7.0)]
    public void Step_OfTheLightestProductOnTheNoisiestPlates_IsFound(double sigmaGrams)
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            PlateBench bench = new PlateBench(0.8, seed).Sigma(4, sigmaGrams).Step(4, 30 + seed * 0.1, -28);

            bench.RunTo(36);

            Assert.Equal(-28, Found(bench, seed).TotalMg / 1_000, 9.0);
        }
    }

    [Fact]
    public void PutBackAndPick_OnPlatesSideBySideAtOnce_AreTwoChanges()
    {
        PlateBench bench = new PlateBench(0.8, 15).Step(4, 6, 330).Step(5, 6.02, -330);

        bench.RunTo(10);

        Assert.Equal([-330.0, 330], bench.Changes.Select(c => Math.Round(c.TotalMg / 10_000) * 10).Order());
    }

    [Fact]
    public void Pick_BesideAPlateThatSomebodyLeansOn_DoesNotWaitForThem()
    {
        PlateBench bench = new PlateBench(0.8, 16).Step(4, 7, -330);
        bench.Extra = (plate, at) => plate is 5 or 6 && at is > 6 and < 9.5 ? 700 * (1 + 0.1 * Math.Sin(31.4 * at)) : 0;

        bench.RunTo(8);

        Assert.Equal(-330, Found(bench, 16).TotalMg / 1_000, 4.0);
    }

    /// <summary>Somebody leans on a plate from which another one takes something: the moment is that of the taking.</summary>
    [Fact]
    public void Pick_UnderSomebodyWhoLeans_HasItsOwnMoment()
    {
        PlateBench bench = new PlateBench(0.8, 17).Step(4, 7, -1_500, ramp: 0.2);
        bench.Extra = (plate, at) => plate == 4 && at is > 6 and < 8.5 ? 900 * Math.Min(1, Math.Min(at - 6, 8.5 - at) / 0.4) * (1 + 0.1 * Math.Sin(31.4 * at)) : 0;

        bench.RunTo(12);

        Assert.InRange(PlateBench.Seconds(Found(bench, 17).Lift), 6.8, 7.2);
    }

    [Fact]
    public void JunkSample_ByItself_IsNotEvenATransient()
    {
        var bench = new PlateBench(0.8, 9) { Extra = (plate, at) => plate == 2 && (long)Math.Round(at * 1e6 / PlateBench.PeriodUs) % 97 == 5 ? 5_000 : 0 };

        bench.RunTo(20);

        Assert.Empty(bench.Changes);
        Assert.Equal(0, bench.Scale.Transients);
    }

    [Fact]
    public void Drift_OfMinutes_IsFollowed()
    {
        var bench = new PlateBench(0.8, 10) { Extra = (plate, at) => 0.2 * at * (plate % 3 - 1) };

        bench.RunTo(180);

        Assert.Empty(bench.Changes);
        Assert.Equal(2_036, bench.Scale.LevelMg(2)!.Value / 1_000.0, 2.0);
    }

    [Fact]
    public void Rest_AtEveryNoise_FindsNothingInFiveMinutes()
    {
        foreach (double sigma in new[] { 0.62, 0.84, 2.4, 3.3, 5.7 })
        {
            var bench = new PlateBench(sigma, (int)(sigma * 100));

            bench.RunTo(300);

            Assert.Empty(bench.Changes);
        }
    }

    [Fact]
    public void Plate_FarNoisierThanOthers_StillGivesItsStep()
    {
        PlateBench bench = new PlateBench(0.8, 12).Sigma(5, 5.7).Step(5, 30, -330);

        bench.RunTo(40);

        Assert.Equal(-330, Found(bench, 12).TotalMg / 1_000, 10.0);
        Assert.InRange(bench.Scale.NoiseMg(5), 2_500, 9_000);
    }

    [Fact]
    public void Batch_AtRest_AllocatesNothing()
    {
        var bench = new PlateBench(0.8, 13);
        bench.RunTo(10);

        double bytes = bench.BytesABatch(500);

        Assert.Equal(0, bytes);
    }

    private static ShelfChange Found(PlateBench bench, int seed)
    {
        Assert.True(bench.Changes.Count == 1, $"seed {seed}: {bench.Changes.Count} changes, not one");
        return bench.Changes[0];
    }

    private static double DeltaOf(ShelfChange change, int plate) => change.DeltaMg[plate - change.FirstPlate] / 1_000;
}
