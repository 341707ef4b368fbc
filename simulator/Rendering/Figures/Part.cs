using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Figures;

/// <summary>A piece of somebody, or of what they carry: a rounded cone between two balls, or a solid.</summary>
internal readonly struct Part
{
    private Part(PartKind kind, bool isCone, Vec a, Vec b, float ra, float rb, Solid solid, Surface surface, float shade)
    {
        (Kind, IsCone, A, B, RadiusA, RadiusB, Solid, Surface, Shade) = (kind, isCone, a, b, ra, rb, solid, surface, shade);
        var (halfA, halfB) = (new Vec(ra, ra, ra), new Vec(rb, rb, rb));
        Min = isCone ? Vec.Min(a - halfA, b - halfB) : solid.Min;
        Max = isCone ? Vec.Max(a + halfA, b + halfB) : solid.Max;
    }

    public PartKind Kind { get; }

    public bool IsCone { get; }

    public Vec A { get; }

    public Vec B { get; }

    public float RadiusA { get; }

    public float RadiusB { get; }

    public Solid Solid { get; }

    public Surface Surface { get; }

    /// <summary>How much of the light from everywhere gets there, past the rest of the body.</summary>
    public float Shade { get; }

    public Vec Min { get; }

    public Vec Max { get; }

    public static Part Cone(PartKind kind, Vec a, float ra, Vec b, float rb, Surface surface, float shade = 1) =>
        new(kind, true, a, b, ra, rb, default, surface, shade);

    public static Part Of(PartKind kind, in Solid solid, float shade = 1) => new(kind, false, default, default, 0, 0, solid, solid.Surface, shade);

    /// <summary>Where on it a place is (of a cone: along its axis from A in z, across in x and y), and the direction out of it.</summary>
    public Vec Locate(Vec place, out int face, out Vec normal)
    {
        if (!IsCone)
        {
            Vec local = Solid.ToLocal(place);
            face = Solid.FaceAt(local, out normal);
            return local;
        }
        face = Solid.Round;
        Vec axis = B - A, from = place - A;
        float length2 = MathF.Max(axis.LengthSquared, 1e-6f), slope = RadiusA - RadiusB;
        // Where on the axis the ball lies that touches this place from inside: behind the foot of the perpendicular where it narrows.
        float foot = Vec.Dot(from, axis) / length2, length = MathF.Sqrt(length2);
        float across = (from - axis * foot).Length, t = Math.Clamp(foot - slope * across / (length * MathF.Sqrt(MathF.Max(length2 - slope * slope, 1e-6f))), 0, 1);
        normal = (from - axis * t).Unit();
        Vec along = axis * (1 / length), side = (MathF.Abs(along.Z) > 0.9f ? new Vec(1, 0, 0) : Vec.Up).Across(along, new(0, 1, 0));
        return new(Vec.Dot(from, side), Vec.Dot(from, Vec.Cross(along, side)), Vec.Dot(from, along));
    }
}
