namespace O4O.Edge.Store.Quantities;

/// <summary>
/// Exponential and logarithm out of additions, multiplications and divisions alone. The platform's own come from the C
/// library and may differ in the last bit from machine to machine; whatever decides a charge must not (invariant 1:
/// same facts, same state, same hash, on any machine). Relative error below 1e-12, plenty for likelihoods.
/// </summary>
public static class Elementary
{
    private const double Ln2 = 0.693147180559945309417232121458;
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e to the x. Underflows to 0 below −700, saturates at e^700 above.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x < -700) return 0;
        if (x > 700) x = 700;
        // x = k·ln2 + r with |r| ≤ ln2/2; e^r by its Taylor series: the 14th term is below 1e-17 there.
        long k = (long)Math.Floor(x / Ln2 + 0.5);
        double r = x - k * Ln2High - k * Ln2Low;
        double term = 1, sum = 1;
        for (int i = 1; i <= 14; i++)
        {
            term *= r / i;
            sum += term;
        }
        return sum * BitConverter.Int64BitsToDouble((k + 1023) << 52);
    }

    /// <summary>The natural logarithm of a positive normal number; negative infinity for 0 and below.</summary>
    public static double Log(double x)
    {
        if (!(x > 0)) return double.NegativeInfinity;
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        if (exponent == -1023) return -1022 * Ln2; // subnormal: as good as nothing here
        double m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }
        // ln m = 2 atanh s, s = (m−1)/(m+1), |s| ≤ 0.1716: s^21 is below 1e-16.
        double s = (m - 1) / (m + 1), s2 = s * s, power = s, sum = 0;
        for (int i = 1; i <= 21; i += 2)
        {
            sum += power / i;
            power *= s2;
        }
        return 2 * sum + exponent * Ln2High + exponent * Ln2Low;
    }

    /// <summary>ln(e^a + e^b) without overflow.</summary>
    public static double LogAdd(double a, double b)
    {
        if (a < b) (a, b) = (b, a);
        return double.IsNegativeInfinity(b) ? a : a + Log(1 + Exp(b - a));
    }
}
