using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store.Fusion;

/// <summary>How well weight and place of a change fit a supposed product.</summary>
internal sealed class PlaceScale(StoreLayout layout, FusionOptions options, WeightBook weights)
{
    /// <summary>No single number can be certain: a misfit beyond this many standard deviations counts no further.</summary>
    public const double MisfitMax = 5;

    /// <summary>The least share of a change that is supposed to lie on a product's own plates: people misplace things.</summary>
    private const double PlaceFloor = 0.006;

    /// <summary>How much a change on the plate next to a product's own counts as its own: spills are measured, but the most of a weight is never a spill.</summary>
    private const double NeighbourShare = 0.12;

    /// <summary>1 on a product's own plates, less beside them, 0 elsewhere.</summary>
    public double Affinity(Placed place, ShelfChange change, int i)
    {
        if (place.AnywhereOnShelf) return 0;
        int plate = layout.Shelves[change.ShelfIndex].FirstPlate + change.FirstPlate + i, distance = int.MaxValue;
        for (int p = 0; p < place.Plates.Count; p++) // thousands of times a change: an interface's enumerator is an object
            distance = Math.Min(distance, Math.Abs(place.Plates[p] - plate));
        return distance switch { 0 => 1, 1 => NeighbourShare, _ => 0 };
    }

    public double Weight(Placed place) => layout.Products[place.ProductIndex].Weight.Milligrams * weights.Ratio(place.ProductIndex);

    /// <summary>Variance of the weight of some units against what they should weigh: one batch errs together.</summary>
    public double Spread2(Placed place, double weightMg, int n)
    {
        double share = weights.Spread(place.ProductIndex, options.WeightShare);
        double sd = Math.Max(share * Math.Abs(n) * weightMg, options.WeightGramsMin * 1000);
        return sd * sd;
    }

    public double? Weigh(Placed place, int taken, double totalMg, double varianceMg2, out double misfit)
    {
        double weight = Weight(place), sd2 = Spread2(place, weight, taken) + varianceMg2;
        misfit = Math.Abs(totalMg + taken * weight) / Math.Sqrt(sd2);
        return misfit > MisfitMax ? null : Gauss(misfit, sd2);
    }

    /// <summary>Log density of a normal distribution, against one of 10 g: heavier things are weighed less sharply.</summary>
    public static double Gauss(double misfit, double sd2) => -0.5 * misfit * misfit - 0.5 * Elementary.Log(sd2 / 1e8);

    public static double Place(Placed place, double own, double all)
    {
        double share = all > 0 ? own / all : 0;
        // Real spills leave half or more on the own plates: the fourth power tells 0.7 from 0.3 by thirty to one.
        double square = share * share, score = Elementary.Log(PlaceFloor + (1 - PlaceFloor) * square * square);
        return place.Misplaced && !place.AnywhereOnShelf ? score - 0.7 : score;
    }
}
