using System.Globalization;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Quick;

/// <summary>Weighing of a whole store beside a memory pass over the same samples.</summary>
internal static class WeighingRows
{
    private const int Rounds = 15, Seconds = 20;
    private const double TargetShare = 0.02;

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
