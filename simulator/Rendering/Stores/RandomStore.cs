using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Goods;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Stores;

/// <summary>
/// A store drawn from a seed: size, gondolas along the walls and in rows, shelves, plates, and what stands in them out of a range of
/// products that all such stores share (<see cref="RandomCatalogue"/>). One can always walk around every island.
/// </summary>
public static class RandomStore
{
    private const double FrontMm = 2_250, SideMm = 1_150, AisleMinMm = 1_250;
    private const double ClearanceMm = 30;

    /// <summary>Of fewer products a large store could not be filled.</summary>
    public const int RangeMin = 600;

    private readonly record struct Block(double X0, double Y0, double X1, double Y1, bool AlongX);

    /// <summary>The store of this seed, without code issuers.</summary>
    /// <param name="seed">Draws everything.</param>
    /// <param name="first">The catalogue's number of the first product that it may sell; a multiple of twelve keeps brands whole.</param>
    /// <param name="count">How many it chooses from, at least 600.</param>
    public static StoreFile Create(ulong seed, int first = 0, int count = RandomCatalogue.Count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, RangeMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, RandomCatalogue.Total - first);
        var range = new Range(first, first + count);
        var dice = new Dice(seed, "random store");
        double wide = dice.Between(5_500.0, 11_000.0), deep = dice.Between(5_000.0, 9_000.0), high = dice.Between(2_500.0, 3_400.0);
        List<Block> blocks = Blocks(dice, wide, deep);
        var products = new Dictionary<string, StoreFile.ProductEntry>(StringComparer.Ordinal);
        var shelves = new List<StoreFile.ShelfEntry>();
        var facings = new List<StoreFile.FacingEntry>();
        for (int g = 0; g < blocks.Count; g++) Fill(blocks[g], g + 1, new Dice(seed, "random gondola", g), range, products, shelves, facings);
        double entry = dice.Between(350.0, 700.0), exit = wide - dice.Between(1_900.0, 2_100.0);
        return new StoreFile
        {
            Store = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"random-{seed}"), Currency = "KRW", BoundsMm = [0, 0, 0, Math.Round(wide), Math.Round(deep), Math.Round(high)],
            Products = [.. products.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value)], Shelves = shelves, Facings = facings,
            Gates = [new("gate-1", [Math.Round(entry) + 700, 350, 1_100], [Math.Round(entry), 700, 0, Math.Round(entry) + 1_400, 1_900, 2_600], [Math.Round(exit), 700, 0, Math.Round(exit) + 1_400, 1_900, 2_600])],
            Eyes = [new("eyes-1", ClockKind.Synchronised)],
        };
    }

    private static List<Block> Blocks(Dice dice, double wide, double deep)
    {
        var blocks = new List<Block>();
        double depth = Math.Round(dice.Between(350.0, 500.0));
        bool top = dice.Chance(0.75), left = dice.Chance(0.4), right = dice.Chance(0.4);
        double ceiling = deep;
        if (top)
        {
            double x0 = left ? 1_500 : 400 + 400 * dice.Unit(), x1 = wide - (right ? 1_500 : 400 + 400 * dice.Unit());
            blocks.Add(new(x0, deep - depth, x1, deep, true));
            ceiling = deep - depth;
        }
        if (left) blocks.Add(new(0, FrontMm + 200, depth, deep - 300 - 400 * dice.Unit(), false));
        if (right) blocks.Add(new(wide - depth, FrontMm + 200, wide, deep - 300 - 400 * dice.Unit(), false));
        // Islands in rows across the middle, single or back to back.
        double aisle = dice.Between(AisleMinMm, 1_800.0), y = FrontMm + dice.Between(0.0, 400.0);
        double from = (left ? depth : 0) + SideMm + 100 * dice.Unit(), to = wide - (right ? depth : 0) - SideMm - 100 * dice.Unit();
        while (to - from > 1_000)
        {
            bool pair = dice.Chance(0.6);
            double needed = pair ? 2 * depth : depth;
            if (y + needed + aisle > ceiling) break;
            if (pair) blocks.Add(new(from, y, to, y + depth, true));
            blocks.Add(new(from, y + needed - depth, to, y + needed, true));
            y += needed + aisle;
        }
        if (blocks.Count == 0) blocks.Add(new(600, deep - depth, wide - 600, deep, true));
        return blocks;
    }

    private static void Fill(
        Block block, int gondola, Dice dice, Range range, Dictionary<string, StoreFile.ProductEntry> products, List<StoreFile.ShelfEntry> shelves, List<StoreFile.FacingEntry> facings)
    {
        double length = block.AlongX ? block.X1 - block.X0 : block.Y1 - block.Y0, depth = block.AlongX ? block.Y1 - block.Y0 : block.X1 - block.X0;
        int plates = Math.Clamp((int)(length / dice.Between(200.0, 320.0)), 2, 14), count = 3 + dice.Below(4);
        double width = length / plates, bottom = dice.Between(120.0, 380.0), pitch = Math.Min(dice.Between(270.0, 420.0), (dice.Between(1_300.0, 1_950.0) - bottom) / count + 60);
        for (int s = 0; s < count; s++)
        {
            double z = Math.Round(bottom + s * pitch);
            var entries = new List<StoreFile.PlateEntry>(plates);
            for (int p = 0; p < plates; p++)
            {
                double a = Math.Round((block.AlongX ? block.X0 : block.Y0) + p * width), b = Math.Round((block.AlongX ? block.X0 : block.Y0) + (p + 1) * width);
                entries.Add(new(p + 1, block.AlongX
                    ? [a, Math.Round(block.Y0), z, b, Math.Round(block.Y1), z + Math.Round(pitch - ClearanceMm)]
                    : [Math.Round(block.X0), a, z, Math.Round(block.X1), b, z + Math.Round(pitch - ClearanceMm)]));
            }
            shelves.Add(new(gondola, s + 1, entries));
            Stock(gondola, s + 1, plates, width, depth, pitch - ClearanceMm, dice, range, products, facings);
        }
    }

    private static void Stock(
        int gondola, int shelf, int plates, double width, double depth, double height, Dice dice, Range range, Dictionary<string, StoreFile.ProductEntry> products, List<StoreFile.FacingEntry> facings)
    {
        for (int plate = 1; plate <= plates;)
        {
            int wide = Math.Min(1 + dice.Below(3), plates - plate + 1);
            for (int tries = 0; tries < 40; tries++)
            {
                // Neighbours are often of one brand, and so nearly alike.
                int number = facings.Count > 0 && dice.Chance(0.4) ? RandomCatalogue.Beside(facings[^1].Gtin, dice)
                    : range.Start.Value + dice.Below(range.End.Value - range.Start.Value);
                StoreFile.ProductEntry product = RandomCatalogue.Product(number);
                Vec size = Packing.Of(product.Name, product.WeightGrams, new Dice(0, "pack " + product.Gtin)).Size;
                bool fits = size.Z < height - 25 && size.X < width * wide - 10 && size.Y < depth - 20;
                if (!fits || facings.Exists(f => f.Gtin == product.Gtin)) continue;
                products.TryAdd(product.Gtin, product);
                facings.Add(new(product.Gtin, gondola, shelf, [.. Enumerable.Range(plate, wide)]));
                break;
            }
            plate += wide;
        }
    }
}
