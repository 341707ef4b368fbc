namespace O4O.Benchmarks.Workloads;

/// <summary>
/// What theory allows: the CUSUM that knows step and noise, on Gaussian noise that does not hang together. No other rule is faster
/// at the same rate of false alarms (Lorden 1971; Moustakides 1986).
/// </summary>
/// <param name="shift">The step, in standard deviations of a reading.</param>
internal sealed class CusumTheory(double shift)
{
    /// <summary>Cells that the sum's range is cut into (Brook and Evans, Biometrika 1972).</summary>
    private const int Cells = 80;

    /// <summary>The formula: ln(ARL₀) / (δ² / 2σ²) readings from step to alarm.</summary>
    public double Formula(double lnReadingsPerFalseAlarm) => 2 * lnReadingsPerFalseAlarm / (shift * shift);

    /// <summary>Mean readings from step to alarm, whole readings counted, at the threshold that gives this rate of false alarms.</summary>
    public double Optimum(double lnReadingsPerFalseAlarm)
    {
        double low = 0, high = lnReadingsPerFalseAlarm / shift + 1;
        for (int i = 0; i < 30; i++)
        {
            double middle = (low + high) / 2;
            if (Math.Log(RunLength(middle, 0)) < lnReadingsPerFalseAlarm) low = middle;
            else high = middle;
        }
        return RunLength(high, shift);
    }

    /// <summary>Mean readings to an alarm from a sum of nothing: the chain's (I − Q) L = 1 solved by elimination.</summary>
    private double RunLength(double threshold, double mean)
    {
        double width = threshold / (Cells - 0.5), drift = mean - shift / 2;
        var rows = new double[Cells, Cells + 1];
        for (int from = 0; from < Cells; from++)
        {
            for (int to = 0; to < Cells; to++)
            {
                double above = (to - from + 0.5) * width - drift, below = to == 0 ? double.NegativeInfinity : above - width;
                rows[from, to] = (from == to ? 1 : 0) - Between(below, above);
            }
            rows[from, Cells] = 1;
        }
        for (int i = Cells - 1; i > 0; i--)
        {
            for (int row = 0; row < i; row++)
            {
                double share = rows[row, i] / rows[i, i];
                for (int c = 0; c < i; c++) rows[row, c] -= share * rows[i, c];
                rows[row, Cells] -= share * rows[i, Cells];
            }
        }
        return rows[0, Cells] / rows[0, 0];
    }

    private static double Between(double low, double high) => low > 0 ? Above(low) - Above(high) : Above(-high) - Above(-low);

    /// <summary>Probability that a normal variable is above <paramref name="x"/>, exact in the tail (West 2005, after Hart 1968).</summary>
    private static double Above(double x)
    {
        if (double.IsInfinity(x)) return x > 0 ? 0 : 1;
        double z = Math.Abs(x), tail = 0;
        if (z < 7.07106781186547)
        {
            double top = ((((((0.0352624965998911 * z + 0.700383064443688) * z + 6.37396220353165) * z + 33.912866078383) * z + 112.079291497871) * z + 221.213596169931) * z) + 220.206867912376;
            double bottom = (((((((0.0883883476483184 * z + 1.75566716318264) * z + 16.064177579207) * z + 86.7807322029461) * z + 296.564248779674) * z + 637.333633378831) * z + 793.826512519948) * z) + 440.413735824752;
            tail = Math.Exp(-z * z / 2) * top / bottom;
        }
        else if (z < 37)
        {
            tail = Math.Exp(-z * z / 2) / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / 2.506628274631;
        }
        return x > 0 ? tail : 1 - tail;
    }
}
