using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;

namespace O4O.Simulator.People;

/// <summary>
/// Somebody's upper body: eight joints from where the feet are and what a hand does. Segment lengths as shares of the
/// stature (Drillis, Contini 1966): shoulder 0.818, neck 0.87, head 0.93, upper arm 0.186, forearm to the wrist 0.146. A hand
/// moves with minimum jerk; when the arm is too short the trunk leans after it; the elbow hangs below.
/// </summary>
internal sealed class Body(Walker walker, double statureMm)
{
    /// <summary>From the wrist to the middle of the grasp, millimetres.</summary>
    public const double GraspMm = 80;

    private readonly double _upperMm = 0.186 * statureMm, _foreMm = 0.146 * statureMm, _halfWidthMm = 0.118 * statureMm;
    private Point3 _from, _to;
    private long _startUs, _durationUs = 1;
    private bool _right = true, _away;

    /// <summary>True while a hand is out, or on its way back.</summary>
    public bool IsReaching { get; private set; }

    /// <summary>True for a joint that a shelf may hide.</summary>
    public bool Hides(JointKind kind, long nowUs) =>
        IsReaching && kind == (_right ? JointKind.RightWrist : JointKind.LeftWrist) && (_away ? nowUs > _startUs + _durationUs / 2 : nowUs < _startUs + _durationUs / 2);

    /// <summary>The nearer hand starts for a place.</summary>
    public void Reach(Point3 place, long nowUs, long durationUs)
    {
        Spot aside = new Spot(place.X, place.Y) - walker.At;
        _right = aside.Dot(walker.Heading.ToRight()) >= 0;
        Spot toward = walker.Heading;
        _from = RestWrist(_right);
        _to = new Point3(place.X - toward.X * GraspMm, place.Y - toward.Y * GraspMm, place.Z);
        (_startUs, _durationUs, _away, IsReaching) = (nowUs, durationUs, true, true);
    }

    /// <summary>The hand comes back.</summary>
    public void Withdraw(long nowUs, long durationUs)
    {
        _from = Hand(nowUs);
        (_startUs, _durationUs, _away) = (nowUs, durationUs, false);
    }

    /// <summary>The hand is back.</summary>
    public void Rest() => IsReaching = false;

    /// <summary>Where the joints really are, in the order of <see cref="JointKind"/>.</summary>
    public void Joints(long nowUs, Span<Point3> joints)
    {
        Point3 leftShoulder = Shoulder(false), rightShoulder = Shoulder(true);
        Point3 leftWrist = RestWrist(false), rightWrist = RestWrist(true), lean = default;
        if (IsReaching)
        {
            Point3 hand = Hand(nowUs), from = _right ? rightShoulder : leftShoulder, way = hand - from;
            double reach = 0.98 * (_upperMm + _foreMm), length = way.LengthMm;
            if (length > reach) lean = way * (1 - reach / length);
            (leftShoulder, rightShoulder) = (leftShoulder + lean, rightShoulder + lean);
            (leftWrist, rightWrist) = _right ? (leftWrist + lean, hand) : (hand, rightWrist + lean);
        }
        Spot at = walker.At;
        joints[(int)JointKind.Head] = new Point3(at.X, at.Y, 0.93 * statureMm) + lean;
        joints[(int)JointKind.Neck] = new Point3(at.X, at.Y, 0.87 * statureMm) + lean;
        joints[(int)JointKind.LeftShoulder] = leftShoulder;
        joints[(int)JointKind.RightShoulder] = rightShoulder;
        joints[(int)JointKind.LeftElbow] = Elbow(leftShoulder, leftWrist, right: false);
        joints[(int)JointKind.RightElbow] = Elbow(rightShoulder, rightWrist, right: true);
        joints[(int)JointKind.LeftWrist] = leftWrist;
        joints[(int)JointKind.RightWrist] = rightWrist;
    }

    private Point3 Hand(long nowUs)
    {
        double u = Wave.MinimumJerk((double)(nowUs - _startUs) / _durationUs);
        Point3 to = _away ? _to : RestWrist(_right);
        return _from * (1 - u) + to * u;
    }

    private Point3 Shoulder(bool right)
    {
        Spot aside = walker.Heading.ToRight() * (right ? _halfWidthMm : -_halfWidthMm), at = walker.At + aside;
        return new Point3(at.X, at.Y, 0.818 * statureMm);
    }

    private Point3 RestWrist(bool right)
    {
        Point3 shoulder = Shoulder(right);
        double down = 0.93 * (_upperMm + _foreMm), forward = 60 + 120 * walker.Swing * (right ? 1 : -1);
        Spot ahead = walker.Heading * forward;
        return new Point3(shoulder.X + ahead.X, shoulder.Y + ahead.Y, shoulder.Z - down);
    }

    /// <summary>Two bones between shoulder and wrist; the elbow is where it hangs: down, out, and a little back.</summary>
    private Point3 Elbow(Point3 shoulder, Point3 wrist, bool right)
    {
        Point3 way = wrist - shoulder;
        double c = Math.Max(way.LengthMm, 1e-3);
        double along = (_upperMm * _upperMm - _foreMm * _foreMm + c * c) / (2 * c);
        double out2 = _upperMm * _upperMm - along * along;
        Point3 direction = way * (1 / c);
        Spot side = walker.Heading.ToRight() * (right ? 0.6 : -0.6) - walker.Heading * 0.4;
        var pole = new Point3(side.X, side.Y, -1);
        Point3 across = pole - direction * (pole.X * direction.X + pole.Y * direction.Y + pole.Z * direction.Z);
        double length = Math.Max(across.LengthMm, 1e-6);
        return shoulder + direction * along + across * (Math.Sqrt(Math.Max(0, out2)) / length);
    }
}
