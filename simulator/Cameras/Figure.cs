using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.People;

namespace O4O.Simulator.Cameras;

/// <summary>
/// The outline of a body, as points on it: what a detector puts its box around. Rings at the feet, the hip, the shoulders and the head, the
/// top of the head, elbows and hands. And the body as what hides others: a cylinder as wide as a trunk.
/// </summary>
internal sealed class Figure
{
    private const int RingPoints = 6;
    private const double FootMm = 140, HandMm = 60, HeadMm = 85;

    /// <summary>Points of the outline.</summary>
    public const int Points = 4 * RingPoints + 5;

    private readonly Point3[] _outline = new Point3[Points];
    private readonly Point3[] _joints = new Point3[JointSet.Count];

    /// <summary>The eyes' number of who this is.</summary>
    public long Track { get; private set; }

    /// <summary>Centre of the body on the floor.</summary>
    public Spot At { get; private set; }

    public double StatureMm { get; private set; }

    public bool IsStaff { get; private set; }

    public ReadOnlySpan<Point3> Outline => _outline;

    /// <summary>Where the joints really are, in the order of <see cref="JointKind"/>.</summary>
    public ReadOnlySpan<Point3> Joints => _joints;

    /// <summary>Joints that a shelf's goods may hide, a bit each.</summary>
    public int InShelf { get; private set; }

    /// <summary>Stands as this person does now.</summary>
    public void Be(Person person, long nowUs)
    {
        (Track, At, StatureMm, IsStaff, InShelf) = (person.Track, person.Walker.At, person.Body.StatureMm, person.Visit.IsStaff, 0);
        person.Body.Joints(nowUs, _joints);
        for (int j = 0; j < JointSet.Count; j++)
            if (person.Body.Hides((JointKind)j, nowUs)) InShelf |= 1 << j;
        Draw();
    }

    /// <summary>Stands upright, arms hanging, facing y: what a detector sees where nobody is.</summary>
    public void BeNobody(Spot at, double statureMm)
    {
        (Track, At, StatureMm, IsStaff, InShelf) = (0, at, statureMm, false, 0);
        double shoulder = 0.118 * statureMm;
        ReadOnlySpan<(double Aside, double Up)> places = // in the order of JointKind
            [(0, 0.93), (0, 0.87), (-1, 0.818), (1, 0.818), (-1, 0.63), (1, 0.63), (-1, 0.48), (1, 0.48)];
        for (int j = 0; j < JointSet.Count; j++) _joints[j] = new(at.X + places[j].Aside * shoulder, at.Y, places[j].Up * statureMm);
        Draw();
    }

    /// <summary>Whether this body stands between a camera and a place on somebody else.</summary>
    public bool Hides(Point3 camera, Point3 place) => Cylinder(camera, place, At, 0.11 * StatureMm, 0, 0.93 * StatureMm);

    /// <summary>Whether this body's own trunk stands between a camera and its hand or elbow.</summary>
    public bool TrunkHides(Point3 camera, Point3 place) => Cylinder(camera, place, At, 0.065 * StatureMm, 0.45 * StatureMm, 0.82 * StatureMm);

    private void Draw()
    {
        Point3 head = _joints[(int)JointKind.Head], lean = head - new Point3(At.X, At.Y, head.Z);
        Point3 left = _joints[(int)JointKind.LeftShoulder], right = _joints[(int)JointKind.RightShoulder];
        int next = 0;
        Ring(ref next, new(At.X, At.Y, 10), FootMm, FootMm);
        Ring(ref next, new Point3(At.X, At.Y, 0.52 * StatureMm) + lean * 0.3, 0.1 * StatureMm, 0.1 * StatureMm);
        Point3 middle = (left + right) * 0.5;
        double half = Point3.FloorDistanceMm(left, right) / 2 + 50;
        Ring(ref next, middle, half, half);
        Ring(ref next, head, HeadMm, HeadMm);
        _outline[next++] = head + new Point3(0, 0, 0.07 * StatureMm);
        _outline[next++] = _joints[(int)JointKind.LeftElbow];
        _outline[next++] = _joints[(int)JointKind.RightElbow];
        _outline[next++] = Beyond(_joints[(int)JointKind.LeftElbow], _joints[(int)JointKind.LeftWrist]);
        _outline[next] = Beyond(_joints[(int)JointKind.RightElbow], _joints[(int)JointKind.RightWrist]);
    }

    private void Ring(ref int next, Point3 centre, double alongX, double alongY)
    {
        for (int i = 0; i < RingPoints; i++)
        {
            double turns = (double)i / RingPoints;
            _outline[next++] = centre + new Point3(alongX * Wave.CosTurns(turns), alongY * Wave.SinTurns(turns), 0);
        }
    }

    /// <summary>The fingers, beyond the wrist.</summary>
    private static Point3 Beyond(Point3 elbow, Point3 wrist)
    {
        Point3 arm = wrist - elbow;
        double length = arm.LengthMm;
        return length > 1 ? wrist + arm * (HandMm / length) : wrist;
    }

    /// <summary>Whether the way from a camera to a place leads through an upright cylinder, its last fiftieth left out.</summary>
    private static bool Cylinder(Point3 camera, Point3 place, Spot at, double radius, double low, double high)
    {
        double dx = place.X - camera.X, dy = place.Y - camera.Y, dz = place.Z - camera.Z, mx = camera.X - at.X, my = camera.Y - at.Y;
        double a = dx * dx + dy * dy, b = mx * dx + my * dy, c = mx * mx + my * my - radius * radius;
        double enter = 0, leave = 0.98;
        if (a < 1e-6)
        {
            if (c >= 0) return false;
        }
        else
        {
            double d = b * b - a * c;
            if (d <= 0) return false;
            double root = Math.Sqrt(d);
            enter = Math.Max(enter, (-b - root) / a);
            leave = Math.Min(leave, (-b + root) / a);
            if (enter >= leave) return false;
        }
        double z0 = camera.Z + dz * enter, z1 = camera.Z + dz * leave;
        return Math.Min(z0, z1) < high && Math.Max(z0, z1) > low;
    }
}
