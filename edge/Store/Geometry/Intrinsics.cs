namespace O4O.Edge.Store.Geometry;

/// <summary>What is inside a camera but the lens's distortion, as OpenCV's camera matrix has it.</summary>
/// <param name="Fx">Focal length over the width of a pixel.</param>
/// <param name="Fy">Focal length over the height of a pixel.</param>
/// <param name="Cx">Where the optical axis meets the picture, u in pixels.</param>
/// <param name="Cy">The same, v in pixels.</param>
/// <param name="Width">Of the picture, in pixels.</param>
/// <param name="Height">Of the picture, in pixels.</param>
public readonly record struct Intrinsics(double Fx, double Fy, double Cx, double Cy, int Width, int Height)
{
    /// <summary>Pictures are no larger either way.</summary>
    public const int SideMax = 16_384;

    /// <summary>What is out of range, a sentence each, beginning with the member's name.</summary>
    public IEnumerable<string> Problems()
    {
        if (Width is < 16 or > SideMax) yield return $"width must be 16 to {SideMax} pixels";
        if (Height is < 16 or > SideMax) yield return $"height must be 16 to {SideMax} pixels";
        if (Fx is not (>= 1 and <= 1e6)) yield return "fx must be 1 to 1000000 pixels";
        if (Fy is not (>= 1 and <= 1e6)) yield return "fy must be 1 to 1000000 pixels";
        if (!(Cx >= -Width && Cx <= 2.0 * Width)) yield return "cx must be within a picture's width of the picture";
        if (!(Cy >= -Height && Cy <= 2.0 * Height)) yield return "cy must be within a picture's height of the picture";
    }
}
