using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;

namespace O4O.Benchmarks.Workloads;

/// <summary>
/// How many readings a plate takes to notice that something was lifted off at once, beside the CUSUM of the textbook on the same
/// readings and beside theory. Noise as measured on real plates: a fifth of its variance hangs together over 60 ms.
/// </summary>
internal static class StepDelay
{
    /// <summary>Twenty seconds at rest come before a step, so that level and noise are learnt; four seconds are waited for the alarm.</summary>
    private const int PeriodUs = 16_667, RestReadings = 1_200, WaitReadings = 240, Steps = 400;
    private const double Together = 0.2, TogetherUs = 60_000;

    /// <summary>Evidence that both ask for, nats: one false alarm in e^18 readings.</summary>
    private const double Nats = 18;

    /// <summary>Mean readings from the lift to the alarm: the edge's, the textbook's, and theory's, ln(ARL₀) / (δ² / 2σ²).</summary>
    public readonly record struct Delay(double Edge, double Textbook, double Theory, int Unseen);

    /// <summary>Measures steps of so many grams on a plate of such noise.</summary>
    public static Delay Measure(double sigmaGrams, double stepGrams)
    {
        double hold = Math.Exp(-PeriodUs / TogetherUs);
        // What sums of readings vary by: theory is for noise that does not hang together.
        double variance = sigmaGrams * sigmaGrams * (1 - Together + Together * (1 + hold) / (1 - hold));
        var noise = new Random(7);
        double edge = 0, textbook = 0;
        int unseen = 0;
        for (int i = 0; i < Steps; i++)
        {
            (int ours, int theirs) = One(noise, sigmaGrams, stepGrams, hold, variance);
            unseen += ours > WaitReadings ? 1 : 0;
            edge += ours;
            textbook += theirs;
        }
        return new Delay(edge / Steps, textbook / Steps, Nats / (stepGrams * stepGrams / (2 * variance)), unseen);
    }

    private static (int Edge, int Textbook) One(Random random, double sigma, double step, double hold, double variance)
    {
        var scale = new ShelfScale(new Shelf(0, 0, 1, 1, 0, 1, new Box3(new(0, 0, 0), new(100, 400, 300))), new WeighingOptions());
        var changes = new List<ShelfChange>();
        int[] mg = new int[1];
        int ours = WaitReadings + 1, theirs = WaitReadings + 1;
        double slow = 0, sum = 0;
        for (int n = 0; n < RestReadings + WaitReadings && (ours > WaitReadings || theirs > WaitReadings); n++)
        {
            slow = hold * slow + Math.Sqrt(1 - hold * hold) * Normal(random);
            double off = sigma * (Math.Sqrt(1 - Together) * Normal(random) + Math.Sqrt(Together) * slow);
            int after = n - RestReadings + 1;
            if (after > 0) off -= step;
            mg[0] = (int)Math.Round(1_000 * (2_000 + off));
            scale.Update(new WeightBatch(new DeviceMark(1, (uint)n, (long)n * PeriodUs), PeriodUs, 1, mg), new StoreTime((long)(n + 1) * PeriodUs), false, changes);
            sum = Math.Max(0, sum - off - step / 2);
            if (after <= 0) continue;
            if (scale.Busy) ours = Math.Min(ours, after);
            if (sum * step > Nats * variance) theirs = Math.Min(theirs, after);
        }
        return (ours, theirs);
    }

    /// <summary>Normal noise (Box and Muller 1958).</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
