using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Geometry;

/// <summary>
/// How a camera is turned: from the store's frame (x and y on the floor, z up) into the camera's (x to the right of its picture, y down, z
/// forward). The rows are the camera's axes in the store's frame.
/// </summary>
public readonly record struct Rotation(Point3 Right, Point3 Down, Point3 Forward)
{
    /// <summary>A direction of the store, seen by the camera.</summary>
    public Point3 ToCamera(Point3 d) => new(Dot(Right, d), Dot(Down, d), Dot(Forward, d));

    /// <summary>A direction that the camera sees, in the store.</summary>
    public Point3 ToStore(Point3 d) => new(
        Right.X * d.X + Down.X * d.Y + Forward.X * d.Z,
        Right.Y * d.X + Down.Y * d.Y + Forward.Y * d.Z,
        Right.Z * d.X + Down.Z * d.Y + Forward.Z * d.Z);

    /// <summary>From a rotation vector (axis times angle in radians), as OpenCV's <c>Rodrigues</c> and <c>solvePnP</c> have it.</summary>
    public static Rotation FromVector(double x, double y, double z)
    {
        double angle = Math.Sqrt(x * x + y * y + z * z);
        // (1 − cos a)/a² out of half the angle, which keeps its digits where a is little.
        double half = Elementary.Sin(angle / 2), s, c = Elementary.Cos(angle), t;
        if (angle < 1e-8) (s, t) = (1, 0.5);
        else (s, t) = (Elementary.Sin(angle) / angle, 2 * half * half / (angle * angle));
        return new(
            new(c + t * x * x, t * x * y - s * z, t * x * z + s * y),
            new(t * x * y + s * z, c + t * y * y, t * y * z - s * x),
            new(t * x * z - s * y, t * y * z + s * x, c + t * z * z));
    }

    /// <summary>The rotation vector: axis times angle, at most half a turn.</summary>
    public (double X, double Y, double Z) ToVector()
    {
        // Through the quaternion's largest part (Shepperd 1978), which holds its digits near half a turn.
        double trace = Right.X + Down.Y + Forward.Z, w, x, y, z;
        if (trace >= Right.X && trace >= Down.Y && trace >= Forward.Z)
            (w, x, y, z) = (1 + trace, Forward.Y - Down.Z, Right.Z - Forward.X, Down.X - Right.Y);
        else if (Right.X >= Down.Y && Right.X >= Forward.Z)
            (w, x, y, z) = (Forward.Y - Down.Z, 1 + 2 * Right.X - trace, Right.Y + Down.X, Right.Z + Forward.X);
        else if (Down.Y >= Forward.Z)
            (w, x, y, z) = (Right.Z - Forward.X, Right.Y + Down.X, 1 + 2 * Down.Y - trace, Down.Z + Forward.Y);
        else
            (w, x, y, z) = (Down.X - Right.Y, Right.Z + Forward.X, Down.Z + Forward.Y, 1 + 2 * Forward.Z - trace);
        double axis = Math.Sqrt(x * x + y * y + z * z);
        if (axis == 0) return (0, 0, 0);
        double k = 2 * (w < 0 ? Elementary.Atan2(-axis, -w) : Elementary.Atan2(axis, w)) / axis;
        return (x * k, y * k, z * k);
    }

    /// <summary>
    /// Of a camera at <paramref name="from"/> that looks at <paramref name="to"/>, its picture upright; of one that looks straight down, the
    /// picture's top towards +y.
    /// </summary>
    /// <exception cref="ArgumentException">Both are the same place.</exception>
    public static Rotation Looking(Point3 from, Point3 to)
    {
        Point3 forward = to - from;
        double length = forward.LengthMm;
        if (!(length > 0)) throw new ArgumentException("A camera cannot look at the place where it is.", nameof(to));
        forward *= 1 / length;
        double flat = Math.Sqrt(forward.X * forward.X + forward.Y * forward.Y);
        Point3 right = flat > 1e-9 ? new(forward.Y / flat, -forward.X / flat, 0) : new(forward.Z < 0 ? 1 : -1, 0, 0);
        return new(right, Cross(forward, right), forward);
    }

    internal static double Dot(Point3 a, Point3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    internal static Point3 Cross(Point3 a, Point3 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);
}
