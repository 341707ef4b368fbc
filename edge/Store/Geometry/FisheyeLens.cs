using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Geometry;

/// <summary>
/// Kannala and Brandt's distortion as OpenCV's fisheye model defines it (its documentation of <c>calib3d_fisheye</c>): a direction θ off the
/// axis comes out at the distance θd = θ·(1 + k1·θ² + k2·θ⁴ + k3·θ⁶ + k4·θ⁸). OpenCV takes θ from atan(r), which ends before 90°; here it
/// is the angle itself, so that lenses wider than 180° work.
/// </summary>
internal sealed class FisheyeLens : Lens
{
    /// <summary>115°: no lens sold sees farther behind itself.</summary>
    private const double AngleCap = 2.007;

    private readonly double _k1, _k2, _k3, _k4, _bentMax;

    public FisheyeLens(double k1, double k2, double k3, double k4)
    {
        (_k1, _k2, _k3, _k4) = (k1, k2, k3, k4);
        Coefficients = [k1, k2, k3, k4];
        AngleMax = GrowsUpTo([k1, k2, k3, k4], AngleCap);
        _bentMax = Value([k1, k2, k3, k4], AngleMax);
    }

    public override LensKind Kind => LensKind.Fisheye;

    public override IReadOnlyList<double> Coefficients { get; }

    public override double AngleMax { get; }

    public override bool TryBend(Point3 inCamera, out Bent bent)
    {
        bent = default;
        (double x, double y, double z) = inCamera;
        double across2 = x * x + y * y, across = Math.Sqrt(across2), far2 = across2 + z * z;
        if (!(far2 > 0)) return false;
        double theta = Elementary.Atan2(across, z);
        if (!(theta <= AngleMax)) return false;
        if (across <= 1e-9 * z)
        {
            // On the axis it is a pinhole, and the formula below would divide by nothing.
            bent = new(x / z, y / z, 1 / z, 0, -x / (z * z), 0, 1 / z, -y / (z * z));
            return true;
        }
        ReadOnlySpan<double> k = [_k1, _k2, _k3, _k4];
        double out_ = Value(k, theta), slope = Slope(k, theta), scale = out_ / across;
        // θ by the coordinate along the radius, and by z; scale (= θd/ρ) by the coordinate along the radius.
        double byRadius = slope * z / far2, byZ = -slope * across / far2, scaleByRadius = (byRadius - scale) / across;
        double cx = x / across, cy = y / across;
        bent = new(
            scale * x, scale * y,
            scale + x * scaleByRadius * cx, x * scaleByRadius * cy, cx * byZ,
            y * scaleByRadius * cx, scale + y * scaleByRadius * cy, cy * byZ);
        return true;
    }

    public override bool TryStraighten(double x, double y, out Point3 direction)
    {
        direction = default;
        double far = Math.Sqrt(x * x + y * y);
        if (!(far <= _bentMax) || !TrySolve([_k1, _k2, _k3, _k4], far, AngleMax, out double theta)) return false;
        double across = far > 0 ? Elementary.Sin(theta) / far : 1;
        direction = new(x * across, y * across, Elementary.Cos(theta));
        return true;
    }
}
