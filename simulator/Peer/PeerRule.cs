using O4O.Edge.Store.Layout;

namespace O4O.Simulator.Peer;

/// <summary>
/// Which product, how many, out of whose cart: the rule published by the winner of the AutoCheckout competition (CPS-IoT Week
/// 2020), from its description. Product score 0.8 × share of the shelf's change on the product's plates + 0.2 × overlap of two
/// Gaussians of 10 g; quantity by rounding; a put-back only from that shopper's cart; a planogram that only grows.
/// </summary>
internal sealed class PeerRule
{
    private const double ShareWeight = 0.8, WeightWeight = 0.2, SigmaGrams = 10;

    private readonly StoreLayout _layout;
    private readonly List<(int Product, HashSet<int> Plates)>[] _planogram;

    public PeerRule(StoreLayout layout)
    {
        _layout = layout;
        _planogram = [.. layout.Shelves.Select(s => layout.FacingsOfShelf[s.Index].Select(f => (f.ProductIndex, f.Plates.ToHashSet())).ToList())];
    }

    /// <summary>Books a change on the cart (units by product index) of whoever was nearest.</summary>
    public void Book(PeerChange change, Dictionary<int, int> cart)
    {
        if (change.Grams < 0) Pick(change, cart);
        else PutBack(change, cart);
    }

    private void Pick(PeerChange change, Dictionary<int, int> cart)
    {
        int best = -1;
        double bestScore = double.NegativeInfinity;
        foreach ((int product, HashSet<int> plates) in _planogram[change.Shelf.Index])
        {
            double on = 0;
            for (int p = 0; p < change.Plates.Count; p++)
                if (plates.Contains(change.Shelf.FirstPlate + p)) on += change.Plates[p];
            double score = ShareWeight * Math.Clamp(on / change.Grams, 0, 1) + WeightWeight * Overlap(change.Grams, product);
            if (score > bestScore) (best, bestScore) = (product, score);
        }
        if (best >= 0) cart[best] = cart.GetValueOrDefault(best) + Quantity(change.Grams, best);
    }

    private void PutBack(PeerChange change, Dictionary<int, int> cart)
    {
        int best = -1;
        double bestScore = double.NegativeInfinity;
        foreach ((int product, int count) in cart.OrderBy(c => c.Key))
            if (count > 0 && Overlap(change.Grams, product) is var score && score > bestScore) (best, bestScore) = (product, score);
        if (best < 0) return;
        cart[best] = Math.Max(0, cart[best] - Quantity(change.Grams, best));
        int at = change.Shelf.FirstPlate + Widest(change);
        List<(int Product, HashSet<int> Plates)> here = _planogram[change.Shelf.Index];
        int known = here.FindIndex(h => h.Product == best);
        if (known < 0) here.Add((best, [at]));
        else here[known].Plates.Add(at);
    }

    /// <summary>The place on the shelf of the plate that changed most.</summary>
    public static int Widest(PeerChange change)
    {
        int widest = 0;
        for (int p = 1; p < change.Plates.Count; p++)
            if (Math.Abs(change.Plates[p]) > Math.Abs(change.Plates[widest])) widest = p;
        return widest;
    }

    private int Quantity(double grams, int product) => Math.Max(1, (int)Math.Round(Math.Abs(grams) / _layout.Products[product].Weight.Grams));

    /// <summary>What two normal densities of the same spread have in common: erfc(d / (2 √2 σ)).</summary>
    private double Overlap(double grams, int product) =>
        Erfc(Math.Abs(Math.Abs(grams) - _layout.Products[product].Weight.Grams) / (2 * Math.Sqrt(2) * SigmaGrams));

    /// <summary>Abramowitz and Stegun 7.1.26, for x ≥ 0; the error is below 1.5e-7.</summary>
    private static double Erfc(double x)
    {
        double t = 1 / (1 + 0.3275911 * x);
        return t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.Exp(-x * x);
    }
}
