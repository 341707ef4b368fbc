namespace O4O.Simulator.Noise;

/// <summary>
/// Finds the parts of a real plate's readings in which nothing happens, and what is left of them without their slow mean.
/// Robust, so that single spikes, which belong to a real plate's noise, stay, and whatever a hand does goes:
/// <list type="bullet">
/// <item>σ of the plate is 1.4826/√2 times the median of the absolute differences of neighbouring readings, at least
/// <see cref="SigmaMinGrams"/>;</item>
/// <item>a reading is restless when the medians of the half second before and after it differ by more than 2 σ and 2 g (a
/// step), when the median of the 150 ms around it is more than 3 σ and 3 g off that of the two seconds around it (a touch),
/// or when the quartiles of the quarter second around it are more than 3 σ and 2 g farther apart than a normal σ has them (a
/// knock, a gondola that sways);</item>
/// <item>half a second before and after a restless reading, for its ringing, belongs to it;</item>
/// <item>what is left and lasts for <see cref="SecondsMin"/> or more is quiet; of each reading the mean of the three seconds
/// around it within the stretch is taken away (in the mean a spike counts as 10 σ at most, and 10 g at least).</item>
/// </list>
/// </summary>
internal static class QuietStretches
{
    /// <summary>A converter's step hides less than this.</summary>
    public const double SigmaMinGrams = 0.1;

    /// <summary>A shorter stretch has no slow mean of its own.</summary>
    public const double SecondsMin = 1;

    /// <summary>The residuals of every quiet stretch, grams, in the order of time.</summary>
    /// <param name="grams">Readings at equal distances, without a gap.</param>
    /// <param name="periodUs">That distance.</param>
    public static IEnumerable<float[]> Of(ReadOnlySpan<float> grams, int periodUs)
    {
        var stretches = new List<float[]>();
        int least = Samples(SecondsMin, periodUs);
        if (grams.Length < least) return stretches;
        double sigma = Sigma(grams);
        bool[] restless = Restless(grams, sigma, periodUs);
        int from = -1;
        for (int i = 0; i <= grams.Length; i++)
        {
            bool quiet = i < grams.Length && !restless[i];
            if (quiet && from < 0) from = i;
            if (quiet || from < 0) continue;
            if (i - from >= least) stretches.Add(Residuals(grams[from..i], Samples(1.5, periodUs), Math.Max(10, 10 * sigma)));
            from = -1;
        }
        return stretches;
    }

    /// <summary>The plate's noise from the differences of neighbours: steps and drift hardly count.</summary>
    public static double Sigma(ReadOnlySpan<float> grams)
    {
        var differences = new float[Math.Max(0, grams.Length - 1)];
        for (int i = 0; i < differences.Length; i++) differences[i] = Math.Abs(grams[i + 1] - grams[i]);
        return Math.Max(SigmaMinGrams, 1.4826 / Math.Sqrt(2) * Middle(differences, 0.5));
    }

    private static bool[] Restless(ReadOnlySpan<float> grams, double sigma, int periodUs)
    {
        int half = Samples(0.5, periodUs), second = Samples(1, periodUs), hand = Samples(0.075, periodUs), eighth = Samples(0.125, periodUs);
        var raw = new bool[grams.Length];
        for (int i = 0; i < grams.Length; i++)
        {
            double before = Median(grams, i - half, i), after = Median(grams, i, i + half);
            bool step = Math.Abs(after - before) > Math.Max(2, 2 * sigma);
            bool touch = Math.Abs(Median(grams, i - hand, i + hand + 1) - Median(grams, i - second, i + second + 1)) > Math.Max(3, 3 * sigma);
            float[] near = Slice(grams, i - eighth, i + eighth + 1);
            // A normal distribution's quartiles are 1.349 σ apart.
            bool sway = Middle(near, 0.75) - Middle(near, 0.25) > 1.349 * sigma + Math.Max(2, 3 * sigma);
            raw[i] = step || touch || sway;
        }
        var widened = new bool[grams.Length];
        for (int i = 0; i < raw.Length; i++)
            if (raw[i]) widened.AsSpan(Math.Max(0, i - half), Math.Min(raw.Length, i + half + 1) - Math.Max(0, i - half)).Fill(true);
        return widened;
    }

    private static float[] Residuals(ReadOnlySpan<float> quiet, int reach, double spike)
    {
        double middle = Median(quiet, 0, quiet.Length);
        var sums = new double[quiet.Length + 1];
        for (int i = 0; i < quiet.Length; i++) sums[i + 1] = sums[i] + Math.Clamp(quiet[i], middle - spike, middle + spike);
        var residuals = new float[quiet.Length];
        for (int i = 0; i < quiet.Length; i++)
        {
            int from = Math.Max(0, i - reach), to = Math.Min(quiet.Length, i + reach + 1);
            residuals[i] = (float)(quiet[i] - (sums[to] - sums[from]) / (to - from));
        }
        return residuals;
    }

    private static int Samples(double seconds, int periodUs) => Math.Max(1, (int)Math.Round(seconds * 1e6 / periodUs));

    private static float Median(ReadOnlySpan<float> grams, int from, int to) => Middle(Slice(grams, from, to), 0.5);

    /// <summary>A copy of what of this range there is; at least one reading.</summary>
    private static float[] Slice(ReadOnlySpan<float> grams, int from, int to)
    {
        from = Math.Clamp(from, 0, grams.Length - 1);
        return grams[from..Math.Clamp(to, from + 1, grams.Length)].ToArray();
    }

    /// <summary>The reading of this rank, 0 … 1; 0 without readings. Sorts in place.</summary>
    private static float Middle(float[] grams, double rank)
    {
        if (grams.Length == 0) return 0;
        Array.Sort(grams);
        return grams[(int)(rank * (grams.Length - 1))];
    }
}
