using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.People;

namespace O4O.Simulator.Cameras;

/// <summary>
/// What of the gondolas stands in a camera's way: a plinth, a board under each shelf, a back and two sides. Hands in a shelf are seen from
/// the front, through the gap between two boards, and from nowhere else. Goods hide nothing.
/// </summary>
internal sealed class Furniture
{
    private const double BoardMm = 30, PanelMm = 15;

    private readonly Box3[] _hulls;
    private readonly Box3[][] _parts;

    public Furniture(StoreLayout layout, FloorPlan plan)
    {
        _hulls = new Box3[layout.GondolaCount];
        _parts = new Box3[layout.GondolaCount][];
        for (int g = 0; g < layout.GondolaCount; g++)
        {
            List<Shelf> shelves = [.. layout.Shelves.Where(s => s.GondolaIndex == g)];
            Box3 goods = shelves[0].Space;
            foreach (Shelf shelf in shelves) goods = Box3.Union(goods, shelf.Space);
            Box3 hull = goods with { Min = goods.Min with { Z = 0 } };
            Spot front = plan.Front(shelves[0].Index);
            List<Box3> parts = [hull with { Max = hull.Max with { Z = Math.Max(goods.Min.Z, BoardMm) } }];
            foreach (Shelf shelf in shelves)
            {
                double z = shelf.Space.Min.Z;
                parts.Add(new(shelf.Space.Min with { Z = z - BoardMm }, shelf.Space.Max with { Z = z }));
            }
            foreach (Spot side in (ReadOnlySpan<Spot>)[new(1, 0), new(-1, 0), new(0, 1), new(0, -1)])
                if (side != front) parts.Add(Panel(hull, side));
            _hulls[g] = hull;
            _parts[g] = [.. parts];
        }
    }

    /// <summary>Whether anything stands between a camera and a place.</summary>
    public bool Hides(Point3 camera, Point3 place)
    {
        Point3 way = place - camera;
        for (int g = 0; g < _hulls.Length; g++)
        {
            if (!Crosses(camera, way, _hulls[g])) continue;
            foreach (Box3 part in _parts[g])
                if (Crosses(camera, way, part)) return true;
        }
        return false;
    }

    private static Box3 Panel(Box3 hull, Spot side) => side switch
    {
        { X: > 0 } => hull with { Min = hull.Min with { X = hull.Max.X - PanelMm } },
        { X: < 0 } => hull with { Max = hull.Max with { X = hull.Min.X + PanelMm } },
        { Y: > 0 } => hull with { Min = hull.Min with { Y = hull.Max.Y - PanelMm } },
        _ => hull with { Max = hull.Max with { Y = hull.Min.Y + PanelMm } },
    };

    /// <summary>Slab test of the way but its last hundredth, so that what lies on a board is not hidden by it.</summary>
    private static bool Crosses(Point3 from, Point3 way, in Box3 box)
    {
        double enter = 0, leave = 0.99;
        return Slab(from.X, way.X, box.Min.X, box.Max.X, ref enter, ref leave)
            && Slab(from.Y, way.Y, box.Min.Y, box.Max.Y, ref enter, ref leave)
            && Slab(from.Z, way.Z, box.Min.Z, box.Max.Z, ref enter, ref leave)
            && enter < leave;
    }

    private static bool Slab(double at, double way, double min, double max, ref double enter, ref double leave)
    {
        if (Math.Abs(way) < 1e-9) return at > min && at < max;
        double a = (min - at) / way, b = (max - at) / way;
        enter = Math.Max(enter, Math.Min(a, b));
        leave = Math.Min(leave, Math.Max(a, b));
        return true;
    }
}
