using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;

namespace O4O.Simulator.Shelves;

/// <summary>How noisy each plate of a store is at rest.</summary>
internal static class PlateNoise
{
    // Measured on 348 plates: median 0.62–0.84 g, p90 2.4–3.3 g, p99 5.7 g. Straight lines in the logarithm between them.
    private static readonly (double Rank, double Grams)[] Quantiles = [(0, 0.33), (0.5, 0.73), (0.9, 2.8), (0.99, 5.7), (1, 7.5)];

    /// <summary>A sigma for each plate, grams: the measured distribution dealt out by ranks, in random order.</summary>
    public static double[] Deal(int plates, ulong seed)
    {
        var dice = new Dice(seed, "plate sigma");
        var sigmas = new double[plates];
        for (int i = 0; i < plates; i++) sigmas[i] = At((i + dice.Unit()) / plates);
        dice.Shuffle<double>(sigmas);
        return sigmas;
    }

    private static double At(double rank)
    {
        int i = 1;
        while (i < Quantiles.Length - 1 && rank > Quantiles[i].Rank) i++;
        ((double r0, double g0), (double r1, double g1)) = (Quantiles[i - 1], Quantiles[i]);
        double u = (rank - r0) / (r1 - r0);
        return Elementary.Exp((1 - u) * Elementary.Log(g0) + u * Elementary.Log(g1));
    }
}
