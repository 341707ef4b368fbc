using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Eyes.Calibrating;

/// <summary>
/// Cameras to begin with: for some focal lengths, the poses that the points tell, all of them and random few (so that some few have no
/// mis-clicked point among them: Fischler, Bolles 1981), and, whatever they tell, places above and around them. The best by a loss that
/// counts a point that is far off as merely off.
/// </summary>
internal sealed class Starts(CalibrationRequest request, IReadOnlyList<MarkedPoint> points, Freedom free)
{
    private const int RandomSets = 40, Seed = 20_261_122;

    /// <summary>Beyond this share of the picture's width a point is off, and no farther.</summary>
    private const double OffShare = 0.08;

    private static readonly double[] FlatFocals = [0.35, 0.42, 0.5, 0.6, 0.72, 0.86, 1.05, 1.3, 1.7, 2.4];
    private static readonly double[] FisheyeFocals = [0.2, 0.25, 0.3, 0.36, 0.43, 0.52, 0.65, 0.85];

    private readonly List<(double Cost, CameraModel Camera)> _found = [];

    /// <summary>The best few, the very best first.</summary>
    public IReadOnlyList<CameraModel> Best(int count)
    {
        foreach ((Intrinsics inside, Lens lens) in Insides())
        {
            Point3[] directions = new Point3[points.Count];
            List<int> seen = [];
            for (int i = 0; i < points.Count; i++)
            {
                Pixel pixel = points[i].Pixel;
                if (lens.TryStraighten((pixel.U - inside.Cx) / inside.Fx, (pixel.V - inside.Cy) / inside.Fy, out directions[i])) seen.Add(i);
            }
            Tell(inside, lens, directions, seen);
            Around(inside, lens);
        }
        return [.. _found.OrderBy(f => f.Cost).Take(count).Select(f => f.Camera)];
    }

    private IEnumerable<(Intrinsics, Lens)> Insides()
    {
        if (request.Known is { } known)
        {
            yield return known;
            yield break;
        }
        Lens[] lenses = request.Lens switch
        {
            // What is not sought stays 0.
            LensKind.Brown when Parameters.Has(free, Freedom.K2) => [Lens.Brown(0, 0, 0, 0, 0), Lens.Brown(-0.15, 0.02, 0, 0, 0)],
            LensKind.Brown when Parameters.Has(free, Freedom.K1) => [Lens.Brown(0, 0, 0, 0, 0), Lens.Brown(-0.1, 0, 0, 0, 0)],
            LensKind.Brown => [Lens.Brown(0, 0, 0, 0, 0)],
            LensKind.Fisheye => [Lens.Fisheye(0, 0, 0, 0)],
            _ => [Lens.None],
        };
        foreach (Lens lens in lenses)
            foreach (double share in request.Lens == LensKind.Fisheye ? FisheyeFocals : FlatFocals)
                yield return (new(share * request.Width, share * request.Width, (request.Width - 1) / 2.0, (request.Height - 1) / 2.0, request.Width, request.Height), lens);
    }

    private void Tell(Intrinsics inside, Lens lens, Point3[] directions, List<int> seen)
    {
        int few = Math.Min(seen.Count, new Spread([.. points.Select(p => p.Place)]).IsPlane ? 5 : 7);
        var random = new Random(Seed);
        for (int set = 0; set <= RandomSets && few >= FirstGuess.PlaneMin; set++)
        {
            int[] chosen = [.. seen];
            if (set > 0)
            {
                random.Shuffle(chosen);
                chosen = chosen[..few];
            }
            if (FirstGuess.Of([.. chosen.Select(i => directions[i])], [.. chosen.Select(i => points[i].Place)]) is { } pose)
                Judge(inside, lens, pose.Position, pose.Rotation);
        }
    }

    /// <summary>Above the points and around them, looking at their middle, in four turns of the picture.</summary>
    private void Around(Intrinsics inside, Lens lens)
    {
        var spread = new Spread([.. points.Select(p => p.Place)]);
        double step = Math.Max(500, spread.SigmasMm[2]), top = points.Max(p => p.Place.Z);
        foreach (double above in (ReadOnlySpan<double>)[400, 1_500])
        {
            for (int i = -2; i <= 2; i++)
            {
                for (int j = -2; j <= 2; j++)
                {
                    Point3 place = new(spread.Middle.X + i * step, spread.Middle.Y + j * step, top + above);
                    Rotation r = Rotation.Looking(place, spread.Middle);
                    Judge(inside, lens, place, r);
                    Judge(inside, lens, place, new(r.Down, r.Right * -1, r.Forward));
                    Judge(inside, lens, place, new(r.Right * -1, r.Down * -1, r.Forward));
                    Judge(inside, lens, place, new(r.Down * -1, r.Right, r.Forward));
                }
            }
        }
    }

    private void Judge(Intrinsics inside, Lens lens, Point3 position, Rotation rotation)
    {
        if (!double.IsFinite(position.LengthMm) || position.LengthMm > 1e9) return;
        var camera = new CameraModel(inside, lens, position, rotation);
        double cost = 0, limit = OffShare * request.Width;
        foreach (double off in Refinement.Off(camera, points)) cost += Math.Min(off * off, limit * limit);
        _found.Add((cost, camera));
    }
}
