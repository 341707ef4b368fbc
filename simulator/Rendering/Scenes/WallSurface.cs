using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>Walls with a band, doors' and posters' rectangles; and a ceiling of panels.</summary>
internal sealed class WallSurface : Surface
{
    private readonly Vec _wall, _band, _poster, _panel;
    private readonly float _bandMm, _every;
    private readonly bool _posters;

    public WallSurface(Dice dice, bool plain)
    {
        _wall = Tone.Hsv(dice.Unit(), plain ? 0.03 : dice.Between(0.0, 0.35), plain ? 0.88 : dice.Between(0.4, 0.97));
        _band = plain ? _wall * 0.8f : Tone.Any(dice);
        _poster = Tone.Any(dice);
        _panel = Tone.Hsv(0.6, 0.03, plain ? 0.9 : dice.Between(0.3, 0.95));
        (_bandMm, _every, _posters) = ((float)dice.Between(80.0, 400.0), (float)dice.Between(900.0, 2_600.0), !plain && dice.Chance(0.6));
    }

    public override Vec Colour(Vec local, int face, float size)
    {
        if (face == 5)
        {
            float x = local.X / 600, y = local.Y / 600, u = x - MathF.Floor(x), v = y - MathF.Floor(y), gap = MathF.Max(12, size) / 600;
            return u < gap || v < gap ? _panel * 0.6f : _panel;
        }
        float along = face < 2 ? local.Y : local.X, at = along / _every, part = at - MathF.Floor(at);
        if (_posters && part < 0.4f && local.Z is > 1_100 and < 2_000 && Tone.Grain((int)MathF.Floor(at), face, 4) > 0.4f)
            return Tone.Cloud(along / 90, local.Z / 90, face) > 0.55f ? _poster : _poster * 0.4f + _wall * 0.3f;
        Vec paint = local.Z < _bandMm ? _band : _wall;
        return paint * (0.95f + 0.1f * Tone.Cloud(along / 300, local.Z / 300, face));
    }
}
