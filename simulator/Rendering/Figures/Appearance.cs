using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Figures;

/// <summary>Somebody's build, skin, hair and clothes, drawn once for a visit.</summary>
internal sealed class Appearance
{
    /// <summary>Skin from very light to very dark (after the Monk skin tone scale's spread), sRGB.</summary>
    private static readonly Vec[] Skins =
    [
        Tone.Rgb(246, 225, 208), Tone.Rgb(232, 195, 165), Tone.Rgb(215, 170, 135), Tone.Rgb(186, 138, 102), Tone.Rgb(146, 100, 70), Tone.Rgb(104, 68, 48), Tone.Rgb(64, 44, 36),
    ];

    private static readonly Vec[] Hairs =
    [
        Tone.Rgb(18, 16, 16), Tone.Rgb(35, 26, 22), Tone.Rgb(66, 45, 32), Tone.Rgb(110, 78, 50), Tone.Rgb(176, 140, 92), Tone.Rgb(214, 190, 146), Tone.Rgb(150, 74, 40), Tone.Rgb(150, 150, 150), Tone.Rgb(222, 222, 218),
    ];

    public enum HairKind
    {
        Bald,
        Cropped,
        Full,
        Long,
        Bun,
        Tail,
    }

    public enum HatKind
    {
        None,
        Cap,
        Beanie,
        Brim,
        Hood,
        Scarf,
    }

    public enum LegsKind
    {
        Trousers,
        Shorts,
        Skirt,
        Coat,
    }

    public enum GearKind
    {
        None,
        Backpack,
        ShoulderBag,
        Trolley,
        Basket,
    }

    public Appearance(Dice dice, bool isStaff, Vec uniform)
    {
        Wide = (float)Math.Clamp(1 + 0.13 * dice.Gauss(), 0.78, 1.42);
        Belly = (float)Math.Clamp(Wide + 0.18 * dice.Gauss(), 0.75, 1.75);
        double tone = dice.Unit() * (Skins.Length - 1);
        Skin = new PlainSurface(Vec.Lerp(Skins[(int)tone], Skins[(int)tone + 1], (float)(tone - (int)tone)), 0.06f, 25) { Gloss = 0.05f };
        Hair = (HairKind)dice.Below(6);
        Vec hair = Hairs[dice.Below(Hairs.Length)] * (float)dice.Between(0.7, 1.3);
        if (dice.Chance(0.06)) hair = Tone.Any(dice);
        HairSurface = new PlainSurface(hair, 0.35f, 9) { Gloss = 0.08f };
        bool hatted = dice.Chance(0.35);
        var hat = (HatKind)(1 + dice.Below(5));
        Hat = hatted ? hat : HatKind.None;
        HatSurface = new ClothSurface(dice, Tone.Any(dice));
        Vec top = Tone.Any(dice);
        // Many wear black, white, grey or blue.
        if (dice.Chance(0.4)) top = Tone.Hsv(0.6, dice.Between(0.0, 0.35), dice.Between(0.03, 0.95));
        Top = new ClothSurface(dice, isStaff ? uniform : top, !isStaff);
        Sleeves = (float)(dice.Chance(0.55) ? 1.0 : dice.Chance(0.7) ? dice.Between(0.3, 0.55) : 0.12);
        Thick = (float)(dice.Chance(0.3) ? dice.Between(8.0, 26.0) : dice.Between(0.0, 8.0));
        Legs = (LegsKind)(dice.Chance(0.6) ? 0 : dice.Below(4));
        Vec bottom = dice.Chance(0.6) ? Tone.Hsv(0.6, dice.Between(0.0, 0.6), dice.Between(0.03, 0.6)) : Tone.Any(dice);
        Bottom = new ClothSurface(dice, bottom, dice.Chance(0.4));
        Coat = Legs == LegsKind.Coat ? Top : Bottom;
        Shoes = new PlainSurface(dice.Chance(0.6) ? Tone.Hsv(0.08, dice.Between(0.0, 0.4), dice.Between(0.03, 0.9)) : Tone.Any(dice)) { Gloss = 0.1f };
        bool geared = dice.Chance(0.5);
        var gear = (GearKind)(1 + dice.Below(4));
        Gear = geared && !isStaff ? gear : GearKind.None;
        GearSurface = new ClothSurface(dice, Tone.Any(dice));
        GearSize = (float)dice.Between(0.75, 1.25);
        IsGearRight = dice.Chance(0.5);
        BagSurface = new ClothSurface(dice, dice.Chance(0.5) ? Tone.Hsv(0.09, dice.Between(0.1, 0.6), dice.Between(0.4, 0.95)) : Tone.Any(dice));
    }

    /// <summary>How broad, 1 for the mean.</summary>
    public float Wide { get; }

    /// <summary>How deep from front to back.</summary>
    public float Belly { get; }

    public Surface Skin { get; }

    public HairKind Hair { get; }

    public Surface HairSurface { get; }

    public HatKind Hat { get; }

    public Surface HatSurface { get; }

    public Surface Top { get; }

    /// <summary>How far the sleeves reach, 0 none, 1 to the wrist.</summary>
    public float Sleeves { get; }

    /// <summary>What the clothes add all around, millimetres.</summary>
    public float Thick { get; }

    public LegsKind Legs { get; }

    public Surface Bottom { get; }

    /// <summary>What hangs from the hip: a coat's or a skirt's.</summary>
    public Surface Coat { get; }

    public Surface Shoes { get; }

    public GearKind Gear { get; }

    public Surface GearSurface { get; }

    public float GearSize { get; }

    public bool IsGearRight { get; }

    /// <summary>Of the bag in a hand, where one is carried.</summary>
    public Surface BagSurface { get; }
}
