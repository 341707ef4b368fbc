using O4O.Simulator.Chance;

namespace O4O.Simulator.Evaluation;

/// <summary>The figures of one kind of action, or of all, over several recordings.</summary>
public sealed record Figures
{
    private const int Resamples = 500;

    /// <summary>2 TP / (2 TP + FP + FN), units of product.</summary>
    public required Figure LineF1 { get; init; }

    /// <summary>Shares of visits.</summary>
    public required Figure ExactReceipts { get; init; }
    public required Figure Reviewed { get; init; }

    /// <summary>Shares in review of the visits that a fault affected, which should be all of them, and of the others.</summary>
    public required Figure AffectedReviewed { get; init; }
    public required Figure UnaffectedReviewed { get; init; }

    /// <summary>Share of the units charged without review.</summary>
    public required Figure WronglyCharged { get; init; }

    /// <summary>Shares of the events seen that were so, and of the changes that were seen.</summary>
    public required Figure Precision { get; init; }
    public required Figure Recall { get; init; }

    /// <summary>From the lift to the decision, ms of sensor time.</summary>
    public required Figure DelayP50Ms { get; init; }
    public required Figure DelayP99Ms { get; init; }

    /// <summary>From the lift to a line that people see before it is decided, ms of sensor time, of those that were right; and their share.</summary>
    public required Figure ProvisionalP50Ms { get; init; }
    public required Figure ProvisionalP99Ms { get; init; }
    public required Figure ProvisionalRight { get; init; }

    /// <summary>What it was measured on.</summary>
    public required Tally Counts { get; init; }

    /// <summary>
    /// Ratios of sums over the recordings, and the interval between the 2.5th and 97.5th percentile of the same over recordings
    /// drawn again with replacement (Efron 1979): whole recordings, because what happens within one hangs together.
    /// </summary>
    /// <param name="recordings">A tally each; null where the kind did not occur.</param>
    public static Figures Of(IReadOnlyList<Tally?> recordings)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        double[] values = Values(Sum(recordings, null));
        var dice = new Dice(1, "bootstrap");
        var drawn = new double[values.Length][];
        for (int v = 0; v < values.Length; v++) drawn[v] = new double[Resamples];
        var pick = new int[recordings.Count];
        for (int r = 0; r < Resamples; r++)
        {
            for (int i = 0; i < pick.Length; i++) pick[i] = dice.Below(pick.Length);
            double[] again = Values(Sum(recordings, pick));
            for (int v = 0; v < again.Length; v++) drawn[v][r] = again[v];
        }
        Figure[] figures = [.. values.Select((value, v) => Interval(value, drawn[v]))];
        return new Figures
        {
            LineF1 = figures[0], ExactReceipts = figures[1], Reviewed = figures[2], WronglyCharged = figures[3], Precision = figures[4],
            Recall = figures[5], DelayP50Ms = figures[6], DelayP99Ms = figures[7],
            AffectedReviewed = figures[8], UnaffectedReviewed = figures[9],
            ProvisionalP50Ms = figures[10], ProvisionalP99Ms = figures[11], ProvisionalRight = figures[12], Counts = Sum(recordings, null),
        };
    }

    private static Tally Sum(IReadOnlyList<Tally?> recordings, int[]? pick)
    {
        var sum = new Tally();
        for (int i = 0; i < recordings.Count; i++)
            if (recordings[pick is null ? i : pick[i]] is { } tally) sum.Add(tally);
        return sum;
    }

    private static double[] Values(Tally t)
    {
        t.DelaysMs.Sort();
        t.ShownMs.Sort();
        return
        [
            Share(2 * t.TruePositives, 2 * t.TruePositives + t.FalsePositives + t.FalseNegatives), Share(t.Exact, t.Visits),
            Share(t.Reviewed, t.Visits), Share(t.Wrong, t.Charged), Share(t.EventsRight, t.Events), Share(t.ChangesSeen, t.Changes),
            Percentile(t.DelaysMs, 0.5), Percentile(t.DelaysMs, 0.99),
            Share(t.AffectedReviewed, t.Affected), Share(t.Reviewed - t.AffectedReviewed, t.Visits - t.Affected),
            Percentile(t.ShownMs, 0.5), Percentile(t.ShownMs, 0.99), Share(t.ShownRight, t.Shown),
        ];
    }

    private static Figure Interval(double value, double[] drawn)
    {
        List<double> sound = [.. drawn.Where(d => !double.IsNaN(d)).Order()];
        return new Figure(value, Percentile(sound, 0.025), Percentile(sound, 0.975));
    }

    private static double Share(int part, int whole) => whole == 0 ? double.NaN : (double)part / whole;

    /// <summary>The nearest-rank percentile of sorted values.</summary>
    private static double Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
