using O4O.Simulator.Scoring;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Evaluation;

/// <summary>
/// One recording's counts: in all, and by kind of action (the truth's scenes). A kind's units are those of the pairs of
/// shopper and product that its actions moved, a handover's receiver included (a unit that was taken and is rightly not on the
/// receipt counts as right); its visits are those of its actors.
/// </summary>
public sealed class TripTally
{
    private readonly SortedDictionary<string, Tally> _kinds = new(StringComparer.Ordinal);

    public Tally All { get; } = new();
    public IReadOnlyDictionary<string, Tally> Kinds => _kinds;

    /// <summary>Holds an outcome against the truth.</summary>
    public static TripTally Of(Truth truth, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(outcome);
        var trip = new TripTally();
        Score score = Score.Of(truth, outcome.Receipts);
        trip.CountAll(score);
        trip.CountKinds(truth, outcome.Receipts, score.Rows.ToDictionary(r => r.Shopper, StringComparer.Ordinal));
        EventMatch.Count(truth, outcome.Events, trip.All, trip.Kind);
        ShownMatch.Count(truth, outcome.Shown, trip.All, trip.Kind);
        return trip;
    }

    private Tally Kind(string scene)
    {
        if (!_kinds.TryGetValue(scene, out Tally? tally)) _kinds.Add(scene, tally = new Tally());
        return tally;
    }

    private void CountAll(Score score)
    {
        All.TruePositives = score.TruePositives;
        All.FalsePositives = score.FalsePositives;
        All.FalseNegatives = score.FalseNegatives;
        All.Visits = score.Shoppers;
        All.Exact = score.ExactReceipts;
        All.Reviewed = score.Reviewed;
        All.Affected = score.AffectedTrips;
        All.AffectedReviewed = score.AffectedTripsReviewed;
        All.Charged = score.ChargedUnits;
        All.Wrong = score.WronglyChargedUnits;
    }

    private void CountKinds(Truth truth, ReceiptsFile receipts, Dictionary<string, ScoreRow> rows)
    {
        var carried = new Dictionary<(string Shopper, string Gtin), int>();
        var got = new Dictionary<(string Shopper, string Gtin), int>();
        foreach (TruthShopper shopper in truth.Shoppers)
            foreach (TruthLine line in shopper.Lines) Add(carried, (shopper.Shopper, line.Gtin), line.Quantity);
        foreach (ReceiptsFile.Receipt receipt in receipts.Receipts)
        {
            if (!rows.ContainsKey(receipt.Shopper)) continue; // staff, and not charged
            foreach (ReceiptsFile.Line line in receipt.Lines) Add(got, (receipt.Shopper, line.Gtin), line.Quantity);
        }

        foreach (IGrouping<string, TruthAction> scene in truth.Actions.GroupBy(a => a.Scene, StringComparer.Ordinal))
        {
            Tally tally = Kind(scene.Key);
            foreach (((string shopper, string gtin), int moved) in Moved(scene))
            {
                int wanted = carried.GetValueOrDefault((shopper, gtin)), had = got.GetValueOrDefault((shopper, gtin)), both = Math.Min(wanted, had);
                // What was taken and is rightly not on the receipt (put back, handed on, only touched) is right as well.
                tally.TruePositives += Math.Max(0, Math.Max(moved, Math.Max(wanted, had)) - (had - both) - (wanted - both));
                tally.FalsePositives += had - both;
                tally.FalseNegatives += wanted - both;
                if (rows.TryGetValue(shopper, out ScoreRow? row) && row.Reviewed) continue;
                tally.Charged += had;
                tally.Wrong += had - both;
            }
            foreach (string shopper in scene.SelectMany(Actors).Distinct(StringComparer.Ordinal))
            {
                if (!rows.TryGetValue(shopper, out ScoreRow? row)) continue;
                tally.Visits++;
                if (row.Exact) tally.Exact++;
                if (row.Reviewed) tally.Reviewed++;
                if (row.IsAffected) tally.Affected++;
                if (row is { IsAffected: true, Reviewed: true }) tally.AffectedReviewed++;
            }
        }
    }

    /// <summary>The pairs of shopper and product that the actions moved, and how many units each at the least.</summary>
    private static Dictionary<(string Shopper, string Gtin), int> Moved(IEnumerable<TruthAction> actions)
    {
        var moved = new Dictionary<(string Shopper, string Gtin), int>();
        foreach (TruthAction action in actions)
        {
            if (action.Gtin is not { } gtin) continue;
            foreach (string shopper in Actors(action))
            {
                // Who hands on has taken it before: the same unit, not one more.
                bool takes = action.Kind == TruthAction.Pick || shopper == action.To;
                Add(moved, (shopper, gtin), takes ? action.Quantity : 0);
            }
        }
        foreach ((string, string) pair in moved.Keys.ToArray()) moved[pair] = Math.Max(1, moved[pair]);
        return moved;
    }

    private static IEnumerable<string> Actors(TruthAction action)
    {
        if (action.Shopper is not null) yield return action.Shopper;
        if (action.To is not null) yield return action.To;
    }

    private static void Add(Dictionary<(string, string), int> to, (string, string) pair, int quantity) =>
        to[pair] = to.GetValueOrDefault(pair) + quantity;
}
