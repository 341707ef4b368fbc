namespace O4O.Simulator.Calibration;

/// <summary>The threshold that a curve speaks for.</summary>
/// <param name="Point">The point chosen.</param>
/// <param name="IsReached">The upper end of what may be wrongly charged there is at most what was asked for.</param>
public sealed record ThresholdChoice(CurvePoint Point, bool IsReached)
{
    /// <summary>
    /// The lowest threshold whose bound is at most this share: the fewest reviews that are safe. When none is, the one with the
    /// lowest bound, and of those the lowest threshold.
    /// </summary>
    /// <param name="curve">Points from the lowest threshold to the highest; at least one.</param>
    /// <param name="wrongMax">Largest share of the units charged that may be wrong.</param>
    public static ThresholdChoice Of(IReadOnlyList<CurvePoint> curve, double wrongMax)
    {
        ArgumentNullException.ThrowIfNull(curve);
        CurvePoint? safe = curve.FirstOrDefault(p => p.Bound <= wrongMax);
        return safe is not null ? new ThresholdChoice(safe, true) : new ThresholdChoice(curve.MinBy(p => p.Bound)!, false);
    }
}
