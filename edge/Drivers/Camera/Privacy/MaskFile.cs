namespace O4O.Edge.Drivers.Camera.Privacy;

/// <summary>A file of masks for one camera: <c>{"masks": [{"points": [[0, 0], [0.25, 0.4]]}]}</c>.</summary>
public sealed record MaskFile
{
    public required IReadOnlyList<MaskShape> Masks { get; init; }
}
