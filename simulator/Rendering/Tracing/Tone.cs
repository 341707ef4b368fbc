using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;

namespace O4O.Simulator.Rendering.Tracing;

/// <summary>Colours: from what people name them by (sRGB, hue) to linear light.</summary>
internal static class Tone
{
    /// <summary>From sRGB, 0 … 255 each.</summary>
    public static Vec Rgb(int red, int green, int blue) => new(Linear(red / 255.0), Linear(green / 255.0), Linear(blue / 255.0));

    /// <summary>From hue (turns), saturation and value of sRGB, 0 … 1 each.</summary>
    public static Vec Hsv(double hue, double saturation, double value)
    {
        double h = (hue - Math.Floor(hue)) * 6, f = h - Math.Floor(h);
        double p = value * (1 - saturation), q = value * (1 - saturation * f), t = value * (1 - saturation * (1 - f));
        (double r, double g, double b) = (int)h switch { 0 => (value, t, p), 1 => (q, value, p), 2 => (p, value, t), 3 => (p, q, value), 4 => (t, p, value), _ => (value, p, q) };
        return new(Linear(r), Linear(g), Linear(b));
    }

    /// <summary>Any colour that cloth or paint has.</summary>
    public static Vec Any(Dice dice, double saturationMax = 0.9, double valueMin = 0.08)
    {
        double hue = dice.Unit(), saturation = dice.Unit(), value = dice.Between(valueMin, 0.95);
        return Hsv(hue, saturation * saturationMax, value);
    }

    public static float Brightness(Vec c) => 0.2126f * c.X + 0.7152f * c.Y + 0.0722f * c.Z;

    /// <summary>A number out of 0 … 1 for three whole ones, always the same: grain, weave, tiles.</summary>
    public static float Grain(int x, int y, int z)
    {
        uint h = (uint)x * 0x9E3779B1u ^ (uint)y * 0x85EBCA77u ^ (uint)z * 0xC2B2AE3Du;
        h ^= h >> 15;
        h *= 0x2C1B3C6Du;
        h ^= h >> 12;
        h *= 0x297A2D39u;
        h ^= h >> 15;
        return (h >> 8) * (1 / 16_777_216f);
    }

    /// <summary>The same, smooth in between.</summary>
    public static float Cloud(float x, float y, int z)
    {
        float fx = MathF.Floor(x), fy = MathF.Floor(y), u = x - fx, v = y - fy;
        int i = (int)fx, j = (int)fy;
        (u, v) = (u * u * (3 - 2 * u), v * v * (3 - 2 * v));
        float top = Grain(i, j, z) + (Grain(i + 1, j, z) - Grain(i, j, z)) * u, bottom = Grain(i, j + 1, z) + (Grain(i + 1, j + 1, z) - Grain(i, j + 1, z)) * u;
        return top + (bottom - top) * v;
    }

    private static float Linear(double v) => (float)(v <= 0.04045 ? v / 12.92 : Elementary.Exp(2.4 * Elementary.Log((v + 0.055) / 1.055)));
}
