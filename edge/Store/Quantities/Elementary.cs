namespace O4O.Edge.Store.Quantities;

/// <summary>
/// Exponential, logarithm, sine, cosine and arc tangent out of additions, multiplications and divisions alone. The platform's own come from the C
/// library and may differ in the last bit from machine to machine; whatever decides a charge must not (invariant 1:
/// same facts, same state, same hash, on any machine). Relative error below 1e-12, plenty for likelihoods; angles are radians, absolute error below 1e-14 within 1,000 turns.
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

    /// <summary>Sine of an angle in radians.</summary>
    public static double Sin(double x)
    {
        (double r, long quarter) = WithinAnEighth(x);
        return (quarter & 3) switch { 0 => SinSeries(r), 1 => CosSeries(r), 2 => -SinSeries(r), _ => -CosSeries(r) };
    }

    /// <summary>Cosine of an angle in radians.</summary>
    public static double Cos(double x)
    {
        (double r, long quarter) = WithinAnEighth(x);
        return (quarter & 3) switch { 0 => CosSeries(r), 1 => -SinSeries(r), 2 => -CosSeries(r), _ => SinSeries(r) };
    }

    /// <summary>The angle of the direction (x, y) in radians, −π to π; 0 for the point of origin.</summary>
    public static double Atan2(double y, double x)
    {
        double ax = Math.Abs(x), ay = Math.Abs(y);
        if (ax == 0 && ay == 0) return 0;
        double angle = ay <= ax ? AtanOfShare(ay / ax) : HalfPi - AtanOfShare(ax / ay);
        if (x < 0) angle = 2 * HalfPi - angle;
        return y < 0 ? -angle : angle;
    }

    private const double HalfPi = 1.5707963267948966;
    private const double HalfPiHigh = 1.5707963267341256; // 33 bits, so that a count of quarters times it is exact
    private const double HalfPiLow = 6.077100506506192e-11;
    private const double SixthOfPi = 0.5235987755982989;
    private const double RootOf3 = 1.7320508075688772;

    /// <summary>x less whole quarter turns, at most an eighth of a turn either way; and how many quarters.</summary>
    private static (double Left, long Quarter) WithinAnEighth(double x)
    {
        double quarters = Math.Floor(x / HalfPi + 0.5);
        return (x - quarters * HalfPiHigh - quarters * HalfPiLow, (long)quarters);
    }

    /// <summary>Taylor's series; the term after the last is below 1e-18 within an eighth of a turn.</summary>
    private static double SinSeries(double r)
    {
        double r2 = r * r, term = r, sum = r;
        for (int i = 3; i <= 17; i += 2)
        {
            term *= -r2 / (i * (i - 1));
            sum += term;
        }
        return sum;
    }

    /// <summary>As <see cref="SinSeries"/>.</summary>
    private static double CosSeries(double r)
    {
        double r2 = r * r, term = 1, sum = 1;
        for (int i = 2; i <= 18; i += 2)
        {
            term *= -r2 / (i * (i - 1));
            sum += term;
        }
        return sum;
    }

    /// <summary>atan t for t from 0 to 1: above tan π/12 turned back by π/6; then t^27/27 is below 1e-17.</summary>
    private static double AtanOfShare(double t)
    {
        bool turned = t > 0.2679491924311227;
        if (turned) t = (t * RootOf3 - 1) / (t + RootOf3);
        double t2 = t * t, power = t, sum = 0;
        for (int i = 1; i <= 27; i += 2)
        {
            sum += power / i;
            power *= -t2;
        }
        return turned ? SixthOfPi + sum : sum;
    }
}
