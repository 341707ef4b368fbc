using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Eyes.Calibrating;

/// <summary>
/// From marked points to a camera: rough starts, then a robust fit of pose and focal length, then of everything that the points may hold,
/// without those that lie elsewhere; what turns out not to be held is given up, and said.
/// </summary>
internal sealed class Calibrator
{
    /// <summary>From so many points on more than the focal length is sought.</summary>
    private const int PointsForK1 = 8, PointsForK2 = 14, PointsForCentre = 24;

    /// <summary>Least points with the intrinsics known, and without.</summary>
    public const int PointsMinKnown = 4, PointsMin = 6;

    /// <summary>Nobody clicks better than this, px.</summary>
    private const double ClickPx = 0.5;

    /// <summary>A point farther off than this many standard deviations, and than this many pixels, lies elsewhere.</summary>
    private const double OutlierSigmas = 4.5, OutlierPx = 2.5;

    /// <summary>Whatever the others do, a point farther off than this share of the picture's width lies elsewhere.</summary>
    private const double OutlierShare = 0.03;

    /// <summary>Fewer than this share of the points must not decide.</summary>
    private const double AgreeMin = 0.6;

    /// <summary>With fewer equations than this beside those that are needed, what a point costs says nothing.</summary>
    private const int SpareForTakingBack = 4;

    /// <summary>From so far off on a point pulls less, when everything is nearly right, px.</summary>
    private const double SoftPx = 3;

    /// <summary>More than this share of the picture's width is no trembling hand.</summary>
    private const double RmsPoor = 0.0025;

    private const int StartsMax = 8, RoundsMax = 8, ConsensusStarts = 3;

    private readonly CalibrationRequest _request;
    private readonly MarkedPoint[] _points;
    private readonly Spread _spread;
    private readonly List<string> _notes = [];

    private Calibrator(CalibrationRequest request, MarkedPoint[] points)
    {
        (_request, _points) = (request, points);
        int least = request.Known is null ? PointsMin : PointsMinKnown;
        if (points.Length < least)
        {
            throw new CalibrationException(request.Known is null
                ? $"{points.Length} points are not enough for pose and focal length: mark {least} or more ({PointsForK1} for a lens's distortion), or give the lens with --intrinsics"
                : $"{points.Length} points are not enough for a pose: mark {least} or more");
        }
        _spread = new Spread([.. points.Select(p => p.Place)]);
        if (_spread.IsLine) throw new CalibrationException("all points lie on one line: mark some beside it");
    }

    /// <summary>Calibrates.</summary>
    /// <exception cref="CalibrationException">The points do not hold a camera; the message says why and what to do.</exception>
    public static CalibrationResult Run(CalibrationRequest request, MarkedPoint[] points) => new Calibrator(request, points).Run();

    private CalibrationResult Run()
    {
        Freedom free = Freedoms();
        CameraModel camera = Fit(free);
        bool[] used = new bool[_points.Length];
        double sigma = 0;
        double[] sigmas;
        while (true)
        {
            (camera, sigma) = Settle(camera, free, used);
            (camera, sigma) = TakeBack(camera, free, used, sigma);
            sigmas = Sigmas(camera, free, used, sigma);
            Freedom loose = Loose(free, sigmas);
            if (loose == Freedom.Pose) break;
            free &= ~loose;
            camera = Fit(free);
        }
        MustHold(free, sigmas, camera);
        return Result(camera, free, used, sigmas);
    }

    private Freedom Freedoms()
    {
        if (_request.Known is not null) return Freedom.Pose;
        Freedom free = Freedom.Focal;
        if (_request.Lens != LensKind.None)
        {
            if (_points.Length >= PointsForK1) free |= Freedom.K1;
            else _notes.Add($"the lens's distortion is taken as none: that takes {PointsForK1} points");
            if (_points.Length >= PointsForK2) free |= Freedom.K2;
        }
        if (_points.Length >= PointsForCentre && !_spread.IsPlane) free |= Freedom.Centre;
        return free;
    }

    /// <summary>The best camera from any start: points that are far off pull little, and then, where there are enough, the worst have no say.</summary>
    private CameraModel Fit(Freedom free)
    {
        double soft = 0.02 * _request.Width;
        List<(double Cost, CameraModel Camera)> found = [];
        foreach (CameraModel start in new Starts(_request, _points, free).Best(StartsMax))
        {
            CameraModel camera = Refinement.Run(start, _points, free & Freedom.Focal, soft, 40);
            camera = Refinement.Run(camera, _points, free, soft / 2, 60);
            camera = Refinement.Run(camera, _points, free, Math.Max(2, 2 * Spreading(Refinement.Off(camera, _points), free)));
            camera = Refinement.Run(camera, _points, free, SoftPx);
            double cost = Refinement.Cost(camera, _points, SoftPx);
            if (double.IsFinite(cost)) found.Add((cost, camera));
        }
        if (found.Count == 0) throw new CalibrationException("no camera sees these points so: are pixels and millimetres of the same points?");
        CameraModel[] best = [.. found.OrderBy(f => f.Cost).Take(ConsensusStarts).Select(f => f.Camera)];
        var consensus = new Consensus(_points, free);
        return consensus.IsPossible ? consensus.Best(best) : best[0];
    }

    /// <summary>Fits without those that lie elsewhere, until it is always the same ones.</summary>
    private (CameraModel Camera, double SigmaPx) Settle(CameraModel camera, Freedom free, bool[] used)
    {
        double sigma = Spreading(Refinement.Off(camera, _points), free);
        for (int round = 0; round < RoundsMax; round++)
        {
            double[] off = Refinement.Off(camera, _points);
            double limit = Math.Max(OutlierPx, Math.Min(OutlierSigmas * sigma, OutlierShare * _request.Width));
            bool changed = false;
            for (int i = 0; i < off.Length; i++)
            {
                changed |= used[i] != off[i] <= limit;
                used[i] = off[i] <= limit;
            }
            int agree = used.Count(u => u);
            if (agree < Math.Max(_request.Known is null ? PointsMin : PointsMinKnown, AgreeMin * _points.Length))
            {
                throw new CalibrationException(
                    $"only {agree} of {_points.Length} points agree with any camera (within {limit:0.#} px): are x, y and z in millimetres of the store's frame, the pixels of this picture, and the lens the right kind (--lens)?");
            }
            if (!changed) break;
            MarkedPoint[] chosen = [.. _points.Where((_, i) => used[i])];
            camera = Refinement.Run(camera, chosen, free, double.PositiveInfinity);
            sigma = Spreading(Refinement.Off(camera, chosen), free);
        }
        return (camera, sigma);
    }

    /// <summary>
    /// Points that were left out by a fit that they had no say in, and that the others would agree with at little cost, are taken back,
    /// the cheapest first. What a point costs the fit is its deviation as if it had not been fitted, its leverage accounted for (Cook, Weisberg 1982).
    /// </summary>
    private (CameraModel Camera, double SigmaPx) TakeBack(CameraModel camera, Freedom free, bool[] used, double sigma)
    {
        while (true)
        {
            MarkedPoint[] chosen = [.. _points.Where((_, i) => used[i])];
            double before = Refinement.Cost(camera, chosen, double.PositiveInfinity);
            int spare = 2 * chosen.Length - Parameters.Count(free);
            if (spare < SpareForTakingBack) return (camera, sigma);
            double spread = Math.Max(sigma, Math.Sqrt(before / spare)), most = Math.Max(OutlierPx, OutlierSigmas * spread), least = most * most;
            (int Point, CameraModel Camera)? best = null;
            for (int i = 0; i < used.Length; i++)
            {
                if (used[i]) continue;
                MarkedPoint[] more = [.. chosen, _points[i]];
                CameraModel with = Refinement.Run(camera, more, free, double.PositiveInfinity, 30);
                double cost = Refinement.Cost(with, more, double.PositiveInfinity) - before;
                if (cost < least) (best, least) = ((i, with), cost);
            }
            if (best is null) return (camera, sigma);
            used[best.Value.Point] = true;
            camera = best.Value.Camera;
            sigma = Spreading(Refinement.Off(camera, [.. _points.Where((_, i) => used[i])]), free);
        }
    }

    /// <summary>One standard deviation of a click in u and in v: from the median (Rayleigh's is 1.177 σ), for the numbers that were fitted.</summary>
    private static double Spreading(double[] off, Freedom free)
    {
        double[] sorted = [.. off.Order()];
        double equations = 2.0 * off.Length, spare = Math.Max(1, equations - Parameters.Count(free));
        return Math.Max(ClickPx, sorted[sorted.Length / 2] / 1.1774 * Math.Sqrt(equations / spare));
    }

    /// <summary>One standard deviation of each number; infinite for all where some cannot be told apart.</summary>
    private double[] Sigmas(CameraModel camera, Freedom free, bool[] used, double sigmaPx)
    {
        int n = Parameters.Count(free);
        (double[] normal, _) = Refinement.Normal(camera, [.. _points.Where((_, i) => used[i])], free, double.PositiveInfinity);
        // Of diagonal one, so that what is measured in millimetres and what in radians weigh the same.
        double[] scale = [.. Enumerable.Range(0, n).Select(i => 1 / Math.Sqrt(Math.Max(normal[i * n + i], 1e-30)))];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) normal[i * n + j] *= scale[i] * scale[j];
        double[]? covariance = Dense.Inverse(normal, n);
        return [.. Enumerable.Range(0, n).Select(i => covariance is null ? double.PositiveInfinity : sigmaPx * scale[i] * Math.Sqrt(Math.Max(0, covariance[i * n + i])))];
    }

    /// <summary>What is sought although the points do not hold it, the least needed first.</summary>
    private Freedom Loose(Freedom free, double[] sigmas)
    {
        IReadOnlyList<string> names = Parameters.Names(free);
        foreach ((Freedom one, string name, double most) in (ReadOnlySpan<(Freedom, string, double)>)
            [(Freedom.Centre, "centre", 0.03 * _request.Width), (Freedom.K2, "k2", 0.15), (Freedom.K1, "k1", 0.08)])
        {
            if (!Parameters.Has(free, one)) continue;
            double sigma = Enumerable.Range(0, names.Count).Where(i => names[i] == name).Max(i => sigmas[i]);
            if (sigma <= most) continue;
            _notes.Add(one == Freedom.Centre ? "the picture's middle is taken as the centre: these points do not hold it" : $"{name} is taken as 0: these points do not hold it");
            return one;
        }
        return Freedom.Pose;
    }

    private void MustHold(Freedom free, double[] sigmas, CameraModel camera)
    {
        double place = Math.Max(sigmas[3], Math.Max(sigmas[4], sigmas[5])), direction = Math.Max(sigmas[0], Math.Max(sigmas[1], sigmas[2]));
        double farMm = _points.Max(p => (p.Place - camera.Position).LengthMm);
        if (Parameters.Has(free, Freedom.Focal) && !(sigmas[Parameters.PoseCount] < 0.05))
        {
            throw new CalibrationException(_spread.IsPlane
                ? "the focal length and the camera's distance cannot be told apart: all points lie on one plane, and the camera looks straight at it. Mark points at other heights (a shelf's edge, a table's corners), or give the lens with --intrinsics"
                : "the focal length is not held by these points: mark more of them, all over the picture and at several heights, or give the lens with --intrinsics");
        }
        if (!(place < 0.05 * farMm) || !(direction < 0.03))
            throw new CalibrationException("the pose is not held by these points: mark more of them, farther from each other, all over the picture");
    }

    private CalibrationResult Result(CameraModel camera, Freedom free, bool[] used, double[] sigmas)
    {
        double[] off = Refinement.Off(camera, _points);
        MarkedPoint[] chosen = [.. _points.Where((_, i) => used[i])];
        int[] order = [.. Enumerable.Range(0, off.Length).Where(i => used[i]).OrderByDescending(i => off[i])];
        double squares = 0, squaresMm = 0;
        int below = 0;
        foreach (int i in order)
        {
            squares += off[i] * off[i];
            if (!camera.TryAtHeight(_points[i].Pixel, _points[i].Place.Z, out Point3 found)) continue;
            double mm = Point3.FloorDistanceMm(found, _points[i].Place);
            squaresMm += mm * mm;
            below++;
        }
        double rms = Math.Sqrt(squares / chosen.Length);
        if (rms > RmsPoor * _request.Width)
            _notes.Add($"off by {rms:0.0} px is much: is the lens of the right kind (--lens), are there points enough for it, and are they measured to a centimetre?");
        int spare = 2 * chosen.Length - Parameters.Count(free);
        if (spare < 4) _notes.Add($"only {spare} numbers more than were sought: a mis-clicked point would not show; mark some more");
        return new CalibrationResult
        {
            Camera = camera, Free = free, Used = chosen, Sigmas = sigmas, Notes = _notes,
            Outliers = [.. _points.Select((p, i) => (p, off[i])).Where((_, i) => !used[i])],
            RmsPx = rms, RmsMm = below > 0 ? Math.Sqrt(squaresMm / below) : 0,
            Worst = (_points[order[0]].Number, off[order[0]]),
        };
    }
}
