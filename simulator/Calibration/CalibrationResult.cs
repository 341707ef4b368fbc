namespace O4O.Simulator.Calibration;

/// <summary>What the recordings say: how honest the confidences are, what each threshold would mean, and which one is best.</summary>
public sealed record CalibrationResult
{
    public required int Recordings { get; init; }

    /// <summary>All settled visits.</summary>
    public required int Trips { get; init; }

    /// <summary>Those that something else than a doubt about the cart keeps in review.</summary>
    public required int HeldBack { get; init; }

    /// <summary>All visits by what was stated.</summary>
    public required IReadOnlyList<ReliabilityBin> Reliability { get; init; }

    /// <summary>The same without those that are held back: what a threshold decides about.</summary>
    public required IReadOnlyList<ReliabilityBin> ReliabilityNotHeldBack { get; init; }
    public required IReadOnlyList<CurvePoint> Curve { get; init; }
    public required ThresholdChoice Choice { get; init; }

    /// <summary>Days of their own for the threshold chosen; null when nobody asked.</summary>
    public CalibrationCheck? Check { get; init; }

    /// <summary>The threshold may be used: it reaches what was asked for, and nothing contradicts it.</summary>
    public bool IsSound => Choice.IsReached && Check is not { Holds: false };

    /// <summary>From the visits of each recording.</summary>
    /// <param name="recordings">At least one visit in all.</param>
    /// <param name="wrongMax">Largest share of the units charged that may be wrong.</param>
    public static CalibrationResult Of(IReadOnlyList<IReadOnlyList<JudgedVisit>> recordings, double wrongMax)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        JudgedVisit[] visits = [.. recordings.SelectMany(r => r)];
        IReadOnlyList<CurvePoint> curve = CurvePoint.Curve(recordings);
        return new CalibrationResult
        {
            Recordings = recordings.Count, Trips = visits.Length, HeldBack = visits.Count(v => v.HeldBack), Curve = curve,
            Reliability = ReliabilityBin.Of(visits), ReliabilityNotHeldBack = ReliabilityBin.Of([.. visits.Where(v => !v.HeldBack)]),
            Choice = ThresholdChoice.Of(curve, wrongMax),
        };
    }
}
