using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>Something that gives light: where, how wide (which makes its shadows soft) and how much of it arrives 2 m away.</summary>
internal readonly record struct Lamp(Vec Place, float RadiusMm, Vec Light)
{
    private const float ReferenceMm = 2_000;

    /// <summary>What arrives at a place that faces it.</summary>
    public Vec At(Vec place, out Vec direction)
    {
        Vec way = Place - place;
        float far2 = MathF.Max(way.LengthSquared, 250_000);
        direction = way.Unit();
        return Light * (ReferenceMm * ReferenceMm / far2);
    }
}
