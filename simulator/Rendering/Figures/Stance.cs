using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.People;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Figures;

/// <summary>How somebody stands at a moment, as the simulator has it: where, the eight joints, what is in the hands.</summary>
internal sealed class Stance
{
    private readonly Vec[] _joints = new Vec[JointSet.Count];

    private Stance(int person, string shopper, bool isStaff)
    {
        (Person, Shopper, IsStaff) = (person, shopper, isStaff);
    }

    /// <summary>The same number for the same body, also when it comes in again.</summary>
    public int Person { get; }

    /// <summary>The visit, as the truth names it.</summary>
    public string Shopper { get; }

    public bool IsStaff { get; }

    /// <summary>The eyes' number of who this is; 0 where no eyes were.</summary>
    public long Track { get; private init; }

    public Vec At { get; private init; }

    public Vec Heading { get; private init; }

    /// <summary>The right arm's way from hanging still: −1 … 1; the left leg's too.</summary>
    public float Swing { get; private init; }

    public float StatureMm { get; private init; }

    public bool CarriesBag { get; private init; }

    public bool BagIsRight { get; private init; }

    public HandState Left { get; private init; }

    public HandState Right { get; private init; }

    public HandState Hand(bool right) => right ? Right : Left;

    public Vec Joint(JointKind kind) => _joints[(int)kind];

    /// <summary>What the simulator's person does now.</summary>
    public static Stance Of(Person person, long nowUs)
    {
        Body body = person.Body;
        Walker walker = person.Walker;
        int number = (person.Visit.Again ?? person.Visit).Number * 64 + person.Number;
        var stance = new Stance(number, person.Visit.Shopper, person.Visit.IsStaff)
        {
            Track = person.Track, At = new((float)walker.At.X, (float)walker.At.Y, 0), Heading = new((float)walker.Heading.X, (float)walker.Heading.Y, 0),
            Swing = (float)walker.Swing, StatureMm = (float)body.StatureMm, CarriesBag = body.CarriesBag, BagIsRight = body.BagIsRight,
            Left = State(body.Hand(false), nowUs), Right = State(body.Hand(true), nowUs),
        };
        Span<Point3> joints = stackalloc Point3[JointSet.Count];
        body.Joints(nowUs, joints);
        for (int j = 0; j < joints.Length; j++) stance._joints[j] = Vec.Of(joints[j]);
        return stance;
    }

    /// <summary>Upright, arms hanging: for tests and sheets of figures.</summary>
    public static Stance Standing(int person, Vec at, Vec heading, float statureMm, HandState left = default, HandState right = default)
    {
        var stance = new Stance(person, "standing", false) { At = at, Heading = heading, StatureMm = statureMm, Left = left.OrEmpty(), Right = right.OrEmpty() };
        Vec aside = Vec.Cross(heading, Vec.Up) * (0.118f * statureMm);
        ReadOnlySpan<(float Aside, float Up, float Ahead)> places =
            [(0, 0.93f, 0), (0, 0.87f, 0), (-1, 0.818f, 0), (1, 0.818f, 0), (-1.1f, 0.64f, -20), (1.1f, 0.64f, -20), (-1, 0.51f, 60), (1, 0.51f, 60)];
        for (int j = 0; j < places.Length; j++)
            stance._joints[j] = at + aside * places[j].Aside + Vec.Up * (places[j].Up * statureMm) + heading * places[j].Ahead;
        return stance;
    }

    /// <summary>The same with one arm stretched out to a place.</summary>
    public Stance Reaching(bool right, Vec wrist)
    {
        Stance copy = Between(this, this, 0);
        copy._joints[(int)(right ? JointKind.RightWrist : JointKind.LeftWrist)] = wrist;
        Vec shoulder = Joint(right ? JointKind.RightShoulder : JointKind.LeftShoulder);
        copy._joints[(int)(right ? JointKind.RightElbow : JointKind.LeftElbow)] = (shoulder + wrist) * 0.5f + new Vec(0, 0, -40);
        return copy;
    }

    /// <summary>Between two moments, or beyond them; what is in the hands is the later one's.</summary>
    public static Stance Between(Stance before, Stance after, float share)
    {
        var stance = new Stance(after.Person, after.Shopper, after.IsStaff)
        {
            Track = after.Track, At = Vec.Lerp(before.At, after.At, share), Heading = Vec.Lerp(before.Heading, after.Heading, share).Unit(after.Heading),
            Swing = before.Swing + (after.Swing - before.Swing) * share, StatureMm = after.StatureMm, CarriesBag = after.CarriesBag,
            BagIsRight = after.BagIsRight, Left = after.Left, Right = after.Right,
        };
        for (int j = 0; j < stance._joints.Length; j++) stance._joints[j] = Vec.Lerp(before._joints[j], after._joints[j], share);
        return stance;
    }

    private static HandState State(Hand hand, long nowUs) =>
        new(hand.Holds(nowUs)?.ProductIndex ?? -1, hand.IsOut, hand.IsOut && hand.IsForShelf && hand.IsFarOut(nowUs), hand.Grasp);
}
