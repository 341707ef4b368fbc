using O4O.Edge.Store.Quantities;

namespace O4O.Simulator.Rendering.Tracing;

/// <summary>
/// A place or direction in single precision, millimetres, or a colour in linear light. Own arithmetic, term by term, because the platform's
/// dot products add in an order that depends on the processor, and a picture is to be the same on every machine.
/// </summary>
internal readonly record struct Vec(float X, float Y, float Z)
{
    public static readonly Vec Up = new(0, 0, 1);

    public float LengthSquared => X * X + Y * Y + Z * Z;

    public float Length => MathF.Sqrt(X * X + Y * Y + Z * Z);

    public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);
    public static Vec operator -(Vec a, Vec b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);
    public static Vec operator -(Vec a) => new(-a.X, -a.Y, -a.Z);
    public static Vec operator *(Vec a, float k) => new(a.X * k, a.Y * k, a.Z * k);
    public static Vec operator *(Vec a, Vec b) => new(a.X * b.X, a.Y * b.Y, a.Z * b.Z);

    public static float Dot(Vec a, Vec b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    public static Vec Cross(Vec a, Vec b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    public static Vec Lerp(Vec a, Vec b, float k) => a + (b - a) * k;

    public static Vec Min(Vec a, Vec b) => new(MathF.Min(a.X, b.X), MathF.Min(a.Y, b.Y), MathF.Min(a.Z, b.Z));

    public static Vec Max(Vec a, Vec b) => new(MathF.Max(a.X, b.X), MathF.Max(a.Y, b.Y), MathF.Max(a.Z, b.Z));

    public static Vec Of(Point3 p) => new((float)p.X, (float)p.Y, (float)p.Z);

    public Point3 ToPoint() => new(X, Y, Z);

    /// <summary>The same direction with length 1; the fallback where there is none.</summary>
    public Vec Unit(Vec fallback)
    {
        float length = Length;
        return length > 1e-6f ? this * (1 / length) : fallback;
    }

    public Vec Unit() => Unit(Up);

    /// <summary>What of this direction lies across another one of length 1, with length 1 itself.</summary>
    public Vec Across(Vec axis, Vec fallback) => (this - axis * Dot(this, axis)).Unit(fallback);
}
