using O4O.Edge.Store.Facts;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Figures;

/// <summary>
/// Puts a body together around the simulator's joints: head, neck, shoulders, elbows and wrists are exactly where those are; the rest (trunk,
/// hips, knees, feet) follows by anthropometry (Drillis, Contini 1966: hip 0.53 of the stature, knee 0.285, ankle 0.039).
/// </summary>
internal static class Mannequin
{
    /// <summary>All of somebody, body first, gear and goods after it.</summary>
    public static void Build(Stance s, Appearance look, Goods.Look[] goods, List<Part> parts)
    {
        float h = s.StatureMm, cloth = look.Thick;
        Vec left = s.Joint(JointKind.LeftShoulder), right = s.Joint(JointKind.RightShoulder), chest = (left + right) * 0.5f;
        // The trunk leans as a whole in the simulator; here the hip stays nearly over the feet and the back bends.
        Vec upright = s.At + Vec.Up * (0.818f * h), lean = chest - upright;
        Vec hip = s.At + Vec.Up * (0.53f * h) + new Vec(lean.X * 0.12f, lean.Y * 0.12f, MathF.Min(0, lean.Z) * 0.35f) - s.Heading * (MathF.Min(0, lean.Z) * -0.15f);
        Vec spine = (chest - hip).Unit(), side = (right - left).Across(spine, Vec.Cross(s.Heading, Vec.Up)), ahead = Vec.Cross(spine, side);
        Trunk(s, look, parts, hip, chest, spine, side, ahead, cloth);
        Head.Build(s, look, ahead, parts);
        LegsOf(s, look, hip, side, parts);
        foreach (bool isRight in (ReadOnlySpan<bool>)[false, true]) Arm.Build(s, look, isRight, parts);
        Gear.Build(s, look, hip, chest, spine, side, ahead, parts);
        foreach (bool isRight in (ReadOnlySpan<bool>)[false, true]) Arm.Goods(s, goods, isRight, parts);
    }

    private static void Trunk(Stance s, Appearance look, List<Part> parts, Vec hip, Vec chest, Vec spine, Vec side, Vec ahead, float cloth)
    {
        float h = s.StatureMm, w = look.Wide, b = look.Belly;
        Surface top = look.Top;
        float length = (chest - hip).Length;
        parts.Add(Part.Of(PartKind.Body, Solid.Ellipsoid(chest - spine * (0.075f * h), side, ahead, spine, new(0.102f * h * w + cloth, 0.066f * h * b + cloth, 0.115f * h), top)));
        parts.Add(Part.Of(PartKind.Body, Solid.Ellipsoid(hip + spine * (length * 0.45f) + ahead * (0.012f * h * b), side, ahead, spine, new(0.088f * h * w + cloth, 0.068f * h * b + cloth, length * 0.48f), top), 0.9f));
        parts.Add(Part.Of(PartKind.Body, Solid.Ellipsoid(hip - spine * (0.01f * h), side, ahead, spine, new(0.096f * h * w + cloth, 0.072f * h * b + cloth, 0.085f * h), look.Legs == Appearance.LegsKind.Coat ? top : look.Bottom), 0.8f));
        // From the neck down to the shoulders.
        Vec neck = s.Joint(JointKind.Neck), left = s.Joint(JointKind.LeftShoulder), right = s.Joint(JointKind.RightShoulder);
        Vec nape = Vec.Lerp(chest, neck, 0.35f);
        parts.Add(Part.Cone(PartKind.Body, nape, 0.046f * h + cloth, left - Vec.Up * 8, 0.033f * h * w + cloth, top));
        parts.Add(Part.Cone(PartKind.Body, nape, 0.046f * h + cloth, right - Vec.Up * 8, 0.033f * h * w + cloth, top));
    }

    private static void LegsOf(Stance s, Appearance look, Vec hip, Vec side, List<Part> parts)
    {
        float h = s.StatureMm, w = look.Wide, thigh = 0.245f * h, shank = 0.246f * h;
        Vec right = Vec.Cross(s.Heading, Vec.Up);
        bool bare = look.Legs is Appearance.LegsKind.Shorts or Appearance.LegsKind.Skirt;
        foreach (bool isRight in (ReadOnlySpan<bool>)[false, true])
        {
            float sign = isRight ? 1 : -1, step = -sign * s.Swing * 0.17f * h;
            Vec joint = hip + side * (sign * 0.052f * h) - Vec.Up * (0.02f * h);
            Vec ankle = s.At + right * (sign * 0.055f * h) + s.Heading * step + Vec.Up * (0.042f * h + MathF.Max(0, -step) * 0.25f);
            Vec way = ankle - joint;
            float c = Math.Clamp(way.Length, 0.05f * h, thigh + shank - 1), along = (thigh * thigh - shank * shank + c * c) / (2 * c);
            Vec direction = way.Unit(-Vec.Up), bend = s.Heading.Across(direction, s.Heading);
            Vec knee = joint + direction * along + bend * MathF.Sqrt(MathF.Max(0, thigh * thigh - along * along));
            ankle = joint + direction * c;
            Surface upper = look.Bottom, lower = bare ? look.Skin : look.Bottom;
            float wide = 0.046f * h * (0.6f + 0.4f * w), calf = 0.028f * h, slack = bare ? 0 : 6;
            parts.Add(Part.Cone(PartKind.Body, joint, wide + slack, knee, 0.034f * h + slack, upper, 0.72f));
            parts.Add(Part.Cone(PartKind.Body, knee, 0.033f * h + slack, ankle, calf * 0.85f + slack, lower, 0.66f));
            Vec toe = ankle + s.Heading * (0.1f * h) - Vec.Up * (0.02f * h), heel = ankle - s.Heading * (0.02f * h) - Vec.Up * (0.014f * h);
            parts.Add(Part.Cone(PartKind.Body, heel, 0.026f * h, toe, 0.021f * h, look.Shoes, 0.62f));
        }
        if (look.Legs is Appearance.LegsKind.Skirt or Appearance.LegsKind.Coat)
        {
            Vec hem = s.At + Vec.Up * (0.27f * h);
            parts.Add(Part.Cone(PartKind.Body, hip, 0.085f * h * w + look.Thick, hem, 0.11f * h * w + look.Thick, look.Coat, 0.72f));
        }
    }
}
