using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Weighing;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Weighing;

/// <summary>When a plate at rest wakes, and when it must not: steps, junk, what swings, and noise alone.</summary>
public sealed class AlarmTests
{
    /// <summary>Readings in which a plate has found its level and its noise.</summary>
    private const int Settling = 900;
    private static readonly double[] Sigmas = [0.35, 0.73, 1.3, 2.8, 5.7];

    /// <summary>
    /// Steps of 3 σ and more on plates of every noise, 100 of each: at most 1.5 times what CUSUM theory needs at that rate of
    /// false alarms, ln(ARL₀) / (δ² / 2σ²) readings (Lorden 1971), and never less than two, since no single reading is believed.
    /// </summary>
    [Theory]
    [InlineData(0.73, 6)]
    [InlineData(1.3, 6)]
    [InlineData(2.0, 6.5)]
    [InlineData(2.8, 9)]
    [InlineData(2.8, 12)]
    [InlineData(2.8, 24)]
    [InlineData(5.7, 18)]
    [InlineData(5.7, 24)]
    [InlineData(5.7, 100)]
    public void Step_OfThreeSigmasOrMore_WakesThePlateWithinOneAndAHalfTimesTheory(double sigmaGrams, double stepGrams)
    {
        double readings = 0, theory = 2 * new WeighingOptions().WakeNats * AlarmBench.LongRun * sigmaGrams * sigmaGrams / (stepGrams * stepGrams);
        for (int seed = 1; seed <= 100; seed++)
        {
            var bench = new AlarmBench(sigmaGrams, seed);
            bench.Rest(Settling);
            readings += bench.Until(seed % 2 == 0 ? stepGrams : -stepGrams, limit: 240);
        }

        Assert.InRange(readings / 100, 2, Math.Max(2.1, 1.5 * theory));
    }

    /// <summary>HX711 converters give isolated junk of any size, and a gap after it or a reading sent twice must not make it two.</summary>
    [Fact]
    public void JunkReading_OfAnySize_NeverWakesAPlate()
    {
        Gen<(int Seed, double Sigma, double Grams, int After)> any =
            from seed in Gen.Choose(1, 1_000_000)
            from sigma in Gen.Elements(Sigmas)
            from power in Gen.Choose(0, 500) // 1 g to 100 kg
            from side in Gen.Elements(-1, 1)
            from after in Gen.Choose(0, 2)
            select (seed, sigma, side * Math.Pow(10, power / 100.0), after);

        Prop.ForAll(any.ToArbitrary(), static junk =>
        {
            var bench = new AlarmBench(junk.Sigma, junk.Seed);
            bench.Rest(Settling);
            long before = bench.Scale.LevelMg(0)!.Value;

            bool woke = bench.Read(junk.Grams);
            if (junk.After == 1) woke |= bench.Miss();
            if (junk.After == 2) woke |= bench.Again();
            woke |= bench.Rest(60);

            return !woke && bench.Changes.Count == 0 && Math.Abs(bench.Scale.LevelMg(0)!.Value - before) < 1_000 * Math.Max(1, junk.Sigma);
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>Some plates say the same number again and again: only the first repetition is no news.</summary>
    [Fact]
    public void Step_OfAPlateWithoutNoise_IsFound()
    {
        var bench = new AlarmBench(0, 1);
        bench.Rest(Settling);

        Assert.InRange(bench.Until(-24, limit: 30), 2, 4);
    }

    /// <summary>Shelves tremble when somebody walks by; what swells and swings is no step.</summary>
    [Theory]
    [InlineData(0.73, 6, 8)]
    [InlineData(0.73, 9, 14)]
    [InlineData(2.8, 20, 8)]
    [InlineData(2.8, 28, 14)]
    public void Swing_ThatSwells_DoesNotWakeAPlate(double sigmaGrams, double grams, double hertz)
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            var bench = new AlarmBench(sigmaGrams, seed);
            bool woke = bench.Rest(Settling);

            for (int n = 0; n < 180; n++)
                woke |= bench.Read(grams * Math.Min(1, n / 60.0) * Math.Sin(2 * Math.PI * hertz * n * AlarmBench.PeriodUs / 1e6 + seed));

            Assert.False(woke, $"seed {seed}");
        }
    }

    [Fact]
    public void Step_WhileThePlateSwings_IsStillFound()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            var bench = new AlarmBench(0.73, seed);
            bench.Rest(Settling);
            int waited = 0;

            for (int n = 0; n < 240; n++)
            {
                bool step = n >= 120;
                bool woke = bench.Read((step ? -24 : 0) + 5 * Math.Min(1, n / 60.0) * Math.Sin(2 * Math.PI * 8 * n * AlarmBench.PeriodUs / 1e6 + seed));
                waited += step && !woke && waited == n - 120 ? 1 : 0;
            }

            Assert.InRange(waited, 0, 12);
        }
    }

    /// <summary>Asked for one false alarm in e^8 readings, a plate gives no more: e^22 cannot be counted in a test.</summary>
    [Theory]
    [InlineData(1.3)]
    [InlineData(2.8)]
    [InlineData(5.7)]
    public void Rest_AtAGivenRateOfFalseAlarms_GivesNoMore(double sigmaGrams)
    {
        const int Readings = 600_000;
        var bench = new AlarmBench(sigmaGrams, 3, new WeighingOptions { WakeNats = 8 });
        bench.Rest(Settling);
        int alarms = 0;
        bool away = false;

        for (int n = 0; n < Readings; n++)
        {
            bool now = bench.Read(0);
            alarms += now && !away ? 1 : 0;
            away = now;
        }

        Assert.InRange(alarms, 1, Readings / Math.Exp(8));
    }
}
