using O4O.Edge.Store.Quantities;

namespace O4O.Simulator.Calibration;

/// <summary>
/// The exact two-sided 95 % interval of a share (Clopper, Pearson 1934): which shares would bring about what was seen, or
/// something more extreme, in at least one case of forty on either side. Nothing seen of few is not nothing there.
/// </summary>
public static class Binomial
{
    private const double Tail = 0.025;

    /// <summary>The lower end: 0 when nothing was seen.</summary>
    /// <param name="seen">How often it was so, 0 to <paramref name="of"/>.</param>
    /// <param name="of">Out of how many.</param>
    public static double Low(int seen, int of) => seen == 0 ? 0 : 1 - High(of - seen, of);

    /// <summary>The upper end: 1 when there was nothing to see it in.</summary>
    /// <param name="seen">How often it was so, 0 to <paramref name="of"/>.</param>
    /// <param name="of">Out of how many.</param>
    public static double High(int seen, int of)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seen);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seen, of);
        if (seen == of) return 1;
        double low = (double)seen / of, high = 1;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (AtMost(seen, of, middle) > Tail) low = middle;
            else high = middle;
        }
        return high;
    }

    /// <summary>How many there must be, with not one among them, before the upper end is at most this share.</summary>
    public static int NeededFor(double share)
    {
        int needed = 1;
        while (High(0, needed) > share && needed < int.MaxValue / 4) needed *= 2;
        for (int step = needed / 2; step > 0; step /= 2)
            if (High(0, needed - step) <= share) needed -= step;
        return needed;
    }

    /// <summary>The probability of at most so many of so many; the terms as logarithms, because the first may be too small for a number.</summary>
    private static double AtMost(int seen, int of, double share)
    {
        if (share >= 1) return 0;
        double odds = Elementary.Log(share / (1 - share)), term = of * Elementary.Log(1 - share), sum = 0;
        for (int i = 0; i <= seen; i++)
        {
            sum += Elementary.Exp(term);
            if (i < seen) term += Elementary.Log((double)(of - i) / (i + 1)) + odds;
        }
        return sum;
    }
}
