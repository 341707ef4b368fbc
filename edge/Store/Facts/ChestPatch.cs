namespace O4O.Edge.Store.Facts;

/// <summary>
/// Where the chest is in a picture: a disc on the way from the head to the box's middle. It is the one place of the body that ceiling
/// cameras see from nearly everywhere, and its clothes hang still.
/// </summary>
/// <param name="X">Middle, px.</param>
/// <param name="Y">Middle, px.</param>
/// <param name="RadiusPx">Of the disc, px.</param>
public readonly record struct ChestPatch(float X, float Y, float RadiusPx)
{
    /// <summary>So far from the head to the box's middle.</summary>
    private const float Way = 0.7f;

    /// <summary>The disc's radius, and the least way from the head to the middle, in parts of the box's longer side.</summary>
    private const float Radius = 0.1f, WayMin = 0.12f;

    /// <summary>Smaller is a pixel or two of blur, px.</summary>
    private const float RadiusMinPx = 1.2f;

    /// <summary>False where the head is not seen, or is right over the rest of the body: then hair is all there is to see.</summary>
    /// <param name="left">Of the box, px.</param>
    /// <param name="top">Of the box, px.</param>
    /// <param name="width">Of the box, px.</param>
    /// <param name="height">Of the box, px.</param>
    /// <param name="headX">Of the head, px.</param>
    /// <param name="headY">Of the head, px.</param>
    /// <param name="patch">Where the chest is.</param>
    public static bool TryFind(float left, float top, float width, float height, float headX, float headY, out ChestPatch patch)
    {
        float side = MathF.Max(width, height), aside = left + width / 2 - headX, down = top + height / 2 - headY;
        patch = new ChestPatch(headX + Way * aside, headY + Way * down, Radius * side);
        return aside * aside + down * down >= WayMin * side * (WayMin * side) && patch.RadiusPx >= RadiusMinPx;
    }
}
