using System.Globalization;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Quick;

/// <summary>Pictures of rendered cameras, which a demo that looks for itself makes beside everything else.</summary>
internal static class RenderRows
{
    private const int Rounds = 9;

    /// <summary>Four cameras at ten pictures a second in half of a core.</summary>
    private const double TargetUs = 0.5 * 1e6 / (RenderLoad.Cameras * 10);

    public static IEnumerable<Row> Measure()
    {
        var load = new RenderLoad(seed: 1);
        const int pictures = RenderLoad.Cameras * RenderLoad.Scenes;
        var turns = new Interleaved(Rounds, () => Timed.CoreUs(pictures, load.MemoryPass), () => Timed.CoreUs(pictures, load.Render));
        double us = turns.Median(1);
        yield return new Row(
            string.Create(CultureInfo.InvariantCulture, $"rendered picture of {RenderLoad.Width} × {RenderLoad.Height}, {load.People:0.0} people in the store"), "≤ 12.5 ms: four cameras at ten a second in half of a core",
            string.Create(CultureInfo.InvariantCulture, $"{us / 1000:0.0} ms, {1e6 / us:0} a second a core; {turns.Ratio(1, 0):0} × a memory pass over its light ({turns.Spread(1, 0)})"), us <= TargetUs);
    }
}
