using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.People;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>
/// The furniture: of each gondola a plinth, boards with price strips, a back and two sides, in the same measures as what hides people from
/// the simulated detectors (<see cref="Cameras.Furniture"/>); and what stands along the walls where nobody walks.
/// </summary>
internal static class Gondolas
{
    private const float BoardMm = 30, PanelMm = 15, StripMm = 34;

    public static List<Solid> Build(StoreLayout layout, FloorPlan plan, ulong seed, bool isPlain)
    {
        var solids = new List<Solid>();
        var dice = new Dice(seed, "gondolas");
        Vec wood = Paint(dice, isPlain), metal = Paint(dice, isPlain);
        for (int g = 0; g < layout.GondolaCount; g++)
        {
            if (!isPlain && dice.Chance(0.3)) (wood, metal) = (Paint(dice, false), Paint(dice, false));
            Add(layout, plan, g, wood, metal, new Dice(seed, "gondola", g), solids);
        }
        if (!isPlain) Clutter(layout, plan, new Dice(seed, "clutter"), solids);
        return solids;
    }

    private static Vec Paint(Dice dice, bool isPlain) => isPlain ? Tone.Hsv(0.1, 0.03, 0.85)
        : dice.Chance(0.5) ? Tone.Hsv(dice.Between(0.04, 0.12), dice.Between(0.0, 0.6), dice.Between(0.2, 0.95))
        : dice.Chance(0.6) ? Tone.Hsv(0.6, 0.05, dice.Between(0.05, 0.97)) : Tone.Any(dice);

    private static void Add(StoreLayout layout, FloorPlan plan, int gondola, Vec wood, Vec metal, Dice dice, List<Solid> solids)
    {
        Shelf[] shelves = [.. layout.Shelves.Where(s => s.GondolaIndex == gondola)];
        Vec min = Vec.Of(shelves[0].Space.Min), max = Vec.Of(shelves[0].Space.Max);
        foreach (Shelf shelf in shelves) (min, max) = (Vec.Min(min, Vec.Of(shelf.Space.Min)), Vec.Max(max, Vec.Of(shelf.Space.Max)));
        Spot front = plan.Front(shelves[0].Index);
        var board = new PlainSurface(wood, 0.06f) { Gloss = 0.1f };
        var panel = new PlainSurface(metal, 0.05f, 200);
        solids.Add(Solid.Box(min with { Z = 0 }, max with { Z = MathF.Max(min.Z, BoardMm) }, panel));
        foreach (Shelf shelf in shelves)
        {
            Vec low = Vec.Of(shelf.Space.Min), high = Vec.Of(shelf.Space.Max);
            solids.Add(Solid.Box(low with { Z = low.Z - BoardMm }, high with { Z = low.Z }, board));
            solids.Add(Strip(low, high, front, new PriceSurface(dice)));
        }
        foreach (Spot side in (ReadOnlySpan<Spot>)[new(1, 0), new(-1, 0), new(0, 1), new(0, -1)])
        {
            if (side == front) continue;
            Vec low = min with { Z = 0 }, high = max;
            if (side.X > 0) low = low with { X = high.X - PanelMm };
            else if (side.X < 0) high = high with { X = low.X + PanelMm };
            else if (side.Y > 0) low = low with { Y = high.Y - PanelMm };
            else high = high with { Y = low.Y + PanelMm };
            solids.Add(Solid.Box(low, high, panel));
        }
    }

    /// <summary>A strip for price labels before the edge of a board.</summary>
    private static Solid Strip(Vec low, Vec high, Spot front, Surface surface)
    {
        (float z0, float z1) = (low.Z - StripMm, low.Z + 2);
        if (front.X > 0) return Solid.Box(new(high.X, low.Y, z0), new(high.X + 5, high.Y, z1), surface);
        if (front.X < 0) return Solid.Box(new(low.X - 5, low.Y, z0), new(low.X, high.Y, z1), surface);
        return front.Y > 0
            ? Solid.Box(new(low.X, high.Y, z0), new(high.X, high.Y + 5, z1), surface)
            : Solid.Box(new(low.X, low.Y - 5, z0), new(high.X, low.Y, z1), surface);
    }

    /// <summary>Crates, bins, posts and plants in the strip along the walls that nobody walks in.</summary>
    private static void Clutter(StoreLayout layout, FloorPlan plan, Dice dice, List<Solid> solids)
    {
        Box3 b = layout.Bounds;
        for (int n = dice.Below(12); n > 0; n--)
        {
            double half = dice.Between(80.0, 118.0), along = dice.Unit(), high = dice.Between(150.0, 1_500.0);
            int wall = dice.Below(4), kind = dice.Below(4);
            Vec colour = Tone.Any(dice);
            double x = wall == 0 ? b.Min.X + half : wall == 1 ? b.Max.X - half : b.Min.X + half + along * (b.Max.X - b.Min.X - 2 * half);
            double y = wall == 2 ? b.Min.Y + half : wall == 3 ? b.Max.Y - half : b.Min.Y + half + along * (b.Max.Y - b.Min.Y - 2 * half);
            if (plan.IsFree(new Spot(x, y))) continue; // somebody may stand there
            var at = new Vec((float)x, (float)y, (float)high / 2);
            var size = new Vec((float)half, (float)half, (float)high / 2);
            Vec right = new(1, 0, 0), ahead = new(0, 1, 0);
            var paint = new PlainSurface(colour, 0.1f) { Gloss = 0.1f };
            if (kind == 0) solids.Add(Solid.Box(at, right, ahead, Vec.Up, size, paint));
            else if (kind == 1) solids.Add(Solid.Cylinder(at, right, ahead, Vec.Up, size, paint));
            else
            {
                float pot = size.X * 0.8f;
                solids.Add(Solid.Cylinder(at with { Z = 120 }, right, ahead, Vec.Up, new(pot, pot, 120), paint));
                solids.Add(Solid.Ellipsoid(at with { Z = 240 + size.Z * 0.6f }, right, ahead, Vec.Up, size with { Z = size.Z * 0.6f }, kind == 2 ? new PlainSurface(Tone.Hsv(0.3, 0.7, dice.Between(0.2, 0.6)), 0.7f, 30) : paint));
            }
        }
    }
}
