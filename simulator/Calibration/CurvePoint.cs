using O4O.Simulator.Evaluation;

namespace O4O.Simulator.Calibration;

/// <summary>
/// What a threshold means: how many visits a person must look at, and how much of what is charged is wrong. Wrong is counted in
/// units of product, as the target for it is and as <c>evaluate</c> does: a wrong unit is money, a wrong trip may be one or ten.
/// </summary>
public sealed record CurvePoint
{
    /// <summary>The thresholds that are looked at: few, and the same for all, so that none is cut to a single visit; closer where confidences crowd.</summary>
    public static readonly IReadOnlyList<double> Thresholds =
    [
        0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.993, 0.995, 0.997, 0.998, 0.999,
        0.9995, 0.9999,
    ];

    /// <summary><c>fusion.doubtBelow</c>.</summary>
    public required double Threshold { get; init; }

    /// <summary>Share of the visits, with the bootstrap's interval.</summary>
    public required Figure Reviewed { get; init; }

    /// <summary>
    /// Share of the units charged. The upper end is the higher one of two: the bootstrap's over recordings, which knows that
    /// mistakes of one day come together but takes none seen for none there, and Clopper and Pearson's, which knows the opposite.
    /// </summary>
    public required Figure WronglyCharged { get; init; }
    public required int Visits { get; init; }
    public required int VisitsReviewed { get; init; }

    /// <summary>Visits not in review whose receipt is exactly right.</summary>
    public required int VisitsExact { get; init; }
    public required int UnitsCharged { get; init; }
    public required int UnitsWrong { get; init; }

    /// <summary>Share of the visits not in review that are exactly right; NaN without any.</summary>
    public double ExactShare => Visits == VisitsReviewed ? double.NaN : (double)VisitsExact / (Visits - VisitsReviewed);

    /// <summary>The upper 95 % end of <see cref="WronglyCharged"/>; 1 where nothing was charged.</summary>
    public double Bound => WronglyCharged.High;

    /// <summary>Every threshold, from the lowest.</summary>
    /// <param name="recordings">The visits of each.</param>
    public static IReadOnlyList<CurvePoint> Curve(IReadOnlyList<IReadOnlyList<JudgedVisit>> recordings) =>
        [.. Thresholds.Select(t => At(t, recordings))];

    /// <summary>One threshold.</summary>
    /// <param name="threshold">The threshold.</param>
    /// <param name="recordings">The visits of each.</param>
    public static CurvePoint At(double threshold, IReadOnlyList<IReadOnlyList<JudgedVisit>> recordings)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        Figures figures = Figures.Of([.. recordings.Select(r => Count(r, threshold))]);
        int exact = recordings.Sum(r => r.Count(v => v.Exact && !v.IsReviewed(threshold)));
        Tally all = figures.Counts;
        Figure wrong = figures.WronglyCharged;
        return new CurvePoint
        {
            Threshold = threshold, Reviewed = figures.Reviewed, Visits = all.Visits, VisitsReviewed = all.Reviewed, VisitsExact = exact,
            UnitsCharged = all.Charged, UnitsWrong = all.Wrong,
            WronglyCharged = all.Charged == 0
                ? new Figure(double.NaN, 0, 1)
                : wrong with { High = Math.Max(wrong.High, Binomial.High(all.Wrong, all.Charged)) },
        };
    }

    private static Tally Count(IReadOnlyList<JudgedVisit> visits, double threshold)
    {
        var tally = new Tally { Visits = visits.Count };
        foreach (JudgedVisit visit in visits)
        {
            if (visit.IsReviewed(threshold))
            {
                tally.Reviewed++;
                continue;
            }
            tally.Charged += visit.Units;
            tally.Wrong += visit.WrongUnits;
        }
        return tally;
    }
}
