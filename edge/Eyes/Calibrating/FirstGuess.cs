using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Eyes.Calibrating;

/// <summary>
/// Where a camera hangs, roughly, from directions in its own frame to places in the store: b × P·x = 0 for all points, solved for the null
/// vector (Hartley, Zisserman: Multiple View Geometry, 4.1 and 7.1). Of points on one plane P is a homography, else a camera matrix (DLT).
/// </summary>
internal static class FirstGuess
{
    /// <summary>Of points on one plane.</summary>
    public const int PlaneMin = 4;

    /// <summary>Of any others.</summary>
    public const int SolidMin = 6;

    /// <summary>The pose; null where the points do not tell one.</summary>
    public static (Point3 Position, Rotation Rotation)? Of(ReadOnlySpan<Point3> directions, IReadOnlyList<Point3> places)
    {
        var spread = new Spread(places);
        if (spread.IsLine) return null;
        if (spread.IsPlane) return places.Count < PlaneMin ? null : OfPlane(directions, places, spread);
        return places.Count < SolidMin ? null : OfSolid(directions, places, spread);
    }

    private static (Point3, Rotation)? OfPlane(ReadOnlySpan<Point3> directions, IReadOnlyList<Point3> places, Spread spread)
    {
        Point3 e1 = spread.Axes[2], e2 = spread.Axes[1], e3 = Cross(e1, e2);
        double scale = 1 / spread.SigmasMm[2];
        var rows = new double[places.Count][];
        for (int i = 0; i < rows.Length; i++)
        {
            Point3 d = places[i] - spread.Middle;
            rows[i] = [Dot(d, e1) * scale, Dot(d, e2) * scale, 1];
        }
        double[][] h = Solve(directions, rows);
        Point3 h1 = new(h[0][0], h[1][0], h[2][0]), h2 = new(h[0][1], h[1][1], h[2][1]), t = new(h[0][2], h[1][2], h[2][2]);
        double size = Math.Sqrt(h1.LengthMm * h2.LengthMm);
        if (!(size > 1e-12)) return null;
        (h1, h2, t) = (h1 * (1 / size), h2 * (1 / size), t * (1 / (size * scale)));
        Point3 r1 = Unit(h1 + Cross(h2, Cross(h1, h2)) * (1 / Math.Max(1e-12, h2.LengthMm * h1.LengthMm))), r3 = Unit(Cross(r1, h2));
        Point3 r2 = Cross(r3, r1);
        // Columns of the rotation from the plane's frame to the camera's; rows of that from the store's are their sums over its axes.
        var rotation = new Rotation(
            e1 * r1.X + e2 * r2.X + e3 * r3.X, e1 * r1.Y + e2 * r2.Y + e3 * r3.Y, e1 * r1.Z + e2 * r2.Z + e3 * r3.Z);
        return (spread.Middle - rotation.ToStore(t), rotation);
    }

    private static (Point3, Rotation)? OfSolid(ReadOnlySpan<Point3> directions, IReadOnlyList<Point3> places, Spread spread)
    {
        double scale = 1 / spread.SigmasMm[2];
        var rows = new double[places.Count][];
        for (int i = 0; i < rows.Length; i++)
        {
            Point3 d = (places[i] - spread.Middle) * scale;
            rows[i] = [d.X, d.Y, d.Z, 1];
        }
        double[][] p = Solve(directions, rows);
        Point3 m1 = new(p[0][0], p[0][1], p[0][2]), m2 = new(p[1][0], p[1][1], p[1][2]), m3 = new(p[2][0], p[2][1], p[2][2]);
        double determinant = Dot(m1, Cross(m2, m3));
        if (!(determinant > 1e-15)) return null;
        double size = Math.Cbrt(determinant);
        Point3 r3 = Unit(m3), r1 = Unit(m1 - r3 * Dot(m1, r3)), r2 = Cross(r3, r1);
        var rotation = new Rotation(r1, r2, r3);
        Point3 t = new Point3(p[0][3], p[1][3], p[2][3]) * (1 / (size * scale));
        return (spread.Middle - rotation.ToStore(t), rotation);
    }

    /// <summary>The 3 × k matrix that takes the rows nearest to the directions, its sign so that most come out ahead and not behind.</summary>
    private static double[][] Solve(ReadOnlySpan<Point3> directions, double[][] rows)
    {
        int k = rows[0].Length, n = 3 * k;
        var normal = new double[n * n];
        var equation = new double[n];
        for (int i = 0; i < rows.Length; i++)
        {
            (double x, double y, double z) = directions[i];
            ReadOnlySpan<(double, double, double)> crosses = [(0, -z, y), (z, 0, -x), (-y, x, 0)];
            foreach ((double a, double b, double c) in crosses)
            {
                for (int j = 0; j < k; j++) (equation[j], equation[k + j], equation[2 * k + j]) = (a * rows[i][j], b * rows[i][j], c * rows[i][j]);
                for (int r = 0; r < n; r++)
                    for (int s = 0; s < n; s++) normal[r * n + s] += equation[r] * equation[s];
            }
        }
        double[] least = Dense.Eigen(normal, n).Vectors[0];
        int ahead = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double dot = 0;
            for (int j = 0; j < k; j++)
                dot += rows[i][j] * (directions[i].X * least[j] + directions[i].Y * least[k + j] + directions[i].Z * least[2 * k + j]);
            ahead += dot > 0 ? 1 : -1;
        }
        double sign = ahead < 0 ? -1 : 1;
        return [.. Enumerable.Range(0, 3).Select(r => Enumerable.Range(0, k).Select(j => sign * least[r * k + j]).ToArray())];
    }

    private static double Dot(Point3 a, Point3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    private static Point3 Cross(Point3 a, Point3 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    private static Point3 Unit(Point3 a) => a * (1 / Math.Max(1e-12, a.LengthMm));
}
