using O4O.Edge.Store.Layout;
using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Goods;

/// <summary>What a product looks like: a function of its GTIN, name and weight alone, so the same in every store and every picture.</summary>
internal sealed class Look
{
    private readonly LabelPainter _label;
    private readonly Picture _wrap, _top;
    private readonly Surface _metal, _cap, _liquid, _gable;
    private readonly bool _clear;

    public Look(Product product)
    {
        var dice = new Dice(0, "pack " + product.Gtin);
        Packing packing = Packing.Of(product.Name, product.Weight.Grams, dice);
        (Shape, Size) = (packing.Shape, packing.Size);
        _label = new LabelPainter(BrandOf(product.Name), product.Gtin);
        (_wrap, _top) = (_label.Wrap(), _label.Top());
        _metal = new PlainSurface(Tone.Rgb(176, 178, 182)) { Gloss = 0.5f };
        _cap = new PlainSurface(dice.Chance(0.5) ? _label.Accent : dice.Chance(0.5) ? Tone.Rgb(235, 235, 235) : _label.Ink) { Gloss = 0.3f };
        _gable = new PlainSurface(_label.Ground) { Gloss = 0.1f };
        _clear = dice.Chance(0.6);
        _liquid = new PlainSurface(_clear ? Vec.Lerp(Tone.Hsv(dice.Unit(), 0.6, 0.75), Tone.Rgb(200, 210, 215), (float)dice.Unit()) : _label.Ground) { Gloss = 0.5f };
    }

    public GoodsShape Shape { get; }

    /// <summary>Across, front to back, upright; millimetres.</summary>
    public Vec Size { get; }

    /// <summary>All around it.</summary>
    internal Picture Wrap => _wrap;

    /// <summary>The brand: the first word, longer than two letters.</summary>
    internal static string BrandOf(string name)
    {
        foreach (string word in name.Split(' '))
            if (word.Length > 2) return word;
        return name;
    }

    /// <summary>It from above, where it is flat there.</summary>
    internal Picture Top => _top;

    internal Vec CapColour => _cap.Colour(default, 0, 0);

    internal Vec BodyColour => _liquid.Colour(default, 0, 0);

    /// <summary>Puts one there.</summary>
    /// <param name="middle">Its middle.</param>
    /// <param name="right">To its right, seen from its front; length 1, as all three.</param>
    /// <param name="up">Its upright axis.</param>
    /// <param name="into">Where to add its solids.</param>
    public void Add(Vec middle, Vec right, Vec up, List<Solid> into)
    {
        var pack = new Pack(middle, right, Vec.Cross(up, right), up, Size * 0.5f, into);
        switch (Shape)
        {
            case GoodsShape.Can: Can(pack, 0.94f); break;
            case GoodsShape.Tin: Can(pack, 0.9f); break;
            case GoodsShape.Bottle: Bottle(pack, 0.62f, 0.3f); break;
            case GoodsShape.Jug: Bottle(pack, 0.72f, 0.22f); break;
            case GoodsShape.Jar: Jar(pack); break;
            case GoodsShape.Cup: Cup(pack); break;
            case GoodsShape.Bag: Cushion(pack, 1.25f); break;
            case GoodsShape.Bar: Cushion(pack, 2.2f); break;
            case GoodsShape.Carton: Carton(pack); break;
            default: pack.Box(0, pack.Half, Label(pack.Half, 0.08f)); break;
        }
    }

    private LabelSurface Label(Vec around, float gloss) => new(_wrap, _top, around, _label.Ground) { Gloss = gloss };

    private void Can(Pack pack, float label)
    {
        var body = new Vec(pack.Half.X, pack.Half.Y, pack.Half.Z * label);
        pack.Cylinder(0, body, new LabelSurface(_wrap, null, body, Tone.Rgb(180, 182, 186)) { Gloss = 0.35f });
        pack.Cylinder(0, new(pack.Half.X * 0.9f, pack.Half.Y * 0.9f, pack.Half.Z), _metal);
    }

    /// <summary>A body up to the shoulder, a dome over it, a neck and a cap.</summary>
    private void Bottle(Pack pack, float shoulder, float neck)
    {
        Vec half = pack.Half;
        float z = Size.Z * shoulder, dome = Size.Z * (0.96f - shoulder) * 0.8f, at = -half.Z + z / 2;
        var body = new Vec(half.X, half.Y, z / 2);
        if (_clear && Shape == GoodsShape.Bottle)
        {
            var label = new Vec(half.X * 1.01f, half.Y * 1.01f, z * 0.26f);
            pack.Cylinder(at, body, _liquid);
            pack.Cylinder(at, label, Label(label, 0.2f));
        }
        else pack.Cylinder(at, body, Label(body, 0.25f));
        Vec round = new(half.X, half.Y, dome);
        pack.Cut(-half.Z + z, round, new(-half.X, -half.Y, 0), round, _liquid);
        float cap = MathF.Min(16, half.X * (neck + 0.12f)), high = Size.Z * 0.09f;
        pack.Cylinder(half.Z - high, new(cap, cap, high), _cap);
    }

    private void Jar(Pack pack)
    {
        var body = new Vec(pack.Half.X, pack.Half.Y, pack.Half.Z * 0.82f);
        pack.Cylinder(-pack.Half.Z * 0.18f, body, Label(body, 0.3f));
        pack.Cylinder(pack.Half.Z * 0.8f, new(pack.Half.X * 0.92f, pack.Half.Y * 0.92f, pack.Half.Z * 0.2f), _cap);
    }

    private void Cup(Pack pack)
    {
        var body = new Vec(pack.Half.X * 0.92f, pack.Half.Y * 0.92f, pack.Half.Z * 0.95f);
        pack.Cylinder(-pack.Half.Z * 0.05f, body, Label(body, 0.1f));
        var lid = new Vec(pack.Half.X, pack.Half.Y, pack.Half.Z * 0.04f);
        pack.Cylinder(pack.Half.Z * 0.95f, lid, new LabelSurface(_wrap, _top, lid, _label.Accent) { Gloss = 0.25f });
    }

    /// <summary>A lens cut off by the seams: thick in the middle, thin at top and bottom.</summary>
    private void Cushion(Pack pack, float bulge)
    {
        Vec half = pack.Half;
        pack.Cut(0, new(half.X * 1.3f, half.Y, half.Z * bulge), -half, half, Label(half, 0.3f));
        pack.Box(0, new(half.X * 0.99f, half.Y * 0.12f + 1, half.Z), Label(half, 0.2f));
    }

    private void Carton(Pack pack)
    {
        Vec half = pack.Half;
        float body = half.Z * 0.84f;
        var sides = new Vec(half.X, half.Y, body);
        pack.Box(body - half.Z, sides, Label(sides, 0.15f));
        pack.Cut(2 * body - half.Z, new(half.X * 3, half.Y, half.Z * 0.3f), new(-half.X, -half.Y, 0), half, _gable);
        pack.Cylinder(half.Z * 0.92f, new(12, 12, half.Z * 0.08f), _cap);
    }

    /// <summary>Where one stands and how it is turned; heights are from its middle.</summary>
    private readonly record struct Pack(Vec Middle, Vec Right, Vec Back, Vec Up, Vec Half, List<Solid> Into)
    {
        public void Box(float z, Vec half, Surface surface) => Into.Add(Solid.Box(Middle + Up * z, Right, Back, Up, half, surface));

        public void Cylinder(float z, Vec half, Surface surface) => Into.Add(Solid.Cylinder(Middle + Up * z, Right, Back, Up, half, surface));

        public void Cut(float z, Vec half, Vec low, Vec high, Surface surface) => Into.Add(Solid.Cut(Middle + Up * z, Right, Back, Up, half, low, high, surface));
    }
}
