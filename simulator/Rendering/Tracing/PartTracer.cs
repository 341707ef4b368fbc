using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using O4O.Simulator.Rendering.Figures;

namespace O4O.Simulator.Rendering.Tracing;

/// <summary>
/// Meets the pieces of a figure with the rays of a view, eight at a time, only where a piece can be. Hot: no calls, no objects. Only sums,
/// products, quotients and square roots, which every processor rounds alike.
/// </summary>
internal static class PartTracer
{
    /// <summary>Everything within this slack of a piece's own rectangle is looked at, pixels.</summary>
    private const float SlackPx = 2;

    /// <summary>The pixels where a piece may be seen.</summary>
    public static PixelRect Cover(View view, in Part part)
    {
        if (!part.IsCone)
        {
            Span<Vec> corners = stackalloc Vec[8];
            Solid s = part.Solid;
            for (int c = 0; c < 8; c++)
                corners[c] = s.Place(new((c & 1) == 0 ? s.Low.X : s.High.X, (c & 2) == 0 ? s.Low.Y : s.High.Y, (c & 4) == 0 ? s.Low.Z : s.High.Z));
            return view.Cover(corners, SlackPx).Within(view.Width, view.Height);
        }
        return view.CoverBall(part.A, part.RadiusA, SlackPx).Join(view.CoverBall(part.B, part.RadiusB, SlackPx)).Within(view.Width, view.Height);
    }

    /// <summary>Where a piece is nearer than what has been met so far, takes down how far it is and that it is this one.</summary>
    /// <param name="view">From where.</param>
    /// <param name="part">The piece.</param>
    /// <param name="number">Its number.</param>
    /// <param name="rect">Within these pixels.</param>
    /// <param name="far">How far, by stride · row + column.</param>
    /// <param name="met">Which.</param>
    public static void Trace(View view, in Part part, int number, PixelRect rect, float[] far, int[] met)
    {
        if (rect.IsEmpty) return;
        int from = rect.Left / View.Lanes * View.Lanes;
        if (part.IsCone) TraceCone(view, part, number, rect, from, far, met);
        else TraceSolid(view, part.Solid, number, rect, from, far, met);
    }

    private static void TraceCone(View view, in Part part, int number, PixelRect rect, int from, float[] far, int[] met)
    {
        Vec a = part.A, b = part.B;
        float ra = part.RadiusA, rb = part.RadiusB;
        Vec axis = b - a;
        float m0 = axis.LengthSquared, slope = ra - rb, d2 = m0 - slope * slope;
        if (d2 < 1)
        {
            // One ball is within the other.
            if (rb > ra) (a, ra) = (b, rb);
            (axis, m0, slope, rb) = (new Vec(0, 0, 1), 1, 0, ra);
            d2 = 1;
        }
        // From a point near the piece on: far away the squares would lose their digits.
        Vec origin = view.Origin - a;
        float shift = ((a + axis * 0.5f) - view.Origin).Length;
        Vector256<float> ox = Vector256.Create(origin.X), oy = Vector256.Create(origin.Y), oz = Vector256.Create(origin.Z), t0 = Vector256.Create(shift);
        Vector256<float> bx = Vector256.Create(axis.X), by = Vector256.Create(axis.Y), bz = Vector256.Create(axis.Z), none = Vector256.Create(float.MaxValue);
        Vector256<int> me = Vector256.Create(number);
        for (int y = rect.Top; y < rect.Bottom; y++)
        {
            for (int x = from; x < rect.Right; x += View.Lanes)
            {
                int at = y * view.Stride + x;
                Vector256<float> dx = Load(view.X, at), dy = Load(view.Y, at), dz = Load(view.Z, at);
                Vector256<float> px = ox + t0 * dx, py = oy + t0 * dy, pz = oz + t0 * dz;
                Vector256<float> m1 = bx * px + by * py + bz * pz, m2 = bx * dx + by * dy + bz * dz, m3 = dx * px + dy * py + dz * pz, m5 = px * px + py * py + pz * pz;
                Vector256<float> k2 = Vector256.Create(d2) - m2 * m2, k1 = d2 * m3 - m1 * m2 + m2 * (slope * ra), k0 = d2 * m5 - m1 * m1 + m1 * (slope * ra * 2) - Vector256.Create(m0 * ra * ra);
                Vector256<float> h = k1 * k1 - k0 * k2, t = (-Vector256.Sqrt(Vector256.Max(h, Vector256<float>.Zero)) - k1) / k2, along = m1 - Vector256.Create(ra * slope) + t * m2;
                Vector256<float> body = Vector256.GreaterThan(h, Vector256<float>.Zero) & Vector256.GreaterThan(along, Vector256<float>.Zero) & Vector256.LessThan(along, Vector256.Create(d2));
                Vector256<float> ha = m3 * m3 - m5 + Vector256.Create(ra * ra), m6 = m3 - m2, m7 = m5 - 2 * m1 + Vector256.Create(m0), hb = m6 * m6 - m7 + Vector256.Create(rb * rb);
                Vector256<float> ta = Vector256.ConditionalSelect(Vector256.GreaterThan(ha, Vector256<float>.Zero), -m3 - Vector256.Sqrt(Vector256.Max(ha, Vector256<float>.Zero)), none);
                Vector256<float> tb = Vector256.ConditionalSelect(Vector256.GreaterThan(hb, Vector256<float>.Zero), -m6 - Vector256.Sqrt(Vector256.Max(hb, Vector256<float>.Zero)), none);
                Keep(far, met, at, Vector256.ConditionalSelect(body, t, Vector256.Min(ta, tb)) + t0, me);
            }
        }
    }

    private static void TraceSolid(View view, in Solid s, int number, PixelRect rect, int from, float[] far, int[] met)
    {
        Vec o = s.ToLocal(view.Origin), middle = (s.Low + s.High) * 0.5f;
        Vector256<float> shift = Vector256.Create((o - middle).Length), none = Vector256.Create(float.MaxValue), tiny = Vector256.Create(1e-12f);
        Vector256<float> ox = Vector256.Create(o.X), oy = Vector256.Create(o.Y), oz = Vector256.Create(o.Z);
        Vector256<int> me = Vector256.Create(number);
        bool round = s.IsRound;
        for (int y = rect.Top; y < rect.Bottom; y++)
        {
            for (int x = from; x < rect.Right; x += View.Lanes)
            {
                int at = y * view.Stride + x;
                Vector256<float> wx = Load(view.X, at), wy = Load(view.Y, at), wz = Load(view.Z, at);
                Vector256<float> dx = wx * s.Right.X + wy * s.Right.Y + wz * s.Right.Z, dy = wx * s.Ahead.X + wy * s.Ahead.Y + wz * s.Ahead.Z, dz = wx * s.Up.X + wy * s.Up.Y + wz * s.Up.Z;
                Vector256<float> px = ox + shift * dx, py = oy + shift * dy, pz = oz + shift * dz, enter = -shift, leave = none;
                Slab(px, dx, s.Low.X, s.High.X, ref enter, ref leave);
                Slab(py, dy, s.Low.Y, s.High.Y, ref enter, ref leave);
                Slab(pz, dz, s.Low.Z, s.High.Z, ref enter, ref leave);
                if (round)
                {
                    Vector256<float> qx = dx * s.Q.X, qy = dy * s.Q.Y, qz = dz * s.Q.Z;
                    Vector256<float> a = Vector256.Max(qx * dx + qy * dy + qz * dz, tiny), b = qx * px + qy * py + qz * pz;
                    Vector256<float> c = px * px * s.Q.X + py * py * s.Q.Y + pz * pz * s.Q.Z - Vector256<float>.One, root = b * b - a * c;
                    Vector256<float> half = Vector256.Sqrt(Vector256.Max(root, Vector256<float>.Zero));
                    enter = Vector256.Max(enter, Vector256.ConditionalSelect(Vector256.GreaterThan(root, Vector256<float>.Zero), (-b - half) / a, none));
                    leave = Vector256.Min(leave, (-b + half) / a);
                }
                Vector256<float> hit = Vector256.LessThan(enter, leave) & Vector256.GreaterThan(enter, -shift);
                Keep(far, met, at, Vector256.ConditionalSelect(hit, enter + shift, none), me);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Slab(Vector256<float> p, Vector256<float> d, float low, float high, ref Vector256<float> enter, ref Vector256<float> leave)
    {
        // A ray along the slab gets a direction next to nothing in place of nothing, which would make no number.
        Vector256<float> safe = Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Abs(d), Vector256.Create(1e-9f)), Vector256.Create(1e-9f), d);
        Vector256<float> a = (Vector256.Create(low) - p) / safe, b = (Vector256.Create(high) - p) / safe;
        enter = Vector256.Max(enter, Vector256.Min(a, b));
        leave = Vector256.Min(leave, Vector256.Max(a, b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(float[] from, int at) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(from), (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(float[] far, int[] met, int at, Vector256<float> t, Vector256<int> me)
    {
        Vector256<float> before = Load(far, at), nearer = Vector256.LessThan(t, before) & Vector256.GreaterThan(t, Vector256<float>.One);
        if (Vector256.EqualsAll(nearer.AsInt32(), Vector256<int>.Zero)) return;
        Vector256.StoreUnsafe(Vector256.ConditionalSelect(nearer, t, before), ref MemoryMarshal.GetArrayDataReference(far), (nuint)at);
        ref int marks = ref MemoryMarshal.GetArrayDataReference(met);
        Vector256.StoreUnsafe(Vector256.ConditionalSelect(nearer.AsInt32(), me, Vector256.LoadUnsafe(ref marks, (nuint)at)), ref marks, (nuint)at);
    }
}
