using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Tests.Store.Builders;

/// <summary>Weight changes as the scales would find them.</summary>
internal static class Changes
{
    /// <summary>A change at second 10 on these plates (numbers) of a shelf, in grams, and a quiet neighbour on either side.</summary>
    public static ShelfChange On(string device, params (int Plate, double Grams)[] plates)
    {
        Shelf shelf = SmallStore.Shelf(device);
        int first = Math.Max(0, plates.Min(p => p.Plate) - 2), last = Math.Min(shelf.PlateCount - 1, plates.Max(p => p.Plate));
        var delta = new double[last - first + 1];
        foreach ((int plate, double grams) in plates) delta[plate - 1 - first] = grams * 1_000;
        return new ShelfChange
        {
            ShelfIndex = shelf.Index,
            FirstPlate = first,
            DeltaMg = delta,
            VarianceMg2 = [.. delta.Select(_ => 600.0 * 600.0)],
            LevelMg = [.. delta.Select(d => 4_000_000 + (long)d)],
            Start = Script.Time(9.98),
            Lift = Script.Time(10),
            Settled = Script.Time(10.4),
            AcrossGap = false,
            Unsettled = false,
        };
    }
}
