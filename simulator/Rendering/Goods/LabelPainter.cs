using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Goods;

/// <summary>
/// Paints a product's label: all around it, front in the left half, back in the right half. The brand (the first word of the name) decides
/// ground, layout, emblem and lettering; the product its accents and what is pictured. Two kinds of one brand are therefore nearly alike,
/// as they are in shops.
/// </summary>
internal sealed class LabelPainter
{
    private readonly Dice _brand, _own;
    private readonly int _layout, _emblem;
    private readonly double _hue;

    public LabelPainter(string brand, string gtin)
    {
        _brand = new Dice(0, "brand " + brand);
        _own = new Dice(0, "label " + gtin);
        _hue = _brand.Unit();
        Ground = _brand.Chance(0.25) ? Tone.Hsv(_hue, 0.08, 0.95) : Tone.Hsv(_hue, _brand.Between(0.35, 0.95), _brand.Between(0.3, 0.95));
        Ink = Tone.Brightness(Ground) > 0.35 ? Tone.Hsv(_hue + 0.5, 0.8, _brand.Between(0.1, 0.35)) : Tone.Hsv(_hue + 0.1, 0.1, 0.97);
        Accent = Tone.Hsv(_own.Unit(), _own.Between(0.55, 1.0), _own.Between(0.45, 1.0));
        Second = Tone.Hsv(_own.Unit(), _own.Between(0.3, 0.9), _own.Between(0.4, 1.0));
        (_layout, _emblem) = (_brand.Below(6), _brand.Below(4));
    }

    /// <summary>What the brand's packs are made of.</summary>
    public Vec Ground { get; }

    public Vec Ink { get; }

    /// <summary>What tells one of the brand's products from the next.</summary>
    public Vec Accent { get; }

    public Vec Second { get; }

    /// <summary>Round the pack, 256 × 128 dots; the front's middle is at a quarter of the width.</summary>
    public Picture Wrap()
    {
        const int w = 256, h = 128;
        var canvas = new Canvas(w, h, Ground);
        if (_brand.Chance(0.4)) canvas.Fade(0, h, Ground, Vec.Lerp(Ground, Accent, 0.5f));
        int words = 3 + _brand.Below(5), kind = 3 + _own.Below(6);
        double letters = 16 + _brand.Below(12);
        switch (_layout)
        {
            case 0: canvas.Box(0, h * 0.62, w, h * 0.8, Accent); break;
            case 1: canvas.Box(0, 0, w, h * 0.3, Accent); canvas.Box(0, h * 0.3, w, h * 0.34, Ink); break;
            case 2: canvas.Stripes(0, h * 0.5, w, h, 24, 0.8, Accent); break;
            case 3: canvas.Box(w * 0.04, h * 0.08, w * 0.46, h * 0.92, Accent); canvas.Box(w * 0.06, h * 0.12, w * 0.44, h * 0.88, Ground); break;
            case 4: canvas.Disc(w * 0.25, h * 0.5, w * 0.21, h * 0.46, Accent); break;
            default: canvas.Box(0, h * 0.78, w, h, Accent); canvas.Box(0, 0, w, h * 0.12, Second); break;
        }
        Emblem(canvas, w * 0.25, h * _own.Between(0.58, 0.7), h * _own.Between(0.16, 0.24));
        canvas.Word(w * 0.25 - words * letters * 0.31, h * 0.14, letters, words, Ink, new Dice(0, "letters", (int)(_hue * 1e6)));
        canvas.Word(w * 0.25 - kind * 3.4, h * 0.86, 11, kind, Tone.Brightness(Accent) > 0.4 && _layout is 0 or 5 ? Tone.Rgb(20, 20, 25) : Ink, _own);
        Back(canvas, w, h);
        return canvas.ToPicture();
    }

    /// <summary>From above, 64 × 64 dots: what a ceiling camera sees most of.</summary>
    public Picture Top()
    {
        const int s = 64;
        var canvas = new Canvas(s, s, Ground);
        switch (_layout)
        {
            case 0 or 3: canvas.Box(0, s * 0.3, s, s * 0.7, Accent); break;
            case 1 or 5: canvas.Box(0, 0, s * 0.5, s, Accent); break;
            case 2: canvas.Stripes(0, 0, s, s, 16, 0.8, Accent); break;
            default: canvas.Disc(s * 0.5, s * 0.5, s * 0.4, s * 0.4, Accent); break;
        }
        canvas.Word(s * 0.12, s * 0.38, 15, 5, Ink, new Dice(0, "letters", (int)(_hue * 1e6)));
        return canvas.ToPicture();
    }

    private void Emblem(Canvas canvas, double x, double y, double r)
    {
        // What is inside: a few rounds, leaves or grains, in the product's own colours.
        int pieces = 1 + _own.Below(4);
        for (int i = 0; i < pieces; i++)
        {
            double at = x + (i - (pieces - 1) / 2.0) * r * 1.3, size = r * _own.Between(0.75, 1.15);
            switch (_emblem)
            {
                case 0: canvas.Disc(at, y, size, size, Second); canvas.Disc(at - size * 0.3, y - size * 0.3, size * 0.35, size * 0.35, Vec.Lerp(Second, new(1, 1, 1), 0.5f)); break;
                case 1: canvas.Diamond(at, y, size * 0.8, size * 1.2, Second); canvas.Diamond(at, y, size * 0.4, size * 0.6, Accent); break;
                case 2: canvas.Disc(at, y, size * 1.2, size * 0.6, Second); canvas.Disc(at, y, size * 0.6, size * 0.3, Ink); break;
                default: canvas.Box(at - size * 0.7, y - size * 0.7, at + size * 0.7, y + size * 0.7, Second); canvas.Disc(at, y, size * 0.5, size * 0.5, Accent); break;
            }
        }
    }

    private void Back(Canvas canvas, int w, int h)
    {
        Vec paper = _brand.Chance(0.5) ? Tone.Rgb(240, 238, 230) : Ground;
        canvas.Box(w * 0.56, h * 0.1, w * 0.94, h * 0.92, paper);
        Vec ink = Tone.Brightness(paper) > 0.3 ? Tone.Rgb(40, 40, 45) : Tone.Rgb(235, 235, 230);
        for (int line = 0; line < 8; line++) canvas.Box(w * 0.58, h * (0.14 + 0.055 * line), w * (0.7 + 0.2 * _own.Unit()), h * (0.14 + 0.055 * line) + 3, ink);
        canvas.Box(w * 0.58, h * 0.6, w * 0.7, h * 0.88, Accent);
        canvas.BarCode(w * 0.73, h * 0.64, w * 0.92, h * 0.88, _own);
    }
}
