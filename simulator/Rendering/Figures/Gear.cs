using O4O.Edge.Store.Facts;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Figures;

/// <summary>Bags on backs, over shoulders and in hands, baskets, and trolleys that follow.</summary>
internal static class Gear
{
    public static void Build(Stance s, Appearance look, Vec hip, Vec chest, Vec spine, Vec side, Vec ahead, List<Part> parts)
    {
        float k = look.GearSize, h = s.StatureMm;
        switch (look.Gear)
        {
            case Appearance.GearKind.Backpack:
                Vec back = Vec.Lerp(hip, chest, 0.68f) - ahead * (0.068f * h * look.Belly + 65 * k + look.Thick);
                parts.Add(Part.Of(PartKind.Gear, Solid.Cut(back, side, ahead, spine, new(200 * k, 105 * k, 300 * k), new(-145 * k, -75 * k, -210 * k), new(145 * k, 75 * k, 210 * k), look.GearSurface)));
                foreach (float sign in (ReadOnlySpan<float>)[-1, 1])
                    parts.Add(Part.Cone(PartKind.Gear, chest + side * (sign * 0.065f * h) + ahead * (0.045f * h) + spine * 18, 16, chest + side * (sign * 0.065f * h) - ahead * (0.07f * h) + spine * 10, 16, look.GearSurface));
                break;
            case Appearance.GearKind.ShoulderBag:
                float aside = look.IsGearRight ? 1 : -1;
                Vec bag = hip + side * (aside * (0.11f * h * look.Wide + 60)) - Vec.Up * 20;
                parts.Add(Part.Of(PartKind.Gear, Solid.Box(bag, ahead, side, Vec.Up, new(150 * k, 48 * k, 120 * k), look.GearSurface), 0.8f));
                parts.Add(Part.Cone(PartKind.Gear, s.Joint(look.IsGearRight ? JointKind.RightShoulder : JointKind.LeftShoulder) + Vec.Up * (0.035f * h + look.Thick), 9, bag + Vec.Up * (115 * k), 9, look.GearSurface));
                break;
            case Appearance.GearKind.Basket: Basket(s, look, look.IsGearRight, parts); break;
            case Appearance.GearKind.Trolley: Trolley(s, look, parts); break;
        }
        if (s.CarriesBag) HandBag(s, look, parts);
    }

    private static void HandBag(Stance s, Appearance look, List<Part> parts)
    {
        Vec wrist = s.Joint(s.BagIsRight ? JointKind.RightWrist : JointKind.LeftWrist), right = Vec.Cross(s.Heading, Vec.Up);
        float k = look.GearSize, high = MathF.Min(190 * k, (wrist.Z - 160) / 2);
        if (high < 40) return;
        Vec middle = wrist - Vec.Up * (100 + high);
        parts.Add(Part.Of(PartKind.Gear, Solid.Cut(middle, s.Heading, right, Vec.Up, new(230 * k, 110 * k, high * 1.7f), new(-160 * k, -70 * k, -high), new(160 * k, 70 * k, high), look.BagSurface), 0.7f));
        parts.Add(Part.Cone(PartKind.Gear, wrist - Vec.Up * 70 + s.Heading * 20, 7, middle + Vec.Up * high + s.Heading * 80, 7, look.BagSurface, 0.8f));
        parts.Add(Part.Cone(PartKind.Gear, wrist - Vec.Up * 70 - s.Heading * 20, 7, middle + Vec.Up * high - s.Heading * 80, 7, look.BagSurface, 0.8f));
    }

    /// <summary>On the forearm of the arm that is not wanted for taking.</summary>
    private static void Basket(Stance s, Appearance look, bool isRight, List<Part> parts)
    {
        if (s.CarriesBag || s.Hand(isRight).IsOut || s.Hand(isRight).Product >= 0) return;
        Vec wrist = s.Joint(isRight ? JointKind.RightWrist : JointKind.LeftWrist), right = Vec.Cross(s.Heading, Vec.Up);
        Vec middle = wrist - Vec.Up * 260 + right * (isRight ? 60 : -60);
        Crate(middle, s.Heading, right, new(210, 140, 105), look.GearSurface, parts);
        parts.Add(Part.Cone(PartKind.Gear, wrist - Vec.Up * 75, 9, middle + s.Heading * 190 + Vec.Up * 100, 8, look.GearSurface));
        parts.Add(Part.Cone(PartKind.Gear, wrist - Vec.Up * 75, 9, middle - s.Heading * 190 + Vec.Up * 100, 8, look.GearSurface));
    }

    /// <summary>A shopping trolley that is drawn along behind.</summary>
    private static void Trolley(Stance s, Appearance look, List<Part> parts)
    {
        Vec right = Vec.Cross(s.Heading, Vec.Up), at = s.At - s.Heading * 520 + right * (look.IsGearRight ? 160 : -160);
        float k = look.GearSize;
        if (k < 0.95f)
        {
            // A soft one on two wheels.
            parts.Add(Part.Of(PartKind.Gear, Solid.Cut(at + Vec.Up * 420, right, s.Heading, Vec.Up, new(240, 190, 480), new(-170, -130, -290), new(170, 130, 290), look.GearSurface)));
            parts.Add(Part.Cone(PartKind.Gear, at + Vec.Up * 700, 12, at + Vec.Up * 950 + s.Heading * 60, 12, look.Shoes));
            return;
        }
        Crate(at + Vec.Up * 640 - s.Heading * 90, s.Heading, right, new(320, 220, 150), look.GearSurface, parts);
        foreach (float x in (ReadOnlySpan<float>)[-180, 180])
        {
            parts.Add(Part.Cone(PartKind.Gear, at + right * x + Vec.Up * 90 - s.Heading * 380, 14, at + right * x + Vec.Up * 500 + s.Heading * 160, 12, look.Shoes, 0.7f));
            parts.Add(Part.Cone(PartKind.Gear, at + right * x + Vec.Up * 790 + s.Heading * 220, 12, at + right * x + Vec.Up * 960 + s.Heading * 300, 14, look.GearSurface));
        }
    }

    /// <summary>Open above: a ground and four sides.</summary>
    private static void Crate(Vec middle, Vec ahead, Vec right, Vec half, Surface surface, List<Part> parts)
    {
        parts.Add(Part.Of(PartKind.Gear, Solid.Box(middle - Vec.Up * half.Z, ahead, right, Vec.Up, half with { Z = 6 }, surface), 0.6f));
        foreach (float sign in (ReadOnlySpan<float>)[-1, 1])
        {
            parts.Add(Part.Of(PartKind.Gear, Solid.Box(middle + ahead * (sign * half.X), ahead, right, Vec.Up, half with { X = 6 }, surface), 0.85f));
            parts.Add(Part.Of(PartKind.Gear, Solid.Box(middle + right * (sign * half.Y), ahead, right, Vec.Up, half with { Y = 6 }, surface), 0.85f));
        }
    }
}
