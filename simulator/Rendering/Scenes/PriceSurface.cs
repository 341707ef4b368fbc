using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>A strip with price labels in it, and on the other faces none.</summary>
internal sealed class PriceSurface : Surface
{
    private readonly Vec _strip, _paper, _ink;
    private readonly float _every;

    public PriceSurface(Dice dice)
    {
        _strip = dice.Chance(0.6) ? Tone.Hsv(0.6, 0.05, dice.Between(0.5, 0.95)) : Tone.Any(dice);
        _paper = dice.Chance(0.7) ? Tone.Rgb(245, 245, 240) : Tone.Hsv(dice.Between(0.1, 0.16), 0.7, 0.95);
        _ink = Tone.Rgb(30, 30, 35);
        _every = (float)dice.Between(90.0, 160.0);
    }

    public override Vec Colour(Vec local, int face, float size)
    {
        if (face > 3 || size > 20) return _strip;
        float at = (face < 2 ? local.Y : local.X) / _every, part = at - MathF.Floor(at);
        if (part > 0.5f) return _strip;
        return part is > 0.1f and < 0.4f && MathF.Abs(local.Z) < 6 ? Vec.Lerp(_ink, _paper, MathF.Min(1, size / 8)) : _paper;
    }
}
