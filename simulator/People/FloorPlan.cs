using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Simulator.People;

/// <summary>
/// Where one can walk and stand: gondolas are obstacles, and each has one front, the long side with free floor before it.
/// Ways are the shortest ones around the corners (a visibility graph, Dijkstra over at most a few dozen corners).
/// </summary>
internal sealed class FloorPlan
{
    /// <summary>Nobody's centre is ever nearer to a gondola than this, millimetres.</summary>
    public const double BodyMm = 250;

    /// <summary>From a gondola's front to the centre of who stands before it, millimetres.</summary>
    public const double StandMm = 480;
    private const double WayMm = 300, CornerMm = 345;

    private readonly StoreLayout _layout;
    private readonly Box3[] _gondolas;
    private readonly Spot[] _fronts;
    private readonly List<Spot> _corners = [];

    public FloorPlan(StoreLayout layout)
    {
        _layout = layout;
        _gondolas = new Box3[layout.GondolaCount];
        var seen = new bool[layout.GondolaCount];
        foreach (Shelf shelf in layout.Shelves)
        {
            int g = shelf.GondolaIndex;
            _gondolas[g] = seen[g] ? Box3.Union(_gondolas[g], shelf.Space) : shelf.Space;
            seen[g] = true;
        }
        _fronts = [.. _gondolas.Select(FrontOf)];
        foreach (Box3 box in _gondolas)
        {
            foreach (double x in new[] { box.Min.X - CornerMm, box.Max.X + CornerMm })
                foreach (double y in new[] { box.Min.Y - CornerMm, box.Max.Y + CornerMm })
                    if (new Spot(x, y) is var corner && InBounds(corner) && !IsBlocked(corner, WayMm)) _corners.Add(corner);
        }
    }

    /// <summary>The direction out of a shelf's front.</summary>
    public Spot Front(int shelfIndex) => _fronts[_layout.Shelves[shelfIndex].GondolaIndex];

    /// <summary>A place above a plate.</summary>
    /// <param name="plateIndex">Dense index of the plate.</param>
    /// <param name="across">0 at the side of the plate before it, 1 at the side of the next.</param>
    /// <param name="frontMm">How far behind the front edge.</param>
    /// <param name="upMm">How far above the plate.</param>
    public Point3 PointOn(int plateIndex, double across, double frontMm, double upMm)
    {
        Plate plate = _layout.Plates[plateIndex];
        Box3 box = plate.Space;
        Spot front = Front(plate.ShelfIndex);
        Shelf shelf = _layout.Shelves[plate.ShelfIndex];
        Point3 way = shelf.PlateCount == 1
            ? new Point3(Math.Abs(front.Y), Math.Abs(front.X), 0)
            : _layout.Plates[shelf.FirstPlate + 1].Space.Centre - _layout.Plates[shelf.FirstPlate].Space.Centre;
        double sign = way.X + way.Y < 0 ? -1 : 1;
        double x = front.X == 0
            ? box.Centre.X + sign * (across - 0.5) * (box.Max.X - box.Min.X)
            : (front.X > 0 ? box.Max.X : box.Min.X) - front.X * frontMm;
        double y = front.Y == 0
            ? box.Centre.Y + sign * (across - 0.5) * (box.Max.Y - box.Min.Y)
            : (front.Y > 0 ? box.Max.Y : box.Min.Y) - front.Y * frontMm;
        return new Point3(x, y, box.Min.Z + upMm);
    }

    /// <summary>Where to stand for a place on a shelf, moved sideways by so much.</summary>
    public Spot StandFor(int shelfIndex, Point3 place, double asideMm)
    {
        Box3 box = _gondolas[_layout.Shelves[shelfIndex].GondolaIndex];
        Spot front = Front(shelfIndex);
        double x = front.X == 0 ? place.X : front.X > 0 ? box.Max.X + StandMm : box.Min.X - StandMm;
        double y = front.Y == 0 ? place.Y : front.Y > 0 ? box.Max.Y + StandMm : box.Min.Y - StandMm;
        return new Spot(x, y) + front.ToRight() * asideMm;
    }

    /// <summary>True for a place where somebody can stand.</summary>
    public bool IsFree(Spot at) => InBounds(at) && !IsBlocked(at, WayMm);

    /// <summary>The shortest way, without its start; straight when there is none around the corners.</summary>
    public void Way(Spot from, Spot to, List<Spot> way)
    {
        way.Clear();
        // Whom others have pushed to a gondola's edge steps away from it first: no way is clear from there.
        Spot clear = Outside(from, WayMm + 5);
        if (clear != from) way.Add(clear);
        from = clear;
        // So it is for who wants to stand there: the way ends just before, and from there it is a step.
        Spot end = to;
        to = Outside(to, WayMm + 5);
        Around(from, to, way);
        if (end != to) way.Add(end);
    }

    private void Around(Spot from, Spot to, List<Spot> way)
    {
        if (IsClear(from, to))
        {
            way.Add(to);
            return;
        }
        int n = _corners.Count;
        var length = new double[n];
        var before = new int[n];
        var done = new bool[n];
        for (int i = 0; i < n; i++)
        {
            before[i] = -1;
            length[i] = IsClear(from, _corners[i]) ? (_corners[i] - from).Length : double.PositiveInfinity;
        }
        int last = -1;
        double best = double.PositiveInfinity;
        while (true)
        {
            int next = -1;
            for (int i = 0; i < n; i++)
                if (!done[i] && length[i] < best && (next < 0 || length[i] < length[next])) next = i;
            if (next < 0) break;
            done[next] = true;
            if (IsClear(_corners[next], to) && length[next] + (to - _corners[next]).Length is var whole && whole < best)
                (best, last) = (whole, next);
            for (int i = 0; i < n; i++)
            {
                if (done[i] || !IsClear(_corners[next], _corners[i])) continue;
                double along = length[next] + (_corners[i] - _corners[next]).Length;
                if (along < length[i]) (length[i], before[i]) = (along, next);
            }
        }
        int at = way.Count;
        for (int i = last; i >= 0; i = before[i]) way.Insert(at, _corners[i]);
        way.Add(to);
    }

    /// <summary>The nearest place that is not inside a gondola or a wall.</summary>
    public Spot Outside(Spot at) => Outside(at, BodyMm);

    private Spot Outside(Spot at, double marginMm)
    {
        Box3 b = _layout.Bounds;
        at = new Spot(Math.Clamp(at.X, b.Min.X + BodyMm, b.Max.X - BodyMm), Math.Clamp(at.Y, b.Min.Y + BodyMm, b.Max.Y - BodyMm));
        for (int round = 0; round < 2; round++) // out of one gondola may be into its neighbour
        {
            foreach (Box3 box in _gondolas)
            {
                double left = at.X - (box.Min.X - marginMm), right = box.Max.X + marginMm - at.X;
                double low = at.Y - (box.Min.Y - marginMm), high = box.Max.Y + marginMm - at.Y;
                double least = Math.Min(Math.Min(left, right), Math.Min(low, high));
                if (least <= 0) continue;
                if (least == left) at = at with { X = box.Min.X - marginMm };
                else if (least == right) at = at with { X = box.Max.X + marginMm };
                else if (least == low) at = at with { Y = box.Min.Y - marginMm };
                else at = at with { Y = box.Max.Y + marginMm };
            }
        }
        return at;
    }

    /// <summary>True when a straight way keeps clear of every gondola.</summary>
    public bool IsClear(Spot from, Spot to)
    {
        foreach (Box3 box in _gondolas)
            if (Crosses(from, to, box)) return false;
        return true;
    }

    private bool IsBlocked(Spot at, double marginMm)
    {
        foreach (Box3 box in _gondolas)
            if (box.FloorDistanceMm(new Point3(at.X, at.Y, 0)) < marginMm && Inside(at, box, marginMm)) return true;
        return false;
    }

    private static bool Inside(Spot at, Box3 box, double marginMm) =>
        at.X > box.Min.X - marginMm && at.X < box.Max.X + marginMm && at.Y > box.Min.Y - marginMm && at.Y < box.Max.Y + marginMm;

    private bool InBounds(Spot at)
    {
        Box3 b = _layout.Bounds;
        return at.X >= b.Min.X + BodyMm && at.X <= b.Max.X - BodyMm && at.Y >= b.Min.Y + BodyMm && at.Y <= b.Max.Y - BodyMm;
    }

    /// <summary>Slab test of a segment against a box widened by the width of a way.</summary>
    private static bool Crosses(Spot from, Spot to, Box3 box)
    {
        double enter = 0, leave = 1;
        return Slab(from.X, to.X - from.X, box.Min.X - WayMm, box.Max.X + WayMm, ref enter, ref leave)
            && Slab(from.Y, to.Y - from.Y, box.Min.Y - WayMm, box.Max.Y + WayMm, ref enter, ref leave)
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

    private Spot FrontOf(Box3 box)
    {
        bool alongX = box.Max.X - box.Min.X >= box.Max.Y - box.Min.Y;
        Spot[] sides = alongX ? [new(0, -1), new(0, 1), new(-1, 0), new(1, 0)] : [new(-1, 0), new(1, 0), new(0, -1), new(0, 1)];
        var centre = new Spot(box.Centre.X, box.Centre.Y);
        foreach (Spot side in sides)
        {
            double half = side.X != 0 ? (box.Max.X - box.Min.X) / 2 : (box.Max.Y - box.Min.Y) / 2;
            if (IsFree(centre + side * (half + StandMm))) return side;
        }
        throw new InvalidOperationException("a gondola has no side from which anybody could reach it");
    }
}
