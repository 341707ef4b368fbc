using O4O.Simulator.Chance;
using O4O.Simulator.Noise;

namespace O4O.Simulator.Tests.Noise;

public class QuietStretchesTests
{
    private const int PeriodUs = 16_667, Second = 60;

    [Fact]
    public void Stretches_OfAPlateAtRest_AreOneWithItsNoiseAndWithoutItsDrift()
    {
        float[] grams = Plate(10 * Second, 0.7, driftGramsPerSecond: 0.05);

        float[] quiet = Assert.Single(QuietStretches.Of(grams, PeriodUs));

        Assert.Equal(grams.Length, quiet.Length);
        Assert.Equal(0.7, Sigma(quiet), 0.06);
        Assert.Equal(0, quiet.Average(), 0.05f);
    }

    [Theory]
    [InlineData(24)]  // the lightest product
    [InlineData(-540)]
    public void Stretches_AroundAStep_KeepHalfASecondOff(double stepGrams)
    {
        float[] grams = Plate(10 * Second, 0.7);
        for (int i = 5 * Second; i < grams.Length; i++) grams[i] += (float)stepGrams;

        float[][] quiet = [.. QuietStretches.Of(grams, PeriodUs)];

        Assert.Equal(2, quiet.Length);
        Assert.All(quiet, q => Assert.InRange(q.Length, 4 * Second, 5 * Second - Second / 2));
        Assert.All(quiet, q => Assert.InRange(q.Max(Math.Abs), 0.5, 5));
    }

    [Fact]
    public void Stretches_AroundATouchAndAKnock_HaveNeither()
    {
        float[] grams = Plate(16 * Second, 0.7);
        for (int i = 4 * Second; i < 4 * Second + 20; i++) grams[i] += 40;                                             // a third of a second
        for (int i = 0; i < 40; i++) grams[11 * Second + i] += (float)(30 * Wave.SinTurns(i / 10.0));                 // sways at 6 Hz

        float[][] quiet = [.. QuietStretches.Of(grams, PeriodUs)];

        Assert.Equal(3, quiet.Length);
        Assert.All(quiet, q => Assert.InRange(q.Max(Math.Abs), 0.5, 5));
    }

    [Fact]
    public void Stretches_WithASpike_KeepItAndNothingElseMoves()
    {
        float[] grams = Plate(8 * Second, 0.7), spiked = [.. grams];
        spiked[200] += 5_000;

        float[] quiet = Assert.Single(QuietStretches.Of(spiked, PeriodUs)), without = Assert.Single(QuietStretches.Of(grams, PeriodUs));

        Assert.InRange(quiet[200], 4_900, 5_000);
        for (int i = 0; i < quiet.Length; i++)
            if (i != 200) Assert.Equal(without[i], quiet[i], 0.1f);
    }

    [Fact]
    public void Stretches_TooShort_AreNone() => Assert.Empty(QuietStretches.Of(Plate(Second / 2, 0.7), PeriodUs));

    private static float[] Plate(int samples, double sigma, double driftGramsPerSecond = 0)
    {
        var dice = new Dice(5, "a plate");
        return [.. Enumerable.Range(0, samples).Select(i => (float)(1_200 + driftGramsPerSecond * i / Second + dice.Gauss(0, sigma, 4)))];
    }

    private static double Sigma(float[] grams) => Math.Sqrt(grams.Average(g => (double)g * g));
}
