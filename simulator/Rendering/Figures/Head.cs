using O4O.Edge.Store.Facts;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Figures;

/// <summary>Neck, head, hair and what is worn over it. The head's middle is the simulator's head joint.</summary>
internal static class Head
{
    public static void Build(Stance s, Appearance look, Vec chestAhead, List<Part> parts)
    {
        // Children's heads are larger for their stature.
        float h = MathF.Max(s.StatureMm, 1_350);
        Vec head = s.Joint(JointKind.Head), neck = s.Joint(JointKind.Neck), nape = neck - Vec.Up * (0.03f * h);
        // Who bends down looks where the hand goes; the face stays towards the heading.
        Vec tilt = new(chestAhead.X, chestAhead.Y, MathF.Min(0, chestAhead.Z));
        Vec ahead = (s.Heading + tilt * 0.5f).Unit(s.Heading), up = Vec.Up.Across(ahead, Vec.Up), side = Vec.Cross(ahead, up);
        var half = new Vec(0.045f * h, 0.057f * h, 0.068f * h);
        parts.Add(Part.Cone(PartKind.Body, nape, 0.034f * h, head - up * (0.03f * h), 0.033f * h, look.Skin, 0.7f));
        parts.Add(Part.Of(PartKind.Body, Solid.Ellipsoid(head, side, ahead, up, half, look.Skin)));
        Vec nose = head + ahead * (half.Y * 0.98f) - up * (half.Z * 0.15f);
        parts.Add(Part.Cone(PartKind.Body, nose + up * 14, 6, nose, 11, look.Skin));
        foreach (float sign in (ReadOnlySpan<float>)[-1, 1])
            parts.Add(Part.Of(PartKind.Body, Solid.Ellipsoid(head + side * (sign * half.X * 0.98f) - up * 8, side, ahead, up, new(9, 18, 28), look.Skin)));
        bool covered = look.Hat is Appearance.HatKind.Hood or Appearance.HatKind.Scarf;
        if (!covered) HairOf(look, head, side, ahead, up, half, nape, parts);
        HatOf(look, head, side, ahead, up, half, nape, parts);
    }

    private static void HairOf(Appearance look, Vec head, Vec side, Vec ahead, Vec up, Vec half, Vec nape, List<Part> parts)
    {
        if (look.Hair == Appearance.HairKind.Bald) return;
        float thick = look.Hair == Appearance.HairKind.Cropped ? 4 : 13;
        Vec more = half + new Vec(thick, thick, thick);
        Surface hair = look.HairSurface;
        // The crown, and the back of the head down to the nape.
        parts.Add(Part.Of(PartKind.Body, Solid.Cut(head, side, ahead, up, more, new(-999, -999, more.Z * 0.42f), new(999, more.Y * 0.85f, 999), hair)));
        parts.Add(Part.Of(PartKind.Body, Solid.Cut(head, side, ahead, up, more, new(-999, -999, -more.Z * 0.6f), new(999, more.Y * 0.12f, 999), hair)));
        switch (look.Hair)
        {
            case Appearance.HairKind.Long:
                parts.Add(Part.Cone(PartKind.Body, head - ahead * (half.Y * 0.45f), half.X * 1.05f, nape - ahead * (half.Y * 0.75f) - up * (half.Z * 0.9f), half.X * 0.8f, hair, 0.85f));
                break;
            case Appearance.HairKind.Bun:
                Vec bun = head - ahead * (half.Y * 0.95f) + up * (half.Z * 0.55f);
                parts.Add(Part.Cone(PartKind.Body, bun, 34, bun + up * 8, 30, hair));
                break;
            case Appearance.HairKind.Tail:
                Vec knot = head - ahead * (half.Y * 1.05f) + up * (half.Z * 0.2f);
                parts.Add(Part.Cone(PartKind.Body, knot, 26, knot - up * (half.Z * 1.9f) - ahead * 30, 14, hair));
                break;
        }
    }

    private static void HatOf(Appearance look, Vec head, Vec side, Vec ahead, Vec up, Vec half, Vec nape, List<Part> parts)
    {
        Vec more = half + new Vec(18, 18, 18);
        Surface hat = look.HatSurface;
        switch (look.Hat)
        {
            case Appearance.HatKind.Cap:
                parts.Add(Part.Of(PartKind.Body, Solid.Cut(head, side, ahead, up, more, new(-999, -999, more.Z * 0.3f), new(999, 999, 999), hat)));
                parts.Add(Part.Of(PartKind.Body, Solid.Cylinder(head + ahead * (half.Y * 1.25f) + up * (half.Z * 0.38f), side, ahead, up, new(half.X * 0.95f, half.Y * 0.95f, 5), hat)));
                break;
            case Appearance.HatKind.Beanie:
                parts.Add(Part.Of(PartKind.Body, Solid.Cut(head + up * 10, side, ahead, up, more, new(-999, -999, more.Z * 0.1f), new(999, 999, 999), hat)));
                break;
            case Appearance.HatKind.Brim:
                parts.Add(Part.Of(PartKind.Body, Solid.Cylinder(head + up * (half.Z * 0.5f), side, ahead, up, new(half.X * 2.4f, half.Y * 2.2f, 5), hat)));
                parts.Add(Part.Of(PartKind.Body, Solid.Cut(head, side, ahead, up, more with { Z = more.Z * 1.15f }, new(-999, -999, more.Z * 0.4f), new(999, 999, 999), hat)));
                break;
            case Appearance.HatKind.Hood or Appearance.HatKind.Scarf:
                Surface cloth = look.Hat == Appearance.HatKind.Hood ? look.Top : hat;
                more += new Vec(6, 8, 8);
                parts.Add(Part.Of(PartKind.Body, Solid.Cut(head - ahead * 6, side, ahead, up, more, new(-999, -999, more.Z * 0.38f), new(999, 999, 999), cloth)));
                parts.Add(Part.Of(PartKind.Body, Solid.Cut(head - ahead * 6, side, ahead, up, more, new(-999, -999, -more.Z), new(999, more.Y * 0.3f, 999), cloth)));
                parts.Add(Part.Cone(PartKind.Body, nape, half.X * 1.2f, nape - up * 45, half.X * 1.45f, cloth, 0.9f));
                break;
        }
    }
}
