using System.Diagnostics;

namespace O4O.Edge.Drivers.Inference;

/// <summary>Where the time of detecting went, added up; ticks of <see cref="Stopwatch"/>.</summary>
/// <param name="PrepareTicks">Picture to tensor.</param>
/// <param name="RunTicks">The bare session run.</param>
/// <param name="DecodeTicks">Tensor to detections, with the suppression of double ones and the colour of clothes.</param>
public readonly record struct DetectTimes(long PrepareTicks, long RunTicks, long DecodeTicks)
{
    /// <summary>All of it.</summary>
    public long Ticks => PrepareTicks + RunTicks + DecodeTicks;

    /// <summary>Share of the time that was not the bare session run, 0 to 1; 0 when nothing was run.</summary>
    public double ShareOutside =>
        RunTicks == 0 ? 0 : (double)(PrepareTicks + DecodeTicks) / Ticks;

    public static DetectTimes operator +(DetectTimes a, DetectTimes b) =>
        new(a.PrepareTicks + b.PrepareTicks, a.RunTicks + b.RunTicks, a.DecodeTicks + b.DecodeTicks);

    /// <summary>The same as the operator.</summary>
    public static DetectTimes Add(DetectTimes left, DetectTimes right) => left + right;
}
