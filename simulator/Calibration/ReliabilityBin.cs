using O4O.Simulator.Evaluation;

namespace O4O.Simulator.Calibration;

/// <summary>Visits whose stated confidence is alike: what was stated on average, and how many were right.</summary>
/// <param name="From">Lowest confidence, included.</param>
/// <param name="To">Highest, not included; of the last bin included.</param>
/// <param name="Visits">How many.</param>
/// <param name="Stated">Their mean confidence; NaN without any.</param>
/// <param name="Exact">Those whose cart is exactly right.</param>
public readonly record struct ReliabilityBin(double From, double To, int Visits, double Stated, int Exact)
{
    /// <summary>Narrower towards 1, where confidences crowd and where it matters.</summary>
    private static readonly double[] Edges = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1];

    /// <summary>The share that is right; NaN without any.</summary>
    public double Right => Visits == 0 ? double.NaN : (double)Exact / Visits;

    /// <summary>The same with its exact 95 % interval.</summary>
    public Figure RightInterval => new(Right, Binomial.Low(Exact, Visits), Binomial.High(Exact, Visits));

    /// <summary>All bins, from the lowest.</summary>
    public static IReadOnlyList<ReliabilityBin> Of(IReadOnlyCollection<JudgedVisit> visits)
    {
        ArgumentNullException.ThrowIfNull(visits);
        var bins = new List<ReliabilityBin>(Edges.Length - 1);
        for (int i = 0; i + 1 < Edges.Length; i++)
        {
            double from = Edges[i], to = Edges[i + 1];
            bool isLast = i + 2 == Edges.Length;
            JudgedVisit[] within = [.. visits.Where(v => v.Confidence >= from && (v.Confidence < to || isLast))];
            double stated = within.Length == 0 ? double.NaN : within.Average(v => v.Confidence);
            bins.Add(new ReliabilityBin(from, to, within.Length, stated, within.Count(v => v.Exact)));
        }
        return bins;
    }

    /// <summary>
    /// The expected calibration error: how far what was stated is from what was right, each bin by its share of the visits
    /// (Naeini, Cooper, Hauskrecht 2015). NaN without visits.
    /// </summary>
    public static double ExpectedError(IReadOnlyList<ReliabilityBin> bins)
    {
        ArgumentNullException.ThrowIfNull(bins);
        int all = bins.Sum(b => b.Visits);
        return all == 0 ? double.NaN : bins.Where(b => b.Visits > 0).Sum(b => b.Visits * Math.Abs(b.Stated - b.Right)) / all;
    }
}
