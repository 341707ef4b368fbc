using System.Globalization;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Quick;

/// <summary>Following fifteen people beside SORT's rule on the same pictures.</summary>
internal static class TrackerRows
{
    private const int Rounds = 15, Times = 10;

    /// <summary>One and a half times what OC-SORT's authors state for their C++, on a machine of theirs.</summary>
    private const double TargetUs = 1.5 * 53;

    public static IEnumerable<Row> Measure()
    {
        var load = new TrackerLoad(seed: 1);
        long sum = 0;
        var turns = new Interleaved(
            Rounds,
            () => Timed.CoreUs(Times, () => sum += load.FollowAsSort()),
            () => Timed.CoreUs(Times, () => sum += load.Follow()));
        double us = turns.Median(1) / TrackerLoad.Frames;
        yield return new Row(
            $"tracker, {TrackerLoad.People} people in a picture", "≤ 80 µs a picture",
            string.Create(CultureInfo.InvariantCulture,
                $"{us:0.0} µs, {1e6 / us:#,0} pictures/s; {turns.Ratio(1, 0):0.0} × SORT's rule, compiled as well ({turns.Spread(1, 0)})"),
            us <= TargetUs);
    }
}
