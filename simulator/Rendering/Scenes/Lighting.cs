using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>A store's light: some lamps with shadows, and what walls and ceiling throw back from everywhere.</summary>
internal sealed class Lighting
{
    /// <summary>More lamps would cost more than they show.</summary>
    public const int LampsMax = 3;

    private Lighting(Vec ambient, Lamp[] lamps) => (Ambient, Lamps) = (ambient, lamps);

    public Vec Ambient { get; }

    public Lamp[] Lamps { get; }

    /// <summary>Plain: even light out of three panels. Otherwise drawn: many or few, near or far, warm or cold, soft or hard.</summary>
    public static Lighting For(Box3 room, float ceilingMm, ulong seed, bool plain)
    {
        var dice = new Dice(seed, "light");
        int count = plain ? LampsMax : 1 + dice.Below(LampsMax);
        double warm = plain ? 0.5 : dice.Unit(), strong = plain ? 0.55 : dice.Between(0.25, 0.75);
        var lamps = new Lamp[count];
        for (int i = 0; i < count; i++)
        {
            double x = room.Min.X + (room.Max.X - room.Min.X) * (plain ? (i + 0.5) / count : dice.Between(0.1, 0.9));
            double y = room.Min.Y + (room.Max.Y - room.Min.Y) * (plain ? 0.5 : dice.Between(0.1, 0.9));
            // Now and then a window: light from the side, from beyond a wall.
            bool window = !plain && dice.Chance(0.15);
            double z = window ? dice.Between(1_500.0, 2_600.0) : ceilingMm - 20;
            if (window) y = room.Max.Y + 1_500;
            double light = strong * dice.Between(0.7, 1.3) / Math.Sqrt(count);
            lamps[i] = new Lamp(new((float)x, (float)y, (float)z), (float)(plain ? 400 : dice.Between(60.0, 700.0)), Warmth(warm + 0.15 * dice.Gauss()) * (float)(light * (window ? 2.5 : 1.15)));
        }
        return new(Warmth(warm + 0.1 * dice.Gauss()) * (float)((1 - strong) * (plain ? 0.85 : dice.Between(0.55, 1.0))), lamps);
    }

    /// <summary>Some 6,500 K at 0, some 3,000 K at 1; cameras balance most of it away.</summary>
    private static Vec Warmth(double warm)
    {
        float w = (float)Math.Clamp(warm, 0, 1);
        return new(1 + 0.18f * (w - 0.4f), 1, 1 - 0.35f * (w - 0.4f));
    }
}
