using O4O.Edge.Store.Facts;
using O4O.Simulator.Chance;
using O4O.Simulator.People;
using O4O.Simulator.Rendering.Goods;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Figures;

/// <summary>An arm from shoulder to finger tips, and what the hand holds.</summary>
internal static class Arm
{
    private const float PalmMm = 78, FingerMm = 72;

    public static void Build(Stance s, Appearance look, bool isRight, List<Part> parts)
    {
        float h = s.StatureMm, w = 0.55f + 0.45f * look.Wide, cloth = look.Thick * 0.7f + 3;
        Vec shoulder = s.Joint(isRight ? JointKind.RightShoulder : JointKind.LeftShoulder), elbow = s.Joint(isRight ? JointKind.RightElbow : JointKind.LeftElbow);
        Vec wrist = s.Joint(isRight ? JointKind.RightWrist : JointKind.LeftWrist);
        float ra = 0.031f * h * w, rb = 0.025f * h * w, rc = 0.0165f * h;
        // Sleeves end where they end; what is beyond is skin.
        float sleeve = look.Sleeves, upper = Math.Clamp(sleeve * 2, 0, 1), fore = Math.Clamp(sleeve * 2 - 1, 0, 1);
        Vec upperEnd = Vec.Lerp(shoulder, elbow, upper), foreEnd = Vec.Lerp(elbow, wrist, fore * 0.97f);
        parts.Add(Part.Cone(PartKind.Body, shoulder, ra + cloth, upperEnd, ra + (rb - ra) * upper + cloth, look.Top, 0.95f));
        if (upper < 1) parts.Add(Part.Cone(PartKind.Body, upperEnd, ra + (rb - ra) * upper, elbow, rb, look.Skin, 0.9f));
        if (fore > 0) parts.Add(Part.Cone(PartKind.Body, elbow, rb + cloth, foreEnd, rb + (rc - rb) * fore + cloth, look.Top, 0.92f));
        if (fore < 1) parts.Add(Part.Cone(PartKind.Body, foreEnd, rb + (rc - rb) * fore, wrist, rc, look.Skin, 0.9f));
        Grip grip = GripOf(s, isRight);
        PartKind kind = isRight ? PartKind.RightHand : PartKind.LeftHand;
        float k = Math.Clamp(h / 1_700, 0.75f, 1.1f);
        Vec palm = wrist + grip.Ahead * (PalmMm * 0.55f * k);
        parts.Add(Part.Of(kind, Solid.Ellipsoid(palm, grip.Across, grip.Ahead, grip.Out, new(42 * k, 56 * k, 17 * k), look.Skin)));
        bool closed = s.Hand(isRight).Product >= 0 || (s.CarriesBag && s.BagIsRight == isRight);
        Fingers(grip, wrist, k, closed, look.Skin, kind, parts);
    }

    /// <summary>The thing in a hand, if any, so that the palm touches it and the fingers go around it.</summary>
    public static void Goods(Stance s, Look[] looks, bool isRight, List<Part> parts)
    {
        HandState hand = s.Hand(isRight);
        if (hand.Product < 0) return;
        Look look = looks[hand.Product];
        Held held = HoldOf(s, look, isRight);
        var solids = new List<Solid>(4);
        look.Add(held.Middle, held.Right, held.Up, solids);
        foreach (Solid solid in solids) parts.Add(Part.Of(isRight ? PartKind.RightGoods : PartKind.LeftGoods, solid, 0.95f));
    }

    /// <summary>Where the thing in a hand is, and how it is turned.</summary>
    public static Held HoldOf(Stance s, Look look, bool isRight)
    {
        Grip grip = GripOf(s, isRight);
        Vec wrist = s.Joint(isRight ? JointKind.RightWrist : JointKind.LeftWrist);
        var dice = new Dice((ulong)s.Person, isRight ? "holds right" : "holds left", s.Hand(isRight).Grasp);
        // Mostly upright in the hand; turned about that axis anyhow, now and then upside down or lying.
        Vec up = (grip.Across * (grip.Across.Z >= 0 ? 1 : -1) + new Vec((float)dice.Gauss(), (float)dice.Gauss(), (float)dice.Gauss()) * 0.22f).Unit();
        if (dice.Chance(0.12)) up = -up;
        if (dice.Chance(0.15)) up = (grip.Ahead + grip.Out * (float)dice.Gauss(0, 0.4, 2)).Unit();
        double turns = dice.Unit();
        Vec side = grip.Out.Across(up, grip.Ahead), other = Vec.Cross(up, side);
        Vec right = side * (float)Wave.CosTurns(turns) + other * (float)Wave.SinTurns(turns), back = Vec.Cross(up, right);
        // So far its skin is from its middle towards the palm.
        float thick = Reach(look.Size, right, back, up, grip.Out);
        Vec middle = wrist + grip.Ahead * (float)Body.GraspMm + grip.Out * (thick * 0.85f + 10);
        return new(middle, right, up);
    }

    private static float Reach(Vec size, Vec right, Vec back, Vec up, Vec towards) =>
        0.5f * (size.X * MathF.Abs(Vec.Dot(right, towards)) + size.Y * MathF.Abs(Vec.Dot(back, towards)) + size.Z * MathF.Abs(Vec.Dot(up, towards)));

    /// <summary>A hand's frame: from the wrist on, across the palm, and out of the palm.</summary>
    private static Grip GripOf(Stance s, bool isRight)
    {
        Vec elbow = s.Joint(isRight ? JointKind.RightElbow : JointKind.LeftElbow), wrist = s.Joint(isRight ? JointKind.RightWrist : JointKind.LeftWrist);
        Vec arm = (wrist - elbow).Unit(s.Heading);
        Vec ahead = s.Hand(isRight).IsOut ? (arm + s.Heading).Unit(arm) : s.Hand(isRight).Product >= 0 ? (arm + s.Heading * 0.9f).Unit(arm) : arm;
        // Palms look inwards.
        Vec inward = Vec.Cross(s.Heading, Vec.Up) * (isRight ? -1 : 1), palm = inward.Across(ahead, s.Heading);
        return new(ahead, Vec.Cross(palm, ahead), palm);
    }

    private static void Fingers(Grip grip, Vec wrist, float k, bool closed, Surface skin, PartKind kind, List<Part> parts)
    {
        for (int f = 0; f < 4; f++)
        {
            float aside = (f - 1.5f) * 19 * k, length = FingerMm * k * (f is 0 or 3 ? 0.85f : 1);
            Vec root = wrist + grip.Ahead * (PalmMm * k) + grip.Across * aside;
            Vec knuckle = root + (closed ? grip.Ahead * 0.75f + grip.Out * 0.65f : grip.Ahead * 0.97f + grip.Out * 0.2f) * (length * 0.5f);
            Vec tip = knuckle + (closed ? grip.Out * 0.95f - grip.Ahead * 0.25f : grip.Ahead * 0.9f + grip.Out * 0.4f) * (length * 0.5f);
            parts.Add(Part.Cone(kind, root, 10 * k, knuckle, 9 * k, skin));
            parts.Add(Part.Cone(kind, knuckle, 9 * k, tip, 8 * k, skin));
        }
        // The thumb, on the side that is up.
        float sign = grip.Across.Z >= 0 ? 1 : -1;
        Vec ball = wrist + grip.Ahead * (28 * k) + grip.Across * (sign * 30 * k) + grip.Out * 8;
        Vec end = ball + (grip.Ahead * 0.6f + grip.Out * (closed ? 0.75f : 0.25f) + grip.Across * (sign * 0.25f)) * (58 * k);
        parts.Add(Part.Cone(kind, ball, 13 * k, end, 9 * k, skin));
    }

    private readonly record struct Grip(Vec Ahead, Vec Across, Vec Out);
}
