using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Eyes.Calibrating;

/// <summary>How points lie: their middle, and the three directions in which they are spread least to most.</summary>
internal sealed class Spread
{
    public Spread(IReadOnlyList<Point3> points)
    {
        Point3 sum = default;
        foreach (Point3 p in points) sum += p;
        Middle = sum * (1.0 / points.Count);
        var c = new double[9];
        foreach (Point3 p in points)
        {
            Point3 d = p - Middle;
            ReadOnlySpan<double> v = [d.X, d.Y, d.Z];
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 3; j++) c[3 * i + j] += v[i] * v[j] / points.Count;
        }
        (double[] values, double[][] vectors) = Dense.Eigen(c, 3);
        SigmasMm = [.. values.Select(v => Math.Sqrt(Math.Max(0, v)))];
        Axes = [.. vectors.Select(v => new Point3(v[0], v[1], v[2]))];
    }

    public Point3 Middle { get; }

    /// <summary>Standard deviations along <see cref="Axes"/>, the least first.</summary>
    public IReadOnlyList<double> SigmasMm { get; }

    public IReadOnlyList<Point3> Axes { get; }

    /// <summary>All on one line, as good as.</summary>
    public bool IsLine => SigmasMm[1] < 0.01 * SigmasMm[2] || SigmasMm[2] < 1;

    /// <summary>All on one plane, as good as.</summary>
    public bool IsPlane => SigmasMm[0] < 0.005 * SigmasMm[2];
}
