using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Figures;

/// <summary>Cloth: plain, striped, checked, dotted or mottled, with folds.</summary>
internal sealed class ClothSurface : Surface
{
    private enum Weave
    {
        Plain,
        Rings,
        Lengths,
        Checks,
        Dots,
        Mottled,
        Halves,
    }

    private readonly Weave _weave;
    private readonly Vec _one, _other;
    private readonly float _every, _folds;
    private readonly int _seed;

    public ClothSurface(Dice dice, Vec colour, bool canBePatterned = true)
    {
        _one = colour;
        _other = dice.Chance(0.4) ? Tone.Hsv(0, 0, dice.Between(0.02, 0.98)) : Tone.Any(dice);
        bool patterned = dice.Chance(0.45);
        int weave = 1 + dice.Below(6);
        _weave = patterned && canBePatterned ? (Weave)weave : Weave.Plain;
        _every = (float)dice.Between(14.0, 90.0);
        _folds = (float)dice.Between(0.05, 0.3);
        _seed = dice.Below(1_000_000);
    }

    public override Vec Colour(Vec local, int face, float size)
    {
        float fold = 1 + _folds * (Tone.Cloud((local.X + local.Y) / 55, local.Z / 75, _seed) - 0.5f) * 1.6f;
        return Pattern(local, size) * fold;
    }

    private Vec Pattern(Vec local, float size)
    {
        // Where a pixel is wider than the pattern only its mean is seen.
        if (_weave == Weave.Plain) return _one;
        if (size > _every * 0.7f) return Vec.Lerp(_one, _other, _weave == Weave.Dots ? 0.2f : 0.5f);
        float x = Side(local) / _every, z = local.Z / _every;
        float u = x - MathF.Floor(x), v = z - MathF.Floor(z);
        return _weave switch
        {
            Weave.Rings => v < 0.5f ? _one : _other,
            Weave.Lengths => u < 0.5f ? _one : _other,
            Weave.Checks => Vec.Lerp(_one, _other, (u < 0.35f ? 0.5f : 0) + (v < 0.35f ? 0.5f : 0)),
            Weave.Dots => (u - 0.5f) * (u - 0.5f) + (v - 0.5f) * (v - 0.5f) < 0.06f ? _other : _one,
            Weave.Mottled => Tone.Cloud(x, z, _seed + 1) > 0.5f ? _other : _one,
            _ => local.Z > 0 ? _one : _other,
        };
    }

    /// <summary>Round the body, roughly in millimetres.</summary>
    private static float Side(Vec local)
    {
        float around = MathF.Abs(local.X) + MathF.Abs(local.Y) + 1e-6f, turns = local.X / around;
        return (local.Y >= 0 ? turns : 2 - turns) * around * 0.9f;
    }
}
