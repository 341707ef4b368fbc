using System.Globalization;
using O4O.Benchmarks.Workloads;
using O4O.Edge.Host.Replay;

namespace O4O.Benchmarks.Quick;

/// <summary>Replay beside only reading the recording.</summary>
internal static class ReplayRows
{
    private const int Rounds = 15, Seconds = 90;

    public static IEnumerable<Row> Measure()
    {
        using var recordings = new Recordings(Seconds);
        yield return Measure("replay, simulated store of 348 plates", recordings.Big);
        if (recordings.Real is { } real) yield return Measure("replay, a real trip in a store of 348 plates", real);
        else yield return new Row("replay, a real trip", "≥ 200 × real time", "not measured: no data/autocheckout/BENCHMARK-1 in $O4O_SHARED", null);
    }

    private static Row Measure(string what, string path)
    {
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        double recorded = 0;
        long facts = 0;
        var turns = new Interleaved(
            Rounds,
            () => Timed.CoreUs(1, () => Recordings.ReadOnly(path)),
            () => Timed.CoreUs(1, () =>
            {
                ReplayResult result = Replayer.Run(path, rate: 0, onRecord: null);
                hashes.Add(result.Hash);
                (recorded, facts) = (result.RecordedSeconds, result.Facts);
            }));
        double speed = recorded / (turns.Median(1) / 1e6);
        string same = hashes.Count == 1 ? "the same hash every time" : $"{hashes.Count} DIFFERENT hashes";
        return new Row(
            what, "≥ 200 × real time, one hash",
            string.Create(CultureInfo.InvariantCulture,
                $"{speed:0} × real time, {same}; {turns.Ratio(1, 0):0.0} × only reading it ({turns.Spread(1, 0)}); {facts} facts in {recorded:0} s"),
            speed >= 200 && hashes.Count == 1);
    }
}
