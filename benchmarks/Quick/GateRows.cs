using System.Buffers;
using System.Globalization;
using O4O.Benchmarks.Workloads;
using O4O.Edge.Store.Journal;

namespace O4O.Benchmarks.Quick;

/// <summary>From the scan of a code to its decision, beside the bare verification; and to the decision on disk, beside a flush.</summary>
internal static class GateRows
{
    private const int Rounds = 31;
    private const double TargetUs = 2_000;

    public static IEnumerable<Row> Measure()
    {
        using var gate = new GateLoad();
        using var disk = new CommitLoad();
        var buffer = new ArrayBufferWriter<byte>(4096);
        var turns = new Interleaved(
            Rounds,
            () => EachCoreUs(gate, gate.BareVerify),
            () => EachCoreUs(gate, _ => Scan(gate)),
            () => EachUs(gate, _ => disk.RawSync()),
            () => EachUs(gate, _ => ScanToDisk(gate, disk, buffer)));
        double us = turns.Median(1), beyond = turns.Median(3) - turns.Median(2);
        yield return new Row(
            "gate scan → decision", "≤ 2 ms",
            string.Create(CultureInfo.InvariantCulture, $"{us / 1000:0.00} ms; {turns.Ratio(1, 0):0.00} × a bare ECDSA P-256 verify ({turns.Spread(1, 0)})"),
            us <= TargetUs);
        yield return new Row(
            "gate scan → decision on disk", "≤ 2 ms + one fsync",
            string.Create(CultureInfo.InvariantCulture,
                $"{turns.Median(3) / 1000:0.00} ms: {beyond / 1000:0.00} ms more than append + fsync ({turns.Median(2) / 1000:0.00} ms)"),
            beyond <= TargetUs);
    }

    private static void Scan(GateLoad gate)
    {
        gate.Scan();
        gate.Machine.Taken();
    }

    private static void ScanToDisk(GateLoad gate, CommitLoad disk, ArrayBufferWriter<byte> buffer)
    {
        gate.Scan();
        long last = 0;
        foreach (JournalRecord record in gate.Machine.Records)
        {
            buffer.ResetWrittenCount();
            JournalCodec.Write(record, buffer);
            last = disk.Journal.Append(buffer.WrittenSpan);
        }
        disk.Wait(last);
        gate.Machine.Taken();
    }

    /// <summary>Microseconds on the wall of one of all the codes; a fresh machine is made before the clock runs.</summary>
    private static double EachUs(GateLoad gate, Action<int> action)
    {
        gate.Refill();
        return Timed.Us(1, () => All(action)) / GateLoad.Codes;
    }

    /// <summary>The same in microseconds of one core.</summary>
    private static double EachCoreUs(GateLoad gate, Action<int> action)
    {
        gate.Refill();
        return Timed.CoreUs(1, () => All(action)) / GateLoad.Codes;
    }

    private static void All(Action<int> action)
    {
        for (int i = 0; i < GateLoad.Codes; i++) action(i);
    }
}
