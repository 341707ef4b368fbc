namespace O4O.Simulator.Rendering.Tracing;

/// <summary>What something looks like where it is met.</summary>
internal abstract class Surface
{
    /// <summary>How much of a light is mirrored at a highlight, 0 for matt.</summary>
    public float Gloss { get; init; }

    /// <summary>Its colour in linear light, 0 … 1 each.</summary>
    /// <param name="local">Where, in the solid's own frame, millimetres.</param>
    /// <param name="face">Which side; see <see cref="Solid"/>.</param>
    /// <param name="size">How wide a pixel is there, millimetres: finer detail is to be left out.</param>
    public abstract Vec Colour(Vec local, int face, float size);
}
