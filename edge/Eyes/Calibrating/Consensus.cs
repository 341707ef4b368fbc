using O4O.Edge.Store.Geometry;

namespace O4O.Edge.Eyes.Calibrating;

/// <summary>
/// The camera with which most points agree closely, whatever the others do: least trimmed squares (Rousseeuw 1984), sought as
/// FAST-LTS does (Rousseeuw, Van Driessen 2006): fits of random few points, each drawn towards the points that agree with it best, the most
/// promising to the end. A fit that all points have a say in can bend a lens to please a mis-clicked one; one that leaves the
/// worst points out cannot.
/// </summary>
internal sealed class Consensus(IReadOnlyList<MarkedPoint> points, Freedom free)
{
    private const int Trials = 60, Promising = 6, FirstDraws = 2, DrawsMax = 20, Seed = 20_261_123;

    /// <summary>Points that a random fit takes beside those that it needs: fewer would tremble, more would hold a wrong one.</summary>
    private const int Spare = 2;

    private readonly int _needs = (Parameters.Count(free) + 1) / 2;
    private readonly List<(double Cost, CameraModel Camera)> _found = [];

    /// <summary>Points that decide.</summary>
    private int Deciding => Math.Max((int)Math.Ceiling(Share * points.Count), _needs + Spare);

    /// <summary>Share of the points that decide; of the others each may be wrong.</summary>
    public const double Share = 0.65;

    /// <summary>Whether there are enough points that some can be left out.</summary>
    public bool IsPossible => points.Count >= Deciding + 2;

    /// <summary>The best of the cameras given and of what is found from them.</summary>
    public CameraModel Best(IReadOnlyList<CameraModel> starts)
    {
        var random = new Random(Seed);
        int[] order = [.. Enumerable.Range(0, points.Count)];
        foreach (CameraModel start in starts) Draw(start, FirstDraws);
        for (int trial = 0; trial < Trials; trial++)
        {
            random.Shuffle(order);
            MarkedPoint[] few = [.. order[..(_needs + Spare)].Select(i => points[i])];
            Draw(Refinement.Run(starts[trial % starts.Count], few, free, double.PositiveInfinity, 12), FirstDraws);
        }
        (double, CameraModel Camera)[] promising = [.. _found.OrderBy(f => f.Cost).Take(Promising)];
        _found.Clear();
        foreach ((_, CameraModel camera) in promising) Draw(camera, DrawsMax);
        return _found.MinBy(f => f.Cost).Camera;
    }

    /// <summary>Fits the points that agree best, again and again: what they cost never grows.</summary>
    private void Draw(CameraModel camera, int draws)
    {
        double cost = double.PositiveInfinity;
        for (int draw = 0; draw < draws; draw++)
        {
            double[] off = Refinement.Off(camera, points);
            int[] nearest = [.. Enumerable.Range(0, off.Length).OrderBy(i => off[i]).Take(Deciding)];
            camera = Refinement.Run(camera, [.. nearest.Select(i => points[i])], free, double.PositiveInfinity, 15);
            double now = Refinement.Off(camera, points).Order().Take(Deciding).Sum(o => o * o);
            if (now > cost * (1 - 1e-6)) break;
            cost = now;
        }
        if (double.IsFinite(cost)) _found.Add((cost, camera));
    }
}
