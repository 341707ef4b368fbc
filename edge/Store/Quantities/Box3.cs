namespace O4O.Edge.Store.Quantities;

/// <summary>An upright box in millimetres, both corners included.</summary>
public readonly record struct Box3(Point3 Min, Point3 Max)
{
    public Point3 Centre => new((Min.X + Max.X) / 2, (Min.Y + Max.Y) / 2, (Min.Z + Max.Z) / 2);

    /// <summary>Distance from the box to a point, 0 inside, in millimetres.</summary>
    public double DistanceMm(Point3 p)
    {
        double dx = Outside(p.X, Min.X, Max.X), dy = Outside(p.Y, Min.Y, Max.Y), dz = Outside(p.Z, Min.Z, Max.Z);
        return Math.Sqrt(dx * dx + dy * dy + dz * dz);
    }

    /// <summary>Distance on the floor, height ignored, in millimetres.</summary>
    public double FloorDistanceMm(Point3 p)
    {
        double dx = Outside(p.X, Min.X, Max.X), dy = Outside(p.Y, Min.Y, Max.Y);
        return Math.Sqrt(dx * dx + dy * dy);
    }

    public static Box3 Union(Box3 a, Box3 b) => new(
        new(Math.Min(a.Min.X, b.Min.X), Math.Min(a.Min.Y, b.Min.Y), Math.Min(a.Min.Z, b.Min.Z)),
        new(Math.Max(a.Max.X, b.Max.X), Math.Max(a.Max.Y, b.Max.Y), Math.Max(a.Max.Z, b.Max.Z)));

    private static double Outside(double v, double min, double max) => v < min ? min - v : v > max ? v - max : 0;
}
