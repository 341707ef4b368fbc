using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store.Fusion;

/// <summary>Two products in one change: each on plates of its own, with spills that may lie on the other's, or both on the same ones.</summary>
internal sealed class PairMatcher(FusionOptions options, PlaceScale scale)
{
    /// <summary>Two products that explain a change so much worse than the best single one are not worth a thought.</summary>
    private const double PairsBehindMax = 10;

    /// <summary>Two products that fit their plates so much worse than the best single one fits, may share a plate.</summary>
    private const double PoorSplit = 3;

    /// <summary>What not knowing whose part of the weight is whose costs.</summary>
    private const double OnlySum = 1.5;

    /// <summary>Less than this on a plate is no spill that could be anybody's.</summary>
    private const double LeastSpillMg = 5_000;

    /// <summary>Two units of one product from one batch differ by so much of their weight.</summary>
    private const double UnitsDiffer = 0.01;

    public void Add(ShelfChange change, List<Placed> places, double best, List<Explanation> found)
    {
        double floor = best - PairsBehindMax;
        for (int i = 0; i < places.Count; i++)
        {
            ConsiderTurn(change, places[i], floor, found);
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
            double nearA = scale.Affinity(a, change, i), nearB = scale.Affinity(b, change, i);
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
                ownA += Math.Abs(d) * scale.Affinity(a, change, i);
            }
            else
            {
                totalB += d;
                varianceB += change.VarianceMg2[i];
                allB += Math.Abs(d);
                ownB += Math.Abs(d) * scale.Affinity(b, change, i);
            }
        }
        if (scale.Weigh(a, takenA, totalA, varianceA, out double misfitA) is not { } fitA) return null;
        if (scale.Weigh(b, takenB, totalB, varianceB, out double misfitB) is not { } fitB) return null;
        double score = fitA + fitB + PlaceScale.Place(a, ownA, allA) + PlaceScale.Place(b, ownB, allB) - PairPenalty(takenA, takenB);
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
            ownA += Math.Abs(d) * scale.Affinity(a, change, i);
            ownB += Math.Abs(d) * scale.Affinity(b, change, i);
        }
        double weightA = scale.Weight(a), weightB = scale.Weight(b), expected = -(takenA * weightA + takenB * weightB);
        double sd2 = scale.Spread2(a, weightA, takenA) + scale.Spread2(b, weightB, takenB) + variance;
        double misfit = Math.Abs(total - expected) / Math.Sqrt(sd2);
        if (misfit > PlaceScale.MisfitMax) return;
        // Each has at most its own weight there: what lies beyond that on its plates is the other's.
        double wholeA = Math.Abs(takenA) * weightA, wholeB = Math.Abs(takenB) * weightB;
        double score = PlaceScale.Gauss(misfit, sd2) + PlaceScale.Place(a, Math.Min(ownA, wholeA), wholeA) + PlaceScale.Place(b, Math.Min(ownB, wholeB), wholeB) -
            PairPenalty(takenA, takenB) - OnlySum;
        if (score < floor) return;
        found.Add(new Explanation(
            new ProductMove(a.ProductIndex, takenA), new ProductMove(b.ProductIndex, takenB), score, misfit, ulong.MaxValue, ulong.MaxValue, 0,
            a.Misplaced || b.Misplaced));
    }

    /// <summary>One unit put down and another of the same product taken: the plates show what moved from one to the next, the sum hardly anything.</summary>
    private void ConsiderTurn(ShelfChange change, Placed place, double floor, List<Explanation> found)
    {
        if (place.AnywhereOnShelf) return;
        double total = 0, variance = 0, own = 0, all = 0, weight = scale.Weight(place), differ = UnitsDiffer * weight;
        for (int i = 0; i < change.DeltaMg.Length; i++)
        {
            double d = change.DeltaMg[i];
            total += d;
            variance += change.VarianceMg2[i];
            all += Math.Abs(d);
            own += Math.Abs(d) * scale.Affinity(place, change, i);
        }
        double sd2 = 2 * differ * differ + variance, misfit = Math.Abs(total) / Math.Sqrt(sd2);
        if (misfit > PlaceScale.MisfitMax || all > 2 * weight) return;
        double score = PlaceScale.Gauss(misfit, sd2) + PlaceScale.Place(place, own, all) - PairPenalty(1, 1) - OnlySum;
        if (score < floor) return;
        found.Add(new Explanation(
            new ProductMove(place.ProductIndex, 1), new ProductMove(place.ProductIndex, -1), score, misfit, ulong.MaxValue, ulong.MaxValue, 0, place.Misplaced));
    }

    private double PairPenalty(int takenA, int takenB) =>
        options.SplitPenalty + options.CountPenalty * (Math.Abs(takenA) + Math.Abs(takenB) - 2);
}
