using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;

namespace O4O.Benchmarks.Workloads;

/// <summary>
/// How many readings a plate takes to notice that something was lifted off at once, beside theory, and how often it wakes for
/// nothing. Noise as measured on real plates: a fifth of its variance hangs together over 60 ms.
/// </summary>
internal static class StepDelay
{
    /// <summary>Twenty seconds at rest come before a step, so that level and noise are learnt; four seconds are waited for the alarm.</summary>
    private const int PeriodUs = 16_667, RestReadings = 1_200, WaitReadings = 240, Steps = 400;
    private const double Together = 0.2, TogetherUs = 60_000;
    private static readonly double Hold = Math.Exp(-PeriodUs / TogetherUs);

    /// <summary>
    /// What sums of many readings vary by, as a multiple of what they would if readings did not hang together: theory is for
    /// noise that does not.
    /// </summary>
    private static readonly double LongRun = 1 - Together + Together * (1 + Hold) / (1 - Hold);

    /// <summary>Mean readings from the lift to the alarm: the edge's; theory's formula; the best rule's, in whole readings.</summary>
    public readonly record struct Delay(double Edge, double Formula, double Optimum, int Unseen);

    /// <summary>Measures steps of so many grams on a plate of such noise.</summary>
    public static Delay Measure(double sigmaGrams, double stepGrams)
    {
        var random = new Random(7);
        double edge = 0;
        int unseen = 0;
        for (int i = 0; i < Steps; i++)
        {
            var plate = new Plate(random, sigmaGrams, new WeighingOptions());
            for (int n = 0; n < RestReadings; n++) plate.Read(0);
            int readings = 1;
            while (readings <= WaitReadings && !plate.Read(-stepGrams)) readings++;
            unseen += readings > WaitReadings ? 1 : 0;
            edge += readings;
        }
        double nats = new WeighingOptions().WakeNats;
        var theory = new CusumTheory(stepGrams / (sigmaGrams * Math.Sqrt(LongRun)));
        return new Delay(edge / Steps, theory.Formula(nats), theory.Optimum(nats), unseen);
    }

    /// <summary>At rest, asked for one false alarm in e^<paramref name="nats"/> readings: the logarithm of how many it takes.</summary>
    public static double LnReadingsPerFalseAlarm(double sigmaGrams, double nats, int readings)
    {
        var plate = new Plate(new Random(11), sigmaGrams, new WeighingOptions { WakeNats = nats });
        for (int n = 0; n < RestReadings; n++) plate.Read(0);
        int alarms = 0;
        bool away = false;
        for (int n = 0; n < readings; n++)
        {
            bool now = plate.Read(0);
            alarms += now && !away ? 1 : 0;
            away = now;
        }
        return Math.Log(readings / (double)Math.Max(1, alarms));
    }

    private sealed class Plate(Random random, double sigma, WeighingOptions options)
    {
        private readonly ShelfScale _scale = new(new Shelf(0, 0, 1, 1, 0, 1, new Box3(new(0, 0, 0), new(100, 400, 300))), options);
        private readonly List<ShelfChange> _changes = [];
        private readonly int[] _mg = new int[1];
        private double _slow;
        private uint _readings;

        /// <summary>The next reading; whether the plate is away from its level then.</summary>
        public bool Read(double grams)
        {
            _slow = Hold * _slow + Math.Sqrt(1 - Hold * Hold) * Normal(random);
            double noise = sigma * (Math.Sqrt(1 - Together) * Normal(random) + Math.Sqrt(Together) * _slow);
            _mg[0] = (int)Math.Round(1_000 * (2_000 + grams + noise));
            long us = ++_readings * (long)PeriodUs;
            _scale.Update(new WeightBatch(new DeviceMark(1, _readings, us), PeriodUs, 1, _mg), new StoreTime(us), false, _changes);
            return _scale.Busy;
        }
    }

    /// <summary>Normal noise (Box and Muller 1958).</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
