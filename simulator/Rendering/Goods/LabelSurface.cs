using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Goods;

/// <summary>A label around a pack of these half sides; its front looks towards −y.</summary>
internal sealed class LabelSurface(Picture wrap, Picture? top, Vec half, Vec plain) : Surface
{
    private readonly float _dots = wrap.Height / (2 * half.Z);

    public override Vec Colour(Vec local, int face, float size)
    {
        float v = 0.5f - local.Z / (2 * half.Z);
        switch (face)
        {
            case 4: return plain;
            case 5: return top is null ? plain : top.At(0.5f + local.X / (2 * half.X), 0.5f - local.Y / (2 * half.Y), size * top.Height / (2 * half.Y));
            case Solid.Round: return wrap.At(0.25f + Turns(local.X / half.X, -local.Y / half.Y), v, size * _dots);
            case 0: return wrap.At(0.02f - 0.04f * local.Y / half.Y, v, size * _dots);
            case 1: return wrap.At(0.48f + 0.04f * local.Y / half.Y, v, size * _dots);
            case 2: return wrap.At(0.25f + 0.22f * local.X / half.X, v, size * _dots);
            default: return wrap.At(0.75f - 0.22f * local.X / half.X, v, size * _dots);
        }
    }

    /// <summary>The angle from the front, in turns, on a square in place of a circle: nobody sees the difference on a label.</summary>
    private static float Turns(float x, float front)
    {
        float r = x / (MathF.Abs(x) + MathF.Abs(front) + 1e-9f);
        return front >= 0 ? 0.25f * r : x >= 0 ? 0.5f - 0.25f * r : -0.5f - 0.25f * r;
    }
}
