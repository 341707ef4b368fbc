using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>A floor: tiles, planks, sheet or concrete.</summary>
internal sealed class FloorSurface : Surface
{
    private enum Kind
    {
        Tiles,
        Checkered,
        Planks,
        Sheet,
        Concrete,
    }

    private readonly Kind _kind;
    private readonly Vec _one, _other, _joint;
    private readonly float _side, _varies;

    public FloorSurface(Dice dice, bool plain)
    {
        _kind = plain ? Kind.Tiles : (Kind)dice.Below(5);
        _one = _kind == Kind.Planks ? Tone.Hsv(dice.Between(0.05, 0.11), dice.Between(0.25, 0.65), dice.Between(0.3, 0.8))
            : Tone.Hsv(dice.Chance(0.75) ? dice.Between(0.05, 0.15) : dice.Unit(), dice.Between(0.0, plain ? 0.05 : 0.3), plain ? 0.72 : dice.Between(0.25, 0.92));
        _other = _kind == Kind.Checkered ? Tone.Hsv(dice.Unit(), dice.Between(0.0, 0.5), dice.Between(0.15, 0.9)) : _one * 0.93f;
        _joint = _one * (float)dice.Between(0.45, 1.1);
        _side = (float)(_kind == Kind.Planks ? dice.Between(90.0, 200.0) : dice.Between(200.0, 650.0));
        _varies = (float)dice.Between(0.02, 0.12);
        Gloss = plain ? 0.1f : (float)dice.Between(0.0, 0.3);
    }

    public override Vec Colour(Vec local, int face, float size)
    {
        float x = local.X / _side, y = local.Y / (_kind == Kind.Planks ? _side * 7 : _side);
        float dirt = 1 + _varies * (2 * Tone.Cloud(local.X / 340, local.Y / 340, 11) - 1) + 0.5f * _varies * (2 * Tone.Cloud(local.X / 47, local.Y / 47, 12) - 1);
        if (_kind is Kind.Sheet or Kind.Concrete)
        {
            float fine = size < 12 ? Tone.Grain((int)MathF.Floor(local.X / 9), (int)MathF.Floor(local.Y / 9), 5) - 0.5f : 0;
            return _one * (dirt + (_kind == Kind.Concrete ? 1.5f : 0.6f) * _varies * fine);
        }
        int i = (int)MathF.Floor(x);
        if (_kind == Kind.Planks) y += Tone.Grain(i, 3, 9);
        int j = (int)MathF.Floor(y);
        float gap = MathF.Max(3, size) / _side, u = x - i, v = y - j, along = _kind == Kind.Planks ? gap / 7 : gap;
        bool joint = u < gap || v < along;
        Vec tile = _kind == Kind.Checkered && ((i + j) & 1) != 0 ? _other : Vec.Lerp(_one, _other, Tone.Grain(i, j, 2));
        if (_kind == Kind.Planks) tile *= 1 + 0.25f * (Tone.Cloud(local.X / 8, local.Y / 260, i) - 0.5f) * (size < 12 ? 1 : 0.2f);
        float wear = joint ? MathF.Min(1, 3 / MathF.Max(3, size)) : 0;
        return Vec.Lerp(tile, _joint, wear) * dirt;
    }
}
