using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Geometry;

/// <summary>
/// Brown and Conrady's distortion as OpenCV defines it (its documentation of <c>calib3d</c>, "Detailed Description"): with x = X/Z, y = Y/Z,
/// r² = x² + y² and R = 1 + k1·r² + k2·r⁴ + k3·r⁶,
/// x″ = x·R + 2·p1·x·y + p2·(r² + 2x²), y″ = y·R + p1·(r² + 2y²) + 2·p2·x·y.
/// </summary>
internal sealed class BrownLens : Lens
{
    /// <summary>tan 87°: what a flat picture could show beyond that would be twenty times as wide as far.</summary>
    private const double RadiusCap = 19;

    private readonly double _k1, _k2, _k3, _p1, _p2, _radiusMax;

    public BrownLens(LensKind kind, double k1, double k2, double p1, double p2, double k3)
    {
        (Kind, _k1, _k2, _p1, _p2, _k3) = (kind, k1, k2, p1, p2, k3);
        Coefficients = kind == LensKind.None ? [] : [k1, k2, p1, p2, k3];
        _radiusMax = GrowsUpTo([k1, k2, k3], RadiusCap);
        AngleMax = Elementary.Atan2(_radiusMax, 1);
    }

    public override LensKind Kind { get; }

    public override IReadOnlyList<double> Coefficients { get; }

    public override double AngleMax { get; }

    public override bool TryBend(Point3 inCamera, out Bent bent)
    {
        bent = default;
        if (!(inCamera.Z > 0)) return false;
        double byZ = 1 / inCamera.Z, x = inCamera.X * byZ, y = inCamera.Y * byZ, r2 = x * x + y * y;
        if (!(r2 <= _radiusMax * _radiusMax)) return false;
        Plane at = BendPlane(x, y, r2);
        bent = new(
            at.X, at.Y,
            at.XByX * byZ, at.XByY * byZ, -(at.XByX * x + at.XByY * y) * byZ,
            at.XByY * byZ, at.YByY * byZ, -(at.XByY * x + at.YByY * y) * byZ);
        return true;
    }

    public override bool TryStraighten(double x, double y, out Point3 direction)
    {
        direction = default;
        double far = Math.Sqrt(x * x + y * y);
        if (!double.IsFinite(far)) return false;
        // Along the radius the polynomial grows, so that is sure to be found; what is tangential is little and comes after.
        ReadOnlySpan<double> k = [_k1, _k2, _k3];
        double most = Value(k, _radiusMax);
        if (!TrySolve(k, Math.Min(far, most), _radiusMax, out double radius)) return false;
        double share = far > 0 ? radius / far : 1, sx = x * share, sy = y * share;
        for (int step = 0; step < StepsMax; step++)
        {
            double r2 = sx * sx + sy * sy;
            Plane at = BendPlane(sx, sy, r2);
            double ox = at.X - x, oy = at.Y - y;
            if (Math.Abs(ox) <= StraightenErrorMax && Math.Abs(oy) <= StraightenErrorMax)
            {
                if (r2 > _radiusMax * _radiusMax) return false;
                double length = Math.Sqrt(1 + r2);
                direction = new(sx / length, sy / length, 1 / length);
                return true;
            }
            double determinant = at.XByX * at.YByY - at.XByY * at.XByY;
            if (!(determinant > 0)) return false;
            sx -= (at.YByY * ox - at.XByY * oy) / determinant;
            sy -= (at.XByX * oy - at.XByY * ox) / determinant;
        }
        return false;
    }

    /// <summary>The formula, and its derivatives; that of x″ by y is that of y″ by x.</summary>
    private Plane BendPlane(double x, double y, double r2)
    {
        double radial = 1 + r2 * (_k1 + r2 * (_k2 + r2 * _k3)), byR2 = _k1 + r2 * (2 * _k2 + 3 * r2 * _k3);
        return new(
            x * radial + 2 * _p1 * x * y + _p2 * (r2 + 2 * x * x),
            y * radial + _p1 * (r2 + 2 * y * y) + 2 * _p2 * x * y,
            radial + 2 * x * x * byR2 + 2 * _p1 * y + 6 * _p2 * x,
            2 * x * y * byR2 + 2 * _p1 * x + 2 * _p2 * y,
            radial + 2 * y * y * byR2 + 6 * _p1 * y + 2 * _p2 * x);
    }

    private readonly record struct Plane(double X, double Y, double XByX, double XByY, double YByY);
}
