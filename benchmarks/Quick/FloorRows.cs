using System.Globalization;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Quick;

/// <summary>Following twenty people by twelve cameras, from a message's bytes to the end of the decision.</summary>
internal static class FloorRows
{
    private const int Rounds = 9;

    /// <summary>Twelve cameras at ten pictures a second in two hundredths of a core.</summary>
    private const double TargetUs = 0.02 * 1e6 / (FloorLoad.Cameras * 10);

    public static IEnumerable<Row> Measure()
    {
        var load = new FloorLoad(seed: 1);
        long sum = 0;
        var turns = new Interleaved(Rounds, () => Timed.CoreUs(1, () => sum += load.Follow()), () => Timed.CoreUs(1, () => sum += load.Follow()));
        double us = turns.Median(1) / FloorLoad.Frames;
        yield return new Row(
            $"floor, {FloorLoad.Cameras} cameras that each see {FloorLoad.People} people", "≤ 167 µs a picture: 2 % of a core",
            string.Create(CultureInfo.InvariantCulture, $"{us:0} µs a picture, {us * FloorLoad.Cameras * 10 / 1e4:0.0} % of a core"), us <= TargetUs);
    }
}
