using O4O.Edge.Store.Geometry;

namespace O4O.Edge.Eyes.Calibrating;

/// <summary>A calibrated camera, and how good it is.</summary>
internal sealed record CalibrationResult
{
    public required CameraModel Camera { get; init; }

    /// <summary>What was sought beside the pose.</summary>
    public required Freedom Free { get; init; }

    public required IReadOnlyList<MarkedPoint> Used { get; init; }

    /// <summary>Points that were left out because they lie elsewhere.</summary>
    public required IReadOnlyList<(MarkedPoint Point, double OffPx)> Outliers { get; init; }

    public required double RmsPx { get; init; }

    /// <summary>The point that is worst of those used.</summary>
    public required (int Number, double OffPx) Worst { get; init; }

    /// <summary>On the horizontal planes through the points; 0 where none lies below the camera.</summary>
    public required double RmsMm { get; init; }

    /// <summary>One standard deviation of each of <see cref="Parameters.Names"/>.</summary>
    public required IReadOnlyList<double> Sigmas { get; init; }

    /// <summary>What was not sought, or given up, and why.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
