using System.Globalization;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Quick;

/// <summary>Weighing of a whole store beside a memory pass over the same samples.</summary>
internal static class WeighingRows
{
    private const int Rounds = 15, Seconds = 20;
    private const double TargetShare = 0.02, DelayRatio = 1.5;

    /// <summary>Who believes no single reading, because of junk, cannot alarm before the second; a few wait for the third.</summary>
    private const double LeastReadings = 2.05;
    private const int RestReadings = 6_000_000;
    private static readonly double[] AskedNats = [8, 10, 12];

    /// <summary>Plates of median, p90 and p99 noise; from three sigmas to what takes a bottle.</summary>
    private static readonly (double SigmaGrams, double StepGrams)[] Steps =
        [(0.73, 6), (0.73, 24), (2.8, 9), (2.8, 12), (2.8, 24), (2.8, 100), (5.7, 18), (5.7, 24), (5.7, 50), (5.7, 500)];

    public static IEnumerable<Row> Measure()
    {
        WholeStore quiet = new(picks: false, seed: 1), busy = new(picks: true, seed: 1);
        long sum = 0;
        double changesPerSecond = 0;
        var turns = new Interleaved(
            Rounds,
            () => Timed.CoreUs(Seconds, () => sum += quiet.MemoryPass()),
            () => Timed.CoreUs(Seconds, quiet.Second),
            () =>
            {
                long before = busy.Changes;
                double us = Timed.CoreUs(Seconds, busy.Second);
                changesPerSecond = (busy.Changes - before) / (double)Seconds;
                return us;
            });
        yield return Make(turns, 1, $"weighing, 400 plates × 60 Hz at rest ({quiet.Changes} changes found)");
        yield return Make(turns, 2, string.Create(CultureInfo.InvariantCulture, $"the same with {changesPerSecond:0.0} changes a second"));
        foreach (Row row in Delays()) yield return row;
    }

    private static IEnumerable<Row> Delays()
    {
        yield return FalseAlarms(2.8);
        foreach ((double sigma, double step) in Steps) yield return Make(sigma, step);
    }

    /// <summary>One in e^22 cannot be waited for: it is asked for more, and what comes is less than was asked for.</summary>
    private static Row FalseAlarms(double sigmaGrams)
    {
        double[] seen = [.. AskedNats.Select(nats => StepDelay.LnReadingsPerFalseAlarm(sigmaGrams, nats, RestReadings))];
        return new Row(
            string.Create(CultureInfo.InvariantCulture, $"false alarms of a plate at rest, noise {sigmaGrams} g"), $"≤ one in e^{string.Join(", e^", AskedNats)} readings, as asked",
            string.Create(CultureInfo.InvariantCulture, $"one in e^{string.Join(", e^", seen.Select(ln => ln.ToString("0.0", CultureInfo.InvariantCulture)))}"),
            AskedNats.Zip(seen).All(pair => pair.Second >= pair.First));
    }

    private static Row Make(double sigmaGrams, double stepGrams)
    {
        StepDelay.Delay delay = StepDelay.Measure(sigmaGrams, stepGrams);
        double ratio = delay.Edge / delay.Formula;
        string beside = delay.Formula < 1 ? "less than one" : string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} × the formula's {delay.Formula:0.0}");
        return new Row(
            string.Create(CultureInfo.InvariantCulture, $"alarm after a step of {stepGrams} g, noise {sigmaGrams} g"), "≤ 1.5 × CUSUM theory, or 2 readings",
            string.Create(CultureInfo.InvariantCulture,
                $"{delay.Edge:0.00} readings; theory: {beside}; the best rule's {delay.Optimum:0.0}; {delay.Unseen} not seen"),
            (ratio <= DelayRatio || delay.Edge <= LeastReadings) && delay.Unseen == 0);
    }

    private static Row Make(Interleaved turns, int subject, string what)
    {
        double us = turns.Median(subject), share = us / 1e6;
        return new Row(
            what, "≤ 2 % of one core",
            string.Create(CultureInfo.InvariantCulture,
                $"{100 * share:0.00} % of one core; {turns.Ratio(subject, 0):0} × a memory pass ({turns.Spread(subject, 0)}), {1000 * us / WholeStore.SamplesPerSecond:0} ns a sample"),
            share <= TargetShare);
    }
}
