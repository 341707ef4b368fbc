using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store.Fusion;

/// <summary>
/// Which products, and how many, explain a weight change: a matched filter over the plates. Every plate's change is given
/// to the nearest of the supposed products; what each then lost is compared with its weight, and how much of it stood on
/// its own plates with what the spill over neighbours allows.
/// </summary>
public sealed class ProductMatcher(StoreLayout layout, FusionOptions options, WeightBook weights)
{
    /// <summary>No single number can be certain: a misfit beyond this many standard deviations counts no further.</summary>
    private const double MisfitMax = 5;

    /// <summary>The least share of a change that is supposed to lie on a product's own plates: people misplace things.</summary>
    private const double PlaceFloor = 0.006;

    /// <summary>How much a change on the plate next to a product's own counts as its own: spills are measured, but the most of a weight is never a spill.</summary>
    private const double NeighbourShare = 0.12;

    /// <summary>Two products that fit their plates so much worse than the best single one fits, may share a plate.</summary>
    private const double PoorSplit = 3;

    /// <summary>What not knowing whose part of the weight is whose costs.</summary>
    private const double OnlySum = 1.5;

    /// <summary>Less than this on a plate is no spill that could be anybody's.</summary>
    private const double LeastSpillMg = 5_000;

    /// <summary>Nothing sold weighs less than this.</summary>
    private const double LeastThingMg = 15_000;

    /// <summary>Two products that explain a change so much worse than the best single one are not worth a thought.</summary>
    private const double PairsBehindMax = 10;

    /// <summary>Explanations kept of one change.</summary>
    private const int KeepMax = 24;

    /// <summary>
    /// All explanations worth a thought, likeliest first.
    /// </summary>
    /// <param name="change">What the plates did.</param>
    /// <param name="misplaced">What may lie on this shelf where the planogram has none of it.</param>
    /// <param name="carried">Products that somebody may carry, and how many at most: what may come back anywhere.</param>
    public List<Explanation> Explain(ShelfChange change, IReadOnlyList<Thing> misplaced, IReadOnlyList<Held> carried)
    {
        var places = Places(change, misplaced, carried);
        var found = new List<Explanation>();
        for (int i = 0; i < places.Count; i++)
        {
            for (int n = 1; n <= options.CountMax; n++)
            {
                Consider(change, places[i], n, found);
                Consider(change, places[i], -n, found);
            }
        }
        if (found.Count == 0 || Best(found) < -7 || MixedSigns(change) || OnTwoFacings(change, places)) AddPairs(change, places, found);
        found.Sort(static (a, b) => Order(a, b));
        if (found.Count > KeepMax) found.RemoveRange(KeepMax, found.Count - KeepMax);
        return found;
    }

    private readonly record struct Placed(int ProductIndex, IReadOnlyList<int> Plates, bool Misplaced, bool AnywhereOnShelf);

    private List<Placed> Places(ShelfChange change, IReadOnlyList<Thing> misplaced, IReadOnlyList<Held> carried)
    {
        var places = new List<Placed>();
        foreach (Facing facing in layout.FacingsOfShelf[change.ShelfIndex])
            places.Add(new Placed(facing.ProductIndex, facing.Plates, false, false));
        foreach (Thing thing in misplaced)
        {
            if (!thing.Item.IsKnown || places.Exists(p => p.Misplaced && p.ProductIndex == thing.Item.Product && p.Plates[0] == thing.FirstPlate)) continue;
            var plates = new int[thing.LastPlate - thing.FirstPlate + 1];
            for (int i = 0; i < plates.Length; i++) plates[i] = thing.FirstPlate + i;
            places.Add(new Placed(thing.Item.Product, plates, true, false));
        }
        // What somebody carries may be put anywhere.
        foreach (Held held in carried)
        {
            bool atHome = false;
            foreach (Placed p in places) atHome |= p.ProductIndex == held.Item.Product && Touches(p.Plates, change);
            if (!atHome) places.Add(new Placed(held.Item.Product, [], true, true));
        }
        return places;
    }

    private bool Touches(IReadOnlyList<int> plates, ShelfChange change)
    {
        int first = layout.Shelves[change.ShelfIndex].FirstPlate + change.FirstPlate;
        for (int p = 0; p < plates.Count; p++)
            if (plates[p] >= first && plates[p] < first + change.DeltaMg.Length) return true;
        return false;
    }

    private void Consider(ShelfChange change, Placed place, int taken, List<Explanation> found)
    {
        if (place.AnywhereOnShelf && taken > 0) return; // only what is put down can come from a cart
        double total = 0, variance = 0, own = 0, all = 0;
        for (int i = 0; i < change.DeltaMg.Length; i++)
        {
            double d = change.DeltaMg[i];
            total += d;
            variance += change.VarianceMg2[i];
            all += Math.Abs(d);
            own += Math.Abs(d) * Affinity(place, change, i);
        }
        if (Weigh(place, taken, total, variance, out double misfit) is not { } fit) return;
        double score = fit + Place(place, own, all) - options.CountPenalty * (Math.Abs(taken) - 1);
        found.Add(new Explanation(new ProductMove(place.ProductIndex, taken), null, score, misfit, ulong.MaxValue, 0, fit, place.Misplaced));
    }

    private void AddPairs(ShelfChange change, List<Placed> places, List<Explanation> found)
    {
        double floor = Best(found) - PairsBehindMax;
        for (int i = 0; i < places.Count; i++)
        {
            for (int j = i; j < places.Count; j++)
            {
                if (places[i].ProductIndex == places[j].ProductIndex) continue;
                for (int n = -2; n <= 2; n++)
                    for (int m = -2; m <= 2; m++)
                        if (n != 0 && m != 0) ConsiderPair(change, places[i], n, places[j], m, floor, found);
            }
        }
    }

    private void ConsiderPair(
        ShelfChange change, Placed a, int takenA, Placed b, int takenB, double floor, List<Explanation> found)
    {
        if ((a.AnywhereOnShelf && takenA > 0) || (b.AnywhereOnShelf && takenB > 0)) return;
        ulong platesA = 0, open = 0;
        bool shared = a.AnywhereOnShelf || b.AnywhereOnShelf;
        for (int i = 0; i < change.DeltaMg.Length; i++)
        {
            double nearA = Affinity(a, change, i), nearB = Affinity(b, change, i);
            if (nearA >= nearB) platesA |= 1UL << i;
            if (nearA >= 1 && nearB >= 1) shared = true;
            // The spill of one may lie on a plate of the other, or beside both.
            else if (nearA > 0 && nearB > 0 && Math.Abs(change.DeltaMg[i]) > LeastSpillMg) open |= 1UL << i;
        }
        if (shared)
        {
            ConsiderSum(change, a, takenA, b, takenB, floor, found);
            return;
        }
        Explanation? best = null;
        // Every way to give the open plates to one or the other; there are one or two.
        for (ulong given = open; ; given = (given - 1) & open)
        {
            Explanation? e = Split(change, a, takenA, b, takenB, (platesA & ~open) | given);
            if (e is not null && (best is null || e.LogLikelihood > best.LogLikelihood)) best = e;
            if (given == 0) break;
        }
        // One plate may bear some of both: then only the sum is known.
        if (open != 0 && (best is null || best.LogLikelihood < floor + PairsBehindMax - PoorSplit)) ConsiderSum(change, a, takenA, b, takenB, floor, found);
        if (best is not null && best.LogLikelihood >= floor) found.Add(best);
    }

    /// <summary>Two products on plates of their own: each has to weigh what its plates lost.</summary>
    private Explanation? Split(ShelfChange change, Placed a, int takenA, Placed b, int takenB, ulong platesA)
    {
        double totalA = 0, totalB = 0, varianceA = 0, varianceB = 0, ownA = 0, ownB = 0, allA = 0, allB = 0;
        for (int i = 0; i < change.DeltaMg.Length; i++)
        {
            double d = change.DeltaMg[i];
            if ((platesA >> i & 1) != 0)
            {
                totalA += d;
                varianceA += change.VarianceMg2[i];
                allA += Math.Abs(d);
                ownA += Math.Abs(d) * Affinity(a, change, i);
            }
            else
            {
                totalB += d;
                varianceB += change.VarianceMg2[i];
                allB += Math.Abs(d);
                ownB += Math.Abs(d) * Affinity(b, change, i);
            }
        }
        if (Weigh(a, takenA, totalA, varianceA, out double misfitA) is not { } fitA) return null;
        if (Weigh(b, takenB, totalB, varianceB, out double misfitB) is not { } fitB) return null;
        double score = fitA + fitB + Place(a, ownA, allA) + Place(b, ownB, allB) - PairPenalty(takenA, takenB);
        ulong all = ulong.MaxValue >> (64 - change.DeltaMg.Length);
        return new Explanation(
            new ProductMove(a.ProductIndex, takenA), new ProductMove(b.ProductIndex, takenB), score, Math.Max(misfitA, misfitB),
            platesA & all, ~platesA & all, 0, a.Misplaced || b.Misplaced);
    }

    /// <summary>Two products on the same plates: only the sum can be weighed.</summary>
    private void ConsiderSum(ShelfChange change, Placed a, int takenA, Placed b, int takenB, double floor, List<Explanation> found)
    {
        double total = 0, variance = 0, ownA = 0, ownB = 0, all = 0;
        for (int i = 0; i < change.DeltaMg.Length; i++)
        {
            double d = change.DeltaMg[i];
            total += d;
            variance += change.VarianceMg2[i];
            all += Math.Abs(d);
            ownA += Math.Abs(d) * Affinity(a, change, i);
            ownB += Math.Abs(d) * Affinity(b, change, i);
        }
        double weightA = Weight(a), weightB = Weight(b), expected = -(takenA * weightA + takenB * weightB);
        double sd2 = Spread2(a, weightA, takenA) + Spread2(b, weightB, takenB) + variance;
        double misfit = Math.Abs(total - expected) / Math.Sqrt(sd2);
        if (misfit > MisfitMax) return;
        // Each has at most its own weight there: what lies beyond that on its plates is the other's.
        double wholeA = Math.Abs(takenA) * weightA, wholeB = Math.Abs(takenB) * weightB;
        double score = Gauss(misfit, sd2) + Place(a, Math.Min(ownA, wholeA), wholeA) + Place(b, Math.Min(ownB, wholeB), wholeB) -
            PairPenalty(takenA, takenB) - OnlySum;
        if (score < floor) return;
        found.Add(new Explanation(
            new ProductMove(a.ProductIndex, takenA), new ProductMove(b.ProductIndex, takenB), score, misfit, ulong.MaxValue, ulong.MaxValue, 0,
            a.Misplaced || b.Misplaced));
    }

    private double PairPenalty(int takenA, int takenB) =>
        options.SplitPenalty + options.CountPenalty * (Math.Abs(takenA) + Math.Abs(takenB) - 2);

    /// <summary>1 on a product's own plates, less beside them, 0 elsewhere.</summary>
    private double Affinity(Placed place, ShelfChange change, int i)
    {
        if (place.AnywhereOnShelf) return 0;
        int plate = layout.Shelves[change.ShelfIndex].FirstPlate + change.FirstPlate + i, distance = int.MaxValue;
        for (int p = 0; p < place.Plates.Count; p++) // thousands of times a change: an interface's enumerator is an object
            distance = Math.Min(distance, Math.Abs(place.Plates[p] - plate));
        return distance switch { 0 => 1, 1 => NeighbourShare, _ => 0 };
    }

    private double Weight(Placed place) => layout.Products[place.ProductIndex].Weight.Milligrams * weights.Ratio(place.ProductIndex);

    /// <summary>Variance of the weight of some units against what they should weigh: one batch errs together.</summary>
    private double Spread2(Placed place, double weightMg, int n)
    {
        double share = weights.Spread(place.ProductIndex, options.WeightShare);
        double sd = Math.Max(share * Math.Abs(n) * weightMg, options.WeightGramsMin * 1000);
        return sd * sd;
    }

    private double? Weigh(Placed place, int taken, double totalMg, double varianceMg2, out double misfit)
    {
        double weight = Weight(place), sd2 = Spread2(place, weight, taken) + varianceMg2;
        misfit = Math.Abs(totalMg + taken * weight) / Math.Sqrt(sd2);
        return misfit > MisfitMax ? null : Gauss(misfit, sd2);
    }

    /// <summary>Log density of a normal distribution, against one of 10 g: heavier things are weighed less sharply.</summary>
    private static double Gauss(double misfit, double sd2) => -0.5 * misfit * misfit - 0.5 * Elementary.Log(sd2 / 1e8);

    private static double Place(Placed place, double own, double all)
    {
        double share = all > 0 ? own / all : 0;
        // Real spills leave half or more on the own plates: the fourth power tells 0.7 from 0.3 by thirty to one.
        double square = share * share, score = Elementary.Log(PlaceFloor + (1 - PlaceFloor) * square * square);
        return place.Misplaced && !place.AnywhereOnShelf ? score - 0.7 : score;
    }

    private static bool MixedSigns(ShelfChange change)
    {
        double most = 0, least = 0;
        foreach (double d in change.DeltaMg)
        {
            most = Math.Max(most, d);
            least = Math.Min(least, d);
        }
        return most > 15_000 && least < -15_000;
    }

    /// <summary>More than noise changed on the own plates of two products: perhaps a light thing went with a heavy one.</summary>
    private bool OnTwoFacings(ShelfChange change, List<Placed> places)
    {
        int first = layout.Shelves[change.ShelfIndex].FirstPlate + change.FirstPlate, touched = 0;
        foreach (Placed place in places)
        {
            bool own = false;
            for (int p = 0; p < place.Plates.Count; p++)
            {
                int i = place.Plates[p] - first;
                own |= i >= 0 && i < change.DeltaMg.Length && Math.Abs(change.DeltaMg[i]) > LeastThingMg;
            }
            if (own) touched++;
        }
        return touched > 1;
    }

    private static double Best(List<Explanation> found)
    {
        double best = double.NegativeInfinity;
        foreach (Explanation e in found) best = Math.Max(best, e.LogLikelihood);
        return best;
    }

    /// <summary>A total order, so that equal scores never depend on how a sort happens to run.</summary>
    private static int Order(Explanation a, Explanation b)
    {
        int by = b.LogLikelihood.CompareTo(a.LogLikelihood);
        if (by == 0) by = a.First.ProductIndex.CompareTo(b.First.ProductIndex);
        if (by == 0) by = a.First.Taken.CompareTo(b.First.Taken);
        if (by == 0) by = (a.Second?.ProductIndex ?? -1).CompareTo(b.Second?.ProductIndex ?? -1);
        return by != 0 ? by : (a.Second?.Taken ?? 0).CompareTo(b.Second?.Taken ?? 0);
    }
}
