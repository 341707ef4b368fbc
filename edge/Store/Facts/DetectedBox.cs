namespace O4O.Edge.Store.Facts;

/// <summary>
/// One thing that a detector found in a picture. Pixels of the picture as the camera gives it (not as the network was fed):
/// x grows to the right, y downwards, (0, 0) is the upper left corner of the upper left pixel. A box may reach beyond the picture.
/// </summary>
/// <param name="Left">Left edge, px.</param>
/// <param name="Top">Upper edge, px.</param>
/// <param name="Width">Width, px, above 0.</param>
/// <param name="Height">Height, px, above 0.</param>
/// <param name="Score">How sure the detector is, 0 to 1.</param>
/// <param name="Class">What it is: <see cref="Person"/>, or another class of the detector's model.</param>
/// <param name="Keypoints">The joints that the detector found; all unseen where it finds none.</param>
public readonly record struct DetectedBox(
    float Left, float Top, float Width, float Height, float Score, byte Class, KeypointSet Keypoints)
{
    /// <summary>The class of a whole person. The floor follows nothing else.</summary>
    public const byte Person = 0;

    /// <summary>What the detector saw of the clothes; not seen where it does not look, or could not.</summary>
    public ClothesColour Clothes { get; init; }

    public float Right => Left + Width;
    public float Bottom => Top + Height;
    public float CentreX => Left + Width / 2;
}
