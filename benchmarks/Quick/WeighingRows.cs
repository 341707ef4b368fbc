using System.Globalization;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Quick;

/// <summary>Weighing of a whole store beside a memory pass over the same samples.</summary>
internal static class WeighingRows
{
    private const int Rounds = 15, Seconds = 20;
    private const double TargetShare = 0.02, DelayRatio = 1.5;
    private static readonly (double SigmaGrams, double StepGrams)[] Steps = [(0.73, 6), (2.8, 12), (5.7, 24)];

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

    /// <summary>Steps on plates of median, of p90 and of p99 noise: the least that is to be told there.</summary>
    private static IEnumerable<Row> Delays()
    {
        foreach ((double sigma, double step) in Steps) yield return Make(sigma, step);
    }

    private static Row Make(double sigmaGrams, double stepGrams)
    {
        StepDelay.Delay delay = StepDelay.Measure(sigmaGrams, stepGrams);
        // Nobody alarms before the first reading.
        double ratio = delay.Edge / Math.Max(1, delay.Theory);
        return new Row(
            string.Create(CultureInfo.InvariantCulture, $"alarm after a step of {stepGrams} g, noise {sigmaGrams} g"), "≤ 1.5 × CUSUM theory",
            string.Create(CultureInfo.InvariantCulture,
                $"{ratio:0.00} ×: {delay.Edge:0.0} readings, theory {delay.Theory:0.0}, the textbook's on the same {delay.Textbook:0.0}; {delay.Unseen} not seen"),
            ratio <= DelayRatio && delay.Unseen == 0);
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
