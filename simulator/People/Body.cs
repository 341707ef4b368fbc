using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.Shelves;

namespace O4O.Simulator.People;

/// <summary>
/// Somebody's upper body: eight joints from where the feet are and what the hands do. Segment lengths as shares of the
/// stature (Drillis, Contini 1966): shoulder 0.818, neck 0.87, head 0.93, upper arm 0.186, forearm to the wrist 0.146. A hand
/// moves with minimum jerk; when the arm is too short the trunk leans after it; the elbow hangs below.
/// </summary>
internal sealed class Body(Walker walker, double statureMm)
{
    /// <summary>From the wrist to the middle of the grasp, millimetres.</summary>
    public const double GraspMm = 80;

    private readonly double _upperMm = 0.186 * statureMm, _foreMm = 0.146 * statureMm, _halfWidthMm = 0.118 * statureMm;
    /// <summary>Heads go no faster than so; and minimum jerk is at its fastest so many times as fast as on average.</summary>
    private const double HeadMmPerSecond = 2_600, JerkPeak = 1.875;

    private readonly Hand _left = new(), _right = new();
    private bool _isRightFirst;

    /// <summary>From the shoulder to the wrist of an arm that is nearly straight.</summary>
    private double ArmMm => 0.98 * (_upperMm + _foreMm);

    public double StatureMm => statureMm;

    /// <summary>Carries a bag in one hand all the time, and takes things with the other one only.</summary>
    public bool CarriesBag { get; init; }

    /// <summary>The hand with the bag, where there is one.</summary>
    public bool BagIsRight { get; init; }

    /// <summary>No hand gets to the ground of a shelf above this, millimetres: the upstretched arm ends at 1.24 statures.</summary>
    public double ReachUpMm => 1.15 * statureMm;

    /// <summary>True while a hand is out, or on its way back.</summary>
    public bool IsReaching => _left.IsOut || _right.IsOut;

    /// <summary>True for a joint that a shelf may hide.</summary>
    public bool Hides(JointKind kind, long nowUs) => kind switch
    {
        JointKind.LeftWrist => _left.IsFarOut(nowUs),
        JointKind.RightWrist => _right.IsFarOut(nowUs),
        _ => false,
    };

    /// <summary>The left or the right hand.</summary>
    public Hand Hand(bool right) => right ? _right : _left;

    /// <summary>The nearer hand starts for a place on a shelf, with something to put down or with nothing.</summary>
    public void Reach(Point3 place, long nowUs, long durationUs, Unit? with = null) => StartNearer(place, nowUs, durationUs, with, isForShelf: true);

    /// <summary>The nearer hand is held out to somebody, with what it gives or with nothing.</summary>
    public void HoldOut(Point3 place, long nowUs, long durationUs, Unit? with) => StartNearer(place, nowUs, durationUs, with, isForShelf: false);

    /// <summary>The hand that is out has this in it now; null for nothing any more.</summary>
    /// <param name="unit">What it holds.</param>
    /// <param name="second">With both hands out: the one that went to the second place.</param>
    public void Hold(Unit? unit, bool second = false) => Hand(_isRightFirst != second).Hold(unit);

    /// <summary>Both hands start at once, each for the place on its side.</summary>
    public void ReachBoth(Point3 one, Point3 other, long nowUs, long durationUs)
    {
        Spot across = new Spot(one.X, one.Y) - new Spot(other.X, other.Y);
        _isRightFirst = across.Dot(walker.Heading.ToRight()) >= 0;
        Start(_isRightFirst, one, nowUs, durationUs, null, isForShelf: true);
        Start(!_isRightFirst, other, nowUs, durationUs, null, isForShelf: true);
    }

    /// <summary>The shortest time for a reach after which the trunk must lean: the head then goes as fast as the hand. 0 where arms are long enough; µs.</summary>
    public long LeanUs(Point3 place) => Math.Min(LeanUs(false, place, GraspMm), LeanUs(true, place, GraspMm));

    /// <summary>The same for the way back of what is out now.</summary>
    public long LeanBackUs(long nowUs) =>
        Math.Max(_left.IsOut ? LeanUs(false, HandAt(false, nowUs), 0) : 0, _right.IsOut ? LeanUs(true, HandAt(true, nowUs), 0) : 0);

    private long LeanUs(bool right, Point3 place, double graspMm) =>
        Missing(Shoulder(right), place, ArmMm + graspMm) == default ? 0 : (long)((place - RestWrist(right)).LengthMm * JerkPeak / HeadMmPerSecond * 1e6);

    /// <summary>What is out comes back.</summary>
    public void Withdraw(long nowUs, long durationUs)
    {
        foreach (bool right in (ReadOnlySpan<bool>)[false, true])
        {
            if (Hand(right) is { IsOut: true } hand) hand.Withdraw(HandAt(right, nowUs), nowUs, durationUs);
        }
    }

    /// <summary>The hands are back.</summary>
    public void Rest(long nowUs)
    {
        _left.Rest(nowUs);
        _right.Rest(nowUs);
    }

    /// <summary>Where the joints really are, in the order of <see cref="JointKind"/>.</summary>
    public void Joints(long nowUs, Span<Point3> joints)
    {
        Point3 leftShoulder = Shoulder(false), rightShoulder = Shoulder(true);
        Point3 leftHand = _left.IsOut ? HandAt(false, nowUs) : default, rightHand = _right.IsOut ? HandAt(true, nowUs) : default, lean = Lean(nowUs);
        Point3 leftWrist = RestWrist(false) + lean, rightWrist = RestWrist(true) + lean;
        (leftShoulder, rightShoulder) = (leftShoulder + lean, rightShoulder + lean);
        // With both out the trunk leans after the farther one, which may leave the other short of its place.
        if (_left.IsOut) leftWrist = leftHand - Missing(leftShoulder, leftHand, ArmMm);
        if (_right.IsOut) rightWrist = rightHand - Missing(rightShoulder, rightHand, ArmMm);
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

    private void StartNearer(Point3 place, long nowUs, long durationUs, Unit? with, bool isForShelf)
    {
        Spot aside = new Spot(place.X, place.Y) - walker.At;
        _isRightFirst = CarriesBag ? !BagIsRight : aside.Dot(walker.Heading.ToRight()) >= 0;
        Start(_isRightFirst, place, nowUs, durationUs, with, isForShelf);
    }

    private void Start(bool right, Point3 place, long nowUs, long durationUs, Unit? with, bool isForShelf)
    {
        Spot toward = walker.Heading;
        var to = new Point3(place.X - toward.X * GraspMm, place.Y - toward.Y * GraspMm, place.Z);
        Hand(right).Reach(RestWrist(right), to, nowUs, durationUs, with, isForShelf);
    }

    private Point3 HandAt(bool right, long nowUs)
    {
        Hand hand = Hand(right);
        double u = Wave.MinimumJerk((double)(nowUs - hand.StartUs) / hand.DurationUs);
        Point3 to = hand.IsAway ? hand.To : RestWrist(right);
        return hand.From * (1 - u) + to * u;
    }

    /// <summary>How the trunk goes after hands that are farther than arms are long.</summary>
    private Point3 Lean(long nowUs)
    {
        Point3 lean = default;
        if (_left.IsOut) lean = Longer(lean, Missing(Shoulder(false), HandAt(false, nowUs), ArmMm));
        return _right.IsOut ? Longer(lean, Missing(Shoulder(true), HandAt(true, nowUs), ArmMm)) : lean;
    }

    /// <summary>What an arm is too short by, as a way from the shoulder to the hand.</summary>
    private static Point3 Missing(Point3 shoulder, Point3 hand, double reach)
    {
        Point3 way = hand - shoulder;
        double length = way.LengthMm;
        return length > reach ? way * (1 - reach / length) : default;
    }

    private static Point3 Longer(Point3 a, Point3 b) => b.LengthMm > a.LengthMm ? b : a;

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
