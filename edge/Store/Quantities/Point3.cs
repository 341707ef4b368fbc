namespace O4O.Edge.Store.Quantities;

/// <summary>A place in the store in millimetres: x and y on the floor, z up from it.</summary>
public readonly record struct Point3(double X, double Y, double Z)
{
    public static Point3 operator +(Point3 a, Point3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);
    public static Point3 operator -(Point3 a, Point3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);
    public static Point3 operator *(Point3 a, double k) => new(a.X * k, a.Y * k, a.Z * k);

    public double LengthMm => Math.Sqrt(X * X + Y * Y + Z * Z);

    /// <summary>Distance on the floor, height ignored, in millimetres.</summary>
    public static double FloorDistanceMm(Point3 a, Point3 b)
    {
        double dx = a.X - b.X, dy = a.Y - b.Y;
        return Math.Sqrt(dx * dx + dy * dy);
    }
}
