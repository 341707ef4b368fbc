namespace O4O.Edge.Store.Provisional;

/// <summary>When a movement is shown before it is decided.</summary>
public sealed record ProvisionalOptions
{
    /// <summary>What is shown must be so likely; above 1 nothing is ever shown.</summary>
    public double ShownFrom { get; init; } = 0.7;

    /// <summary>Readings of so long after the lift say roughly how much is gone: a period of a plate's ringing, microseconds.</summary>
    public long MeasureUs { get; init; } = 100_000;

    internal IEnumerable<string> Problems()
    {
        if (ShownFrom is not (>= 0.5 and <= 1.1)) yield return "provisional.shownFrom must be between 0.5 and 1.1";
        if (MeasureUs is < 30_000 or > 500_000) yield return "provisional.measureUs must be between 30000 and 500000";
    }
}
