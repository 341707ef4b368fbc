using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>What stands between a camera and a place: the gondolas, from the floor to the top of what lies on them.</summary>
internal sealed class Sightlines
{
    private readonly Box3[] _gondolas;

    public Sightlines(StoreLayout layout)
    {
        _gondolas = new Box3[layout.GondolaCount];
        var known = new bool[layout.GondolaCount];
        foreach (Shelf shelf in layout.Shelves)
        {
            Box3 space = shelf.Space with { Min = shelf.Space.Min with { Z = 0 } };
            _gondolas[shelf.GondolaIndex] = known[shelf.GondolaIndex] ? Box3.Union(_gondolas[shelf.GondolaIndex], space) : space;
            known[shelf.GondolaIndex] = true;
        }
    }

    /// <summary>Whether nothing stands in between.</summary>
    public bool IsClear(Point3 from, Point3 to)
    {
        foreach (ref readonly Box3 box in _gondolas.AsSpan())
            if (Crosses(box, from, to)) return false;
        return true;
    }

    /// <summary>Whether a line goes through a box: the parts of it between each pair of faces have something in common.</summary>
    private static bool Crosses(in Box3 box, Point3 from, Point3 to)
    {
        double enter = 0, leave = 1;
        return Cut(from.X, to.X, box.Min.X, box.Max.X, ref enter, ref leave) && Cut(from.Y, to.Y, box.Min.Y, box.Max.Y, ref enter, ref leave)
            && Cut(from.Z, to.Z, box.Min.Z, box.Max.Z, ref enter, ref leave);
    }

    private static bool Cut(double from, double to, double min, double max, ref double enter, ref double leave)
    {
        double way = to - from;
        if (Math.Abs(way) < 1e-9) return from > min && from < max;
        double one = (min - from) / way, other = (max - from) / way;
        enter = Math.Max(enter, Math.Min(one, other));
        leave = Math.Min(leave, Math.Max(one, other));
        return enter < leave;
    }
}
