using O4O.Edge.Store.Facts;

namespace O4O.Edge.Drivers.Inference;

/// <summary>One thing that a model saw.</summary>
/// <param name="X">Left edge, pixels of the picture; may lie outside of it when the thing does.</param>
/// <param name="Y">Top edge, pixels of the picture.</param>
/// <param name="Width">Pixels, positive.</param>
/// <param name="Height">Pixels, positive.</param>
/// <param name="Score">How sure the model is, 0 to 1.</param>
/// <param name="Class">Index into <see cref="Models.ModelManifest.Classes"/>.</param>
/// <param name="Points">Head and wrists, where the model's family gives them; none seen otherwise.</param>
public readonly record struct Detection(float X, float Y, float Width, float Height, float Score, int Class, BodyPoints Points = default)
{
    /// <summary>What the clothes look like, where <see cref="DetectorOptions.Clothes"/> asks and the chest can be seen.</summary>
    public ClothesColour Clothes { get; init; }
}
