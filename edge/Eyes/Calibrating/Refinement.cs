using O4O.Edge.Store.Geometry;

namespace O4O.Edge.Eyes.Calibrating;

/// <summary>
/// Moves a camera until marked points lie where they were marked: Levenberg and Marquardt's steps (Marquardt 1963) on Cauchy's loss,
/// c²·ln(1 + r²/c²), which lets points that are far off pull little; without a c, on plain squares.
/// </summary>
internal static class Refinement
{
    /// <summary>A point that the camera cannot see is so far off, px.</summary>
    private const double UnseenPx = 5_000;

    /// <summary>The best camera near the start.</summary>
    /// <param name="start">Where to begin.</param>
    /// <param name="points">What to fit.</param>
    /// <param name="free">What may move.</param>
    /// <param name="softPx">From how many pixels on a point pulls less; infinite for plain squares.</param>
    /// <param name="steps">At most so many steps.</param>
    public static CameraModel Run(CameraModel start, IReadOnlyList<MarkedPoint> points, Freedom free, double softPx, int steps = 100)
    {
        int n = Parameters.Count(free);
        CameraModel best = start;
        double cost = Cost(best, points, softPx), damping = 1e-3;
        for (int step = 0; step < steps && damping < 1e12; step++)
        {
            (double[] normal, double[] slope) = Normal(best, points, free, softPx);
            bool better = false;
            while (!better && damping < 1e12)
            {
                double[] damped = [.. normal], move = [.. slope];
                for (int i = 0; i < n; i++) damped[i * n + i] += damping * Math.Max(normal[i * n + i], 1e-12);
                CameraModel? moved = Dense.TrySolve(damped, move) ? Parameters.Move(best, free, move) : null;
                double after = moved is null ? double.PositiveInfinity : Cost(moved, points, softPx);
                if (after < cost)
                {
                    bool settled = cost - after < 1e-10 * (cost + 1e-12);
                    (best, cost, better) = (moved!, after, true);
                    damping = Math.Max(1e-12, damping / 5);
                    if (settled) return best;
                }
                else damping *= 4;
            }
        }
        return best;
    }

    /// <summary>How far each point is off, px.</summary>
    public static double[] Off(CameraModel camera, IReadOnlyList<MarkedPoint> points)
    {
        var off = new double[points.Count];
        for (int i = 0; i < off.Length; i++)
        {
            (double u, double v) = Residual(camera, points[i]);
            off[i] = Math.Sqrt(u * u + v * v);
        }
        return off;
    }

    public static double Cost(CameraModel camera, IReadOnlyList<MarkedPoint> points, double softPx)
    {
        double sum = 0;
        foreach (MarkedPoint point in points)
        {
            (double u, double v) = Residual(camera, point);
            double square = u * u + v * v;
            sum += double.IsPositiveInfinity(softPx) ? square : softPx * softPx * Math.Log(1 + square / (softPx * softPx));
        }
        return sum;
    }

    /// <summary>JᵀWJ and −JᵀWr, J by differences.</summary>
    public static (double[] Normal, double[] Slope) Normal(CameraModel camera, IReadOnlyList<MarkedPoint> points, Freedom free, double softPx)
    {
        IReadOnlyList<string> names = Parameters.Names(free);
        int n = names.Count;
        var by = new (CameraModel? More, CameraModel? Less, double Probe)[n];
        for (int i = 0; i < n; i++)
        {
            var step = new double[n];
            double probe = Parameters.Probe(names[i]);
            step[i] = probe;
            CameraModel? more = Parameters.Move(camera, free, step);
            step[i] = -probe;
            by[i] = (more, Parameters.Move(camera, free, step), probe);
        }
        var normal = new double[n * n];
        var slope = new double[n];
        Span<double> ju = stackalloc double[n], jv = stackalloc double[n];
        foreach (MarkedPoint point in points)
        {
            if (!camera.TryProject(point.Place, out _)) continue;
            (double u, double v) = Residual(camera, point);
            double weight = double.IsPositiveInfinity(softPx) ? 1 : 1 / (1 + (u * u + v * v) / (softPx * softPx));
            for (int i = 0; i < n; i++)
            {
                (ju[i], jv[i]) = (0, 0);
                if (by[i].More is not { } more || by[i].Less is not { } less) continue;
                if (!more.TryProject(point.Place, out Pixel a) || !less.TryProject(point.Place, out Pixel b)) continue;
                (ju[i], jv[i]) = ((a.U - b.U) / (2 * by[i].Probe), (a.V - b.V) / (2 * by[i].Probe));
            }
            for (int i = 0; i < n; i++)
            {
                slope[i] -= weight * (ju[i] * u + jv[i] * v);
                for (int j = 0; j < n; j++) normal[i * n + j] += weight * (ju[i] * ju[j] + jv[i] * jv[j]);
            }
        }
        return (normal, slope);
    }

    private static (double U, double V) Residual(CameraModel camera, in MarkedPoint point) =>
        camera.TryProject(point.Place, out Pixel pixel) ? (pixel.U - point.Pixel.U, pixel.V - point.Pixel.V) : (UnseenPx, 0);
}
