namespace O4O.Simulator.Rendering.Tracing;

/// <summary>One colour all over, a little darker and lighter by places where it is not new any more.</summary>
/// <param name="colour">The colour.</param>
/// <param name="wear">How much it varies, a share.</param>
/// <param name="grainMm">Over what distance.</param>
internal sealed class PlainSurface(Vec colour, float wear = 0, float grainMm = 120) : Surface
{
    public override Vec Colour(Vec local, int face, float size)
    {
        if (wear <= 0) return colour;
        float k = 1 / grainMm, cloud = Tone.Cloud((local.X + local.Z * 0.7f) * k, (local.Y - local.Z * 0.4f) * k, face);
        return colour * (1 + wear * (2 * cloud - 1));
    }
}
