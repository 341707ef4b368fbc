using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>
/// A Kalman filter of one joint: how far it is from under the head, and how high; mm. Between pictures it falls back to where that joint
/// usually is, within the arm's reach, so that one camera's ray gives a place with an honest spread along the ray, and rays of several
/// cameras, each at its own moment, meet in one point.
/// </summary>
internal struct JointFilter
{
    /// <summary>So long does a joint stay near where it was, seconds: a reach takes half a second, a grasp as long.</summary>
    private const double RestSeconds = 0.8;

    /// <summary>Nothing of a hand is farther off than so many standard deviations: the rest are other people's hands.</summary>
    private const double SigmasMax = 4;

    private double _x, _y, _z, _xx, _xy, _xz, _yy, _yz, _zz;

    /// <summary>Capture time of the last picture in which it was seen.</summary>
    public StoreTime LastSeen { get; private set; }

    /// <summary>As of now it may be anywhere that this joint can be.</summary>
    public void Forget(JointKind kind, double headMm)
    {
        JointPlace usual = JointPlace.Of(kind);
        this = new JointFilter
        {
            _z = usual.HeightShare * headMm,
            _xx = usual.AsideMm * usual.AsideMm,
            _yy = usual.AsideMm * usual.AsideMm,
            _zz = usual.UpMm * usual.UpMm,
            LastSeen = StoreTime.Min,
        };
    }

    /// <summary>On by so many seconds (Ornstein and Uhlenbeck's process: it drifts back to the usual place and spread).</summary>
    public void Predict(JointKind kind, double headMm, double seconds)
    {
        JointPlace usual = JointPlace.Of(kind);
        double keep = 1 / (1 + seconds / RestSeconds), keep2 = keep * keep;
        double aside = usual.AsideMm * usual.AsideMm * (1 - keep2), up = usual.UpMm * usual.UpMm * (1 - keep2), usualZ = usual.HeightShare * headMm;
        (_x, _y, _z) = (_x * keep, _y * keep, usualZ + (_z - usualZ) * keep);
        (_xx, _yy, _zz) = (_xx * keep2 + aside, _yy * keep2 + aside, _zz * keep2 + up);
        (_xy, _xz, _yz) = (_xy * keep2, _xz * keep2, _yz * keep2);
    }

    /// <summary>Where it is, of somebody who stands there.</summary>
    public readonly Point3 Place(Point3 head) => new(head.X + _x, head.Y + _y, _z);

    /// <summary>Standard deviation in the worst direction at most: that of the whole, mm.</summary>
    public readonly double SpreadMm => Math.Sqrt(_xx + _yy + _zz);

    /// <summary>How little a pixel where it was seen is expected: the squared distance in standard deviations and what widens them, both in nats above certainty.</summary>
    public readonly double Surprise(CameraModel camera, Point3 head, Pixel seen, double noise, in FloorFilter body, double seconds)
    {
        if (!camera.TryProject(Place(head), out Pixel expected, out PixelSlope s)) return SigmasMax * SigmasMax;
        (double uu, double vv) = (Noise(s.UByX, s.UByY, noise, body, seconds) + Variance(s.UByX, s.UByY, s.UByZ), Noise(s.VByX, s.VByY, noise, body, seconds) + Variance(s.VByX, s.VByY, s.VByZ));
        double du = seen.U - expected.U, dv = seen.V - expected.V;
        return (du * du / uu + dv * dv / vv + Elementary.Log(uu * vv)) / 2;
    }

    /// <summary>Takes in a pixel where it was seen, with the variance of its noise in px², at the capture time of the picture.</summary>
    public void See(CameraModel camera, Point3 head, Pixel seen, double noise, in FloorFilter body, double seconds, StoreTime time)
    {
        if (!camera.TryProject(Place(head), out Pixel expected, out PixelSlope s)) return;
        double du = seen.U - expected.U, dv = seen.V - expected.V;
        double noiseU = Noise(s.UByX, s.UByY, noise, body, seconds), noiseV = Noise(s.VByX, s.VByY, noise, body, seconds);
        double uu = noiseU + Variance(s.UByX, s.UByY, s.UByZ), vv = noiseV + Variance(s.VByX, s.VByY, s.VByZ);
        if (du * du > SigmasMax * SigmasMax * uu || dv * dv > SigmasMax * SigmasMax * vv) return;
        Correct(s.UByX, s.UByY, s.UByZ, du, noiseU);
        if (camera.TryProject(Place(head), out expected)) dv = seen.V - expected.V;
        Correct(s.VByX, s.VByY, s.VByZ, dv, noiseV);
        if (time > LastSeen) LastSeen = time;
    }

    /// <summary>Where its owner stands is not certain either; both coordinates err by that together, which is left out: it is little.</summary>
    private static double Noise(double byX, double byY, double noise, in FloorFilter body, double seconds) => noise + body.Variance(new BodySlope(byX, byY, 0), seconds);

    private readonly double Variance(double a, double b, double c) =>
        a * a * _xx + b * b * _yy + c * c * _zz + 2 * (a * b * _xy + a * c * _xz + b * c * _yz);

    private void Correct(double a, double b, double c, double surprise, double noise)
    {
        double x = a * _xx + b * _xy + c * _xz, y = a * _xy + b * _yy + c * _yz, z = a * _xz + b * _yz + c * _zz;
        double total = noise + a * x + b * y + c * z;
        (_x, _y, _z) = (_x + x / total * surprise, _y + y / total * surprise, _z + z / total * surprise);
        (_xx, _xy, _xz) = (_xx - x * x / total, _xy - x * y / total, _xz - x * z / total);
        (_yy, _yz, _zz) = (_yy - y * y / total, _yz - y * z / total, _zz - z * z / total);
    }
}
