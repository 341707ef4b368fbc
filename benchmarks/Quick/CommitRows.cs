using System.Globalization;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Quick;

/// <summary>Commits to the journal beside a raw append and flush on the same disk.</summary>
internal static class CommitRows
{
    private const int Rounds = 41, Commits = 40, Groups = 8;

    public static IEnumerable<Row> Measure()
    {
        using var load = new CommitLoad();
        var turns = new Interleaved(
            Rounds,
            () => Timed.Us(Commits, load.RawSync),
            () => Timed.Us(Commits, load.RawSyncData),
            () => Timed.Us(Commits, load.CommitOne),
            () => Timed.Us(Groups, load.CommitGroup) / CommitLoad.GroupRecords);
        double one = 1 / turns.Ratio(2, 0), oneData = 1 / turns.Ratio(2, 1), group = 1 / turns.Ratio(3, 0);
        yield return new Row(
            $"journal commit, one record a flush ({load.FileSystem})", "≥ 0.9 of raw append + fsync",
            string.Create(CultureInfo.InvariantCulture,
                $"{one:0.00} of its speed, {oneData:0.00} of append + fdatasync; {turns.Median(2):0} µs a commit, raw {turns.Median(0):0} and {turns.Median(1):0} µs; cost ratio by round {turns.Spread(2, 0)}"),
            one >= 0.9);
        yield return new Row(
            "journal commit, 64 records a flush", "≥ 20 × raw append + fsync",
            string.Create(CultureInfo.InvariantCulture, $"{group:0} × ({1 / turns.Ratio(3, 1):0} × append + fdatasync); {turns.Median(3):0.0} µs a record"),
            group >= 20);
    }
}
