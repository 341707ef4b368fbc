using System.Runtime.InteropServices;

namespace O4O.Simulator.Rendering.Tracing;

/// <summary>
/// A convex solid in a frame of its own: what is both within a box and within a quadric x²·qx + y²·qy + z²·qz ≤ 1. Without the quadric it
/// is a box, with two of its terms a cylinder, with all an ellipsoid, and cut off by the box a cap, a dome, a cushion. One test for all.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Solid
{
    /// <summary>Faces: the box's at −x, +x, −y, +y, −z, +z, and what the quadric bounds.</summary>
    public const int Round = 6;

    private Solid(Vec centre, Vec right, Vec ahead, Vec up, Vec low, Vec high, Vec q, Surface surface)
    {
        (Centre, Right, Ahead, Up, Low, High, Q, Surface) = (centre, right, ahead, up, low, high, q, surface);
        var reach = new Vec(Extent(right.X, ahead.X, up.X), Extent(right.Y, ahead.Y, up.Y), Extent(right.Z, ahead.Z, up.Z));
        Vec middle = Place((low + high) * 0.5f);
        (Min, Max) = (middle - reach, middle + reach);

        float Extent(float r, float a, float u) =>
            0.5f * (MathF.Abs(r) * (high.X - low.X) + MathF.Abs(a) * (high.Y - low.Y) + MathF.Abs(u) * (high.Z - low.Z));
    }

    public Vec Centre { get; }

    /// <summary>The frame's axes in the store, of length 1: x.</summary>
    public Vec Right { get; }

    /// <summary>y.</summary>
    public Vec Ahead { get; }

    /// <summary>z.</summary>
    public Vec Up { get; }

    public Vec Low { get; }

    public Vec High { get; }

    public Vec Q { get; }

    public Surface Surface { get; }

    /// <summary>The upright box around it, in the store.</summary>
    public Vec Min { get; }

    public Vec Max { get; }

    public bool IsRound => Q.X + Q.Y + Q.Z > 0;

    /// <summary>A box by its half sides.</summary>
    public static Solid Box(Vec centre, Vec right, Vec ahead, Vec up, Vec half, Surface surface) => new(centre, right, ahead, up, -half, half, default, surface);

    /// <summary>A box along the store's axes.</summary>
    public static Solid Box(Vec min, Vec max, Surface surface)
    {
        Vec half = (max - min) * 0.5f;
        return new(min + half, new(1, 0, 0), new(0, 1, 0), Vec.Up, -half, half, default, surface);
    }

    /// <summary>An upright (along its up) elliptic cylinder.</summary>
    public static Solid Cylinder(Vec centre, Vec right, Vec ahead, Vec up, Vec half, Surface surface) =>
        new(centre, right, ahead, up, -half, half, new(1 / (half.X * half.X), 1 / (half.Y * half.Y), 0), surface);

    public static Solid Ellipsoid(Vec centre, Vec right, Vec ahead, Vec up, Vec half, Surface surface) =>
        new(centre, right, ahead, up, -half, half, Inverse(half), surface);

    /// <summary>What of an ellipsoid lies between two corners of its frame.</summary>
    public static Solid Cut(Vec centre, Vec right, Vec ahead, Vec up, Vec half, Vec low, Vec high, Surface surface) =>
        new(centre, right, ahead, up, Vec.Max(low, -half), Vec.Min(high, half), Inverse(half), surface);

    public Vec Place(Vec local) => Centre + Right * local.X + Ahead * local.Y + Up * local.Z;

    public Vec ToLocal(Vec place)
    {
        Vec d = place - Centre;
        return new(Vec.Dot(Right, d), Vec.Dot(Ahead, d), Vec.Dot(Up, d));
    }

    public Vec Direction(Vec local) => Right * local.X + Ahead * local.Y + Up * local.Z;

    /// <summary>Whether a ray from outside meets it nearer than <paramref name="far"/>; then that is where.</summary>
    public bool Meets(Vec origin, Vec direction, ref float far)
    {
        Vec o = ToLocal(origin), d = new(Vec.Dot(Right, direction), Vec.Dot(Ahead, direction), Vec.Dot(Up, direction));
        float enter = 0, leave = far;
        if (!Slab(o.X, d.X, Low.X, High.X, ref enter, ref leave) || !Slab(o.Y, d.Y, Low.Y, High.Y, ref enter, ref leave)
            || !Slab(o.Z, d.Z, Low.Z, High.Z, ref enter, ref leave)) return false;
        if (IsRound)
        {
            // From the middle of what is within the box: far away the squares would lose their digits.
            float shift = 0.5f * (enter + leave);
            Vec near = o + d * shift, qd = d * Q;
            float a = Vec.Dot(qd, d), b = Vec.Dot(qd, near), c = Vec.Dot(near * Q, near) - 1, root = b * b - a * c;
            if (!(root > 0)) return false;
            root = MathF.Sqrt(root);
            a = MathF.Max(a, 1e-12f);
            enter = MathF.Max(enter, shift + (-b - root) / a);
            leave = MathF.Min(leave, shift + (-b + root) / a);
        }
        if (!(enter > 1e-3f && enter < leave)) return false;
        far = enter;
        return true;
    }

    /// <summary>Which face a place on its skin is on, and the direction out of it in the store.</summary>
    public int FaceAt(Vec local, out Vec normal)
    {
        int face = 0;
        float best = float.MaxValue;
        Check(local.X - Low.X, 0);
        Check(High.X - local.X, 1);
        Check(local.Y - Low.Y, 2);
        Check(High.Y - local.Y, 3);
        Check(local.Z - Low.Z, 4);
        Check(High.Z - local.Z, 5);
        if (IsRound)
        {
            Vec gradient = local * Q;
            // To first order the distance from the quadric.
            float off = MathF.Abs(Vec.Dot(gradient, local) - 1) / (2 * gradient.Length + 1e-9f);
            if (off < best + 0.02f)
            {
                normal = Direction(gradient).Unit();
                return Round;
            }
        }
        normal = face switch { 0 => -Right, 1 => Right, 2 => -Ahead, 3 => Ahead, 4 => -Up, _ => Up };
        return face;

        void Check(float distance, int candidate)
        {
            distance = MathF.Abs(distance);
            if (distance < best) (best, face) = (distance, candidate);
        }
    }

    private static Vec Inverse(Vec half) => new(1 / (half.X * half.X), 1 / (half.Y * half.Y), 1 / (half.Z * half.Z));

    private static bool Slab(float at, float way, float low, float high, ref float enter, ref float leave)
    {
        if (MathF.Abs(way) < 1e-9f) return at > low && at < high;
        float k = 1 / way, a = (low - at) * k, b = (high - at) * k;
        enter = MathF.Max(enter, MathF.Min(a, b));
        leave = MathF.Min(leave, MathF.Max(a, b));
        return enter < leave;
    }
}
