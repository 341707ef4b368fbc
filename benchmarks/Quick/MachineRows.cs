using System.Diagnostics;
using System.Globalization;
using O4O.Benchmarks.Workloads;
using O4O.Edge.Host.EventLoop;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;

namespace O4O.Benchmarks.Quick;

/// <summary>The whole machine over the facts of a simulated store, beside a memory pass over their bytes.</summary>
internal static class MachineRows
{
    private const int Rounds = 9;

    public static IEnumerable<Row> Measure()
    {
        var stream = new RecordedStream(DemoStore.Create(), BuiltInScenarios.Mixed, seed: 1);
        long sum = 0, bytes = 0;
        int records = 0;
        var turns = new Interleaved(
            Rounds,
            () => Timed.CoreUs(1, () => sum += stream.MemoryPass()),
            () =>
            {
                FactIntake intake = stream.NewMachine();
                long before = GC.GetAllocatedBytesForCurrentThread();
                double us = Timed.CoreUs(1, () => records = stream.Play(intake));
                bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                return us;
            });
        double perSecond = stream.Facts / turns.Median(1) * 1e6;
        yield return new Row(
            "the machine, demo store, mixed day", "≥ 200,000 facts/s/core",
            string.Create(CultureInfo.InvariantCulture,
                $"{perSecond:#,0} facts/s; {turns.Ratio(1, 0):0.0} × a memory pass over their bytes ({turns.Spread(1, 0)}); {stream.Facts} facts, {records} records, {bytes / (double)stream.Facts:0} bytes a fact"),
            perSecond >= 200_000);
        yield return Percentile(stream);
    }

    /// <summary>A run of its own, since reading the clock twice a fact costs as much as some facts do.</summary>
    private static Row Percentile(RecordedStream stream)
    {
        var p50 = new double[Rounds];
        var p99 = new double[Rounds];
        var worst = new double[Rounds];
        var elapsed = new long[stream.Facts];
        for (int i = 0; i < Rounds; i++)
        {
            stream.Play(stream.NewMachine(), elapsed);
            Array.Sort(elapsed);
            p50[i] = Us(elapsed[elapsed.Length / 2]);
            p99[i] = Us(elapsed[elapsed.Length * 99 / 100]);
            worst[i] = Us(elapsed[^1]);
        }
        double us = Interleaved.Middle(p99);
        return new Row(
            "a fact, 99 of 100", "≤ 1 ms",
            string.Create(CultureInfo.InvariantCulture,
                $"{us:0} µs; half within {Interleaved.Middle(p50):0.0} µs; the worst of a run {Interleaved.Middle(worst) / 1000:0.0} ms"),
            us <= 1_000);
    }

    private static double Us(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
