using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Host.Review;

/// <summary>
/// Where each visit's person was seen last, and by which camera best: for doubts that are about a person and no shelf. Nothing that is
/// decided follows from it, so it need not be the same after a restart. One thread tells, another asks.
/// </summary>
/// <param name="layout">Whose calibrated cameras; without any, nobody is found.</param>
public sealed class LastSights(StoreLayout layout)
{
    /// <summary>Visits remembered; for another the one that was seen least lately goes.</summary>
    public const int VisitsMax = 256;

    /// <summary>What should be in the picture: a person's chest, about, above the floor, mm.</summary>
    private const double ChestMm = 1_200;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (double XMm, double YMm, long AtUs)> _last = new(StringComparer.Ordinal);

    /// <summary>Somebody of a visit was seen.</summary>
    /// <param name="visit">Its id.</param>
    /// <param name="xMm">Where, in the store's frame.</param>
    /// <param name="yMm">Where, in the store's frame.</param>
    /// <param name="atUs">When, store time, µs.</param>
    public void See(string visit, double xMm, double yMm, long atUs)
    {
        if (layout.Cameras.Count == 0) return;
        lock (_lock)
        {
            if (_last.TryGetValue(visit, out (double, double, long AtUs) known) && known.AtUs > atUs) return; // another of its party, lately
            if (_last.Count == VisitsMax && !_last.ContainsKey(visit)) _last.Remove(_last.MinBy(v => v.Value.AtUs).Key);
            _last[visit] = (xMm, yMm, atUs);
        }
    }

    /// <summary>When and by which camera a visit's person was seen last; null where nobody knows.</summary>
    public Sight? Of(string visit)
    {
        (double XMm, double YMm, long AtUs) last;
        lock (_lock)
        {
            if (!_last.TryGetValue(visit, out last)) return null;
        }
        return BestCamera(last.XMm, last.YMm) is { } camera ? new Sight(camera, last.AtUs) : null;
    }

    /// <summary>The camera in whose picture somebody who stands there is largest; null where none shows the place.</summary>
    public string? BestCamera(double xMm, double yMm)
    {
        var chest = new Point3(xMm, yMm, ChestMm);
        Camera? best = null;
        double bestSize = 0;
        foreach (Camera camera in layout.Cameras)
        {
            if (!camera.Model.TryProject(chest, out Pixel pixel) || !camera.Model.Shows(pixel)) continue;
            double away = (camera.Model.Position - chest).LengthMm;
            double size = camera.Model.Intrinsics.Fx / camera.Model.Intrinsics.Width / away; // shares of the picture's width a millimetre
            if (size > bestSize) (best, bestSize) = (camera, size);
        }
        return best is null ? null : layout.Sources[best.SourceIndex].Device;
    }
}
