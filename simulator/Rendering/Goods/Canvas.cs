using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Goods;

/// <summary>Somewhere to paint on, dot by dot; the top left is (0, 0), sides are counted in dots.</summary>
internal sealed class Canvas(int width, int height, Vec ground)
{
    private readonly Vec[] _dots = Filled(width * height, ground);

    public int Width => width;

    public int Height => height;

    public Picture ToPicture() => new(width, height, _dots);

    public void Box(double left, double top, double right, double bottom, Vec colour)
    {
        for (int y = Math.Max(0, (int)top); y < Math.Min(height, (int)bottom); y++)
            for (int x = Math.Max(0, (int)left); x < Math.Min(width, (int)right); x++) _dots[y * width + x] = colour;
    }

    public void Fade(double top, double bottom, Vec from, Vec to)
    {
        for (int y = Math.Max(0, (int)top); y < Math.Min(height, (int)bottom); y++)
        {
            Vec colour = Vec.Lerp(from, to, (float)((y - top) / (bottom - top)));
            for (int x = 0; x < width; x++) _dots[y * width + x] = colour;
        }
    }

    public void Disc(double cx, double cy, double rx, double ry, Vec colour)
    {
        for (int y = Math.Max(0, (int)(cy - ry)); y <= Math.Min(height - 1, (int)(cy + ry)); y++)
        {
            for (int x = Math.Max(0, (int)(cx - rx)); x <= Math.Min(width - 1, (int)(cx + rx)); x++)
            {
                double dx = (x + 0.5 - cx) / rx, dy = (y + 0.5 - cy) / ry;
                if (dx * dx + dy * dy <= 1) _dots[y * width + x] = colour;
            }
        }
    }

    /// <summary>A square on its corner.</summary>
    public void Diamond(double cx, double cy, double rx, double ry, Vec colour)
    {
        for (int y = Math.Max(0, (int)(cy - ry)); y <= Math.Min(height - 1, (int)(cy + ry)); y++)
            for (int x = Math.Max(0, (int)(cx - rx)); x <= Math.Min(width - 1, (int)(cx + rx)); x++)
                if (Math.Abs(x + 0.5 - cx) / rx + Math.Abs(y + 0.5 - cy) / ry <= 1) _dots[y * width + x] = colour;
    }

    /// <summary>Stripes at a slant: of each <paramref name="period"/> dots the first half.</summary>
    public void Stripes(double left, double top, double right, double bottom, double period, double slant, Vec colour)
    {
        for (int y = Math.Max(0, (int)top); y < Math.Min(height, (int)bottom); y++)
        {
            for (int x = Math.Max(0, (int)left); x < Math.Min(width, (int)right); x++)
            {
                double t = (x + slant * y) / period;
                if (t - Math.Floor(t) < 0.5) _dots[y * width + x] = colour;
            }
        }
    }

    /// <summary>What looks like a word: strokes of letters.</summary>
    public void Word(double left, double top, double letterHeight, int letters, Vec colour, Dice dice)
    {
        double wide = letterHeight * 0.62, stroke = Math.Max(1, letterHeight * 0.2);
        for (int i = 0; i < letters; i++)
        {
            double x = left + i * wide, right = x + wide * 0.78, bottom = top + letterHeight, middle = (top + bottom) / 2;
            int shape = dice.Below(16) | 1 << dice.Below(4);
            if ((shape & 1) != 0) Box(x, top, x + stroke, bottom, colour);
            if ((shape & 2) != 0) Box(right - stroke, top, right, bottom, colour);
            if ((shape & 4) != 0) Box(x, top, right, top + stroke, colour);
            if ((shape & 8) != 0) Box(x, bottom - stroke, right, bottom, colour);
            if (dice.Chance(0.6)) Box(x, middle - stroke / 2, right, middle + stroke / 2, colour);
        }
    }

    public void BarCode(double left, double top, double right, double bottom, Dice dice)
    {
        Box(left, top, right, bottom, Tone.Rgb(250, 250, 248));
        for (double x = left + 2; x < right - 2; x += 1 + dice.Below(3))
            if (dice.Chance(0.55)) Box(x, top + 2, x + 1, bottom - 2, Tone.Rgb(15, 15, 15));
    }

    private static Vec[] Filled(int count, Vec colour)
    {
        var dots = new Vec[count];
        Array.Fill(dots, colour);
        return dots;
    }
}
