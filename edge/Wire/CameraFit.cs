using O4O.Settings;

namespace O4O.Edge.Wire;

/// <summary>How well a calibration fits the points that it was made from.</summary>
public sealed record CameraFit : IValidatable
{
    /// <summary>Points that it was made from, outliers left out.</summary>
    public int Points { get; init; }

    /// <summary>Points that were left out.</summary>
    public int Outliers { get; init; }

    /// <summary>Root of the mean square distance between marked and reprojected points, px.</summary>
    public double RmsPx { get; init; }

    /// <summary>The same on the horizontal planes through the points, mm.</summary>
    public double RmsMm { get; init; }

    public IEnumerable<string> Problems()
    {
        if (Points is < 0 or > 100_000) yield return "points must be between 0 and 100000";
        if (Outliers is < 0 or > 100_000) yield return "outliers must be between 0 and 100000";
        if (RmsPx is not (>= 0 and <= 1e6)) yield return "rmsPx must be between 0 and 1000000";
        if (RmsMm is not (>= 0 and <= 1e9)) yield return "rmsMm must be between 0 and 1000000000";
    }
}
