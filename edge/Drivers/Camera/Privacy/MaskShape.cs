using O4O.Settings;

namespace O4O.Edge.Drivers.Camera.Privacy;

/// <summary>
/// A part of a camera's picture that nobody may see: a polygon, or a rectangle by two of its corners. Places are shares of the
/// picture's width and height, 0 to 1 from the left and the top, so that a mask outlives a change of resolution.
/// </summary>
public sealed record MaskShape : IValidatable
{
    /// <summary>Most shapes of one camera.</summary>
    public const int ShapesMax = 64;

    private const int PointsMax = 64;

    /// <summary>Corners <c>[x, y]</c>; two stand for the rectangle between them.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Points { get; init; }

    public IEnumerable<string> Problems()
    {
        if (Points.Count is < 2 or > PointsMax) yield return $"points must be 2 to {PointsMax}, but are {Points.Count}";
        if (!Points.All(p => p.Count == 2 && p.All(v => v is >= 0 and <= 1))) yield return "points must each be [x, y] with numbers between 0 and 1";
    }
}
