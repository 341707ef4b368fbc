using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Geometry;

/// <summary>
/// A lens: where on the plane behind it a direction comes out, and back. Directions are in the camera's frame, as in OpenCV: x to the
/// right of the picture, y down, z forward. Immutable.
/// </summary>
public abstract class Lens
{
    /// <summary>No distortion at all.</summary>
    public static Lens None { get; } = new BrownLens(LensKind.None, 0, 0, 0, 0, 0);

    /// <summary>Brown and Conrady's, in OpenCV's order: k1 k2 p1 p2 k3.</summary>
    public static Lens Brown(double k1, double k2, double p1, double p2, double k3) => new BrownLens(LensKind.Brown, k1, k2, p1, p2, k3);

    /// <summary>Kannala and Brandt's, in OpenCV's order: k1 k2 k3 k4.</summary>
    public static Lens Fisheye(double k1, double k2, double k3, double k4) => new FisheyeLens(k1, k2, k3, k4);

    public abstract LensKind Kind { get; }

    /// <summary>The coefficients in OpenCV's order: none, five of Brown's, or four of a fisheye's.</summary>
    public abstract IReadOnlyList<double> Coefficients { get; }

    /// <summary>
    /// The angle from the optical axis, in radians, up to which the polynomial still goes outwards: beyond it two directions would come
    /// out at one place, so nothing beyond it is projected or undone.
    /// </summary>
    public abstract double AngleMax { get; }

    /// <summary>Where a place in the camera's frame (mm) comes out; false behind the camera and beyond <see cref="AngleMax"/>.</summary>
    public abstract bool TryBend(Point3 inCamera, out Bent bent);

    /// <summary>
    /// The direction (of length 1) that comes out at this place; false where none does. What it returns comes out within
    /// <see cref="StraightenErrorMax"/> of there.
    /// </summary>
    public abstract bool TryStraighten(double x, double y, out Point3 direction);

    /// <summary>What undoing the distortion may be off, on the plane of <see cref="Bent"/>: 1e-6 pixels at a focal length of 1,000.</summary>
    public const double StraightenErrorMax = 1e-9;

    /// <summary>Newton's steps at most, after which a place counts as one that no direction comes out at.</summary>
    private protected const int StepsMax = 30;

    /// <summary>
    /// Where an odd polynomial t·(1 + c1·t² + c2·t⁴ + c3·t⁶ + c4·t⁸) stops growing, <paramref name="limit"/> if not before: looked for at
    /// 2,000 places, then halved down.
    /// </summary>
    private protected static double GrowsUpTo(ReadOnlySpan<double> c, double limit)
    {
        const int places = 2_000;
        for (int i = 1; i <= places; i++)
        {
            double high = limit * i / places;
            if (Slope(c, high) > 0) continue;
            double low = limit * (i - 1) / places;
            for (int halved = 0; halved < 60; halved++)
            {
                double middle = (low + high) / 2;
                if (Slope(c, middle) > 0) low = middle;
                else high = middle;
            }
            return low;
        }
        return limit;
    }

    /// <summary>
    /// The t in 0 … <paramref name="limit"/>, where the polynomial grows, that comes to <paramref name="value"/>: Newton's steps, halved
    /// back where they leave what is known to hold it. False where there is none.
    /// </summary>
    private protected static bool TrySolve(ReadOnlySpan<double> c, double value, double limit, out double t)
    {
        t = 0;
        if (!(value >= 0) || Value(c, limit) < value) return false;
        double low = 0, high = limit;
        t = Math.Min(value, limit / 2);
        for (int step = 0; step < 2 * StepsMax; step++)
        {
            double off = Value(c, t) - value;
            if (Math.Abs(off) <= 1e-14 * (1 + value)) return true;
            if (off > 0) high = t;
            else low = t;
            double next = t - off / Slope(c, t);
            t = next > low && next < high ? next : (low + high) / 2;
        }
        return Math.Abs(Value(c, t) - value) <= StraightenErrorMax / 2;
    }

    private protected static double Value(ReadOnlySpan<double> c, double t)
    {
        double t2 = t * t, sum = 0;
        for (int i = c.Length - 1; i >= 0; i--) sum = (sum + c[i]) * t2;
        return t * (1 + sum);
    }

    private protected static double Slope(ReadOnlySpan<double> c, double t)
    {
        double t2 = t * t, sum = 0;
        for (int i = c.Length - 1; i >= 0; i--) sum = (sum + (2 * i + 3) * c[i]) * t2;
        return 1 + sum;
    }
}
