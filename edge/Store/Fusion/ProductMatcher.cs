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
public sealed class ProductMatcher
{
    private readonly StoreLayout _layout;
    private readonly FusionOptions _options;

    /// <summary>Nothing sold weighs less than this.</summary>
    private const double LeastThingMg = 15_000;

    /// <summary>Explanations kept of one change.</summary>
    private const int KeepMax = 24;

    private readonly PlaceScale _scale;
    private readonly PairMatcher _pairs;

    /// <param name="layout">The store.</param>
    /// <param name="options">How changes are explained.</param>
    /// <param name="weights">What units really weigh.</param>
    public ProductMatcher(StoreLayout layout, FusionOptions options, WeightBook weights)
    {
        (_layout, _options) = (layout, options);
        _scale = new PlaceScale(layout, options, weights);
        _pairs = new PairMatcher(options, _scale);
    }

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
            for (int n = 1; n <= _options.CountMax; n++)
            {
                Consider(change, places[i], n, found);
                Consider(change, places[i], -n, found);
            }
        }
        if (found.Count == 0 || Best(found) < -7 || MixedSigns(change) || OnTwoFacings(change, places)) _pairs.Add(change, places, Best(found), found);
        found.Sort(static (a, b) => Order(a, b));
        if (found.Count > KeepMax) found.RemoveRange(KeepMax, found.Count - KeepMax);
        return found;
    }

    private List<Placed> Places(ShelfChange change, IReadOnlyList<Thing> misplaced, IReadOnlyList<Held> carried)
    {
        var places = new List<Placed>();
        foreach (Facing facing in _layout.FacingsOfShelf[change.ShelfIndex])
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
        int first = _layout.Shelves[change.ShelfIndex].FirstPlate + change.FirstPlate;
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
            own += Math.Abs(d) * _scale.Affinity(place, change, i);
        }
        if (_scale.Weigh(place, taken, total, variance, out double misfit) is not { } fit) return;
        double score = fit + PlaceScale.Place(place, own, all) - _options.CountPenalty * (Math.Abs(taken) - 1);
        found.Add(new Explanation(new ProductMove(place.ProductIndex, taken), null, score, misfit, ulong.MaxValue, 0, fit, place.Misplaced));
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
        int first = _layout.Shelves[change.ShelfIndex].FirstPlate + change.FirstPlate, touched = 0;
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
