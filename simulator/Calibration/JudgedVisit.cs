using O4O.Simulator.Commands;
using O4O.Simulator.Scoring;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Calibration;

/// <summary>A settled visit: how sure the edge said it was, and whether it was right.</summary>
/// <param name="Confidence">The stated probability of exactly this cart.</param>
/// <param name="Exact">The lines are what was carried out.</param>
/// <param name="Units">Units on the receipt.</param>
/// <param name="WrongUnits">Those of them that were not carried out.</param>
/// <param name="HeldBack">Something else than a doubt about the cart sent it to review: no threshold lets it through.</param>
public readonly record struct JudgedVisit(double Confidence, bool Exact, int Units, int WrongUnits, bool HeldBack)
{
    /// <summary>Whether a person is asked when the threshold is this one.</summary>
    public bool IsReviewed(double threshold) => HeldBack || Confidence < threshold;

    /// <summary>
    /// The visits of a recording that have a receipt, in the order of the shoppers' names. A visit that is in review although
    /// its confidence reaches the threshold was sent there by something else.
    /// </summary>
    /// <param name="truth">What was so.</param>
    /// <param name="receipts">What a replay made of it.</param>
    /// <param name="threshold">The threshold of that replay.</param>
    /// <exception cref="UserMistakeException">The receipts state no confidence.</exception>
    public static IReadOnlyList<JudgedVisit> Of(Truth truth, ReceiptsFile receipts, double threshold)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(receipts);
        var stated = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (ReceiptsFile.Receipt receipt in receipts.Receipts)
        {
            // Staff's have none. A shopper with several receipts is as sure as the least sure of them.
            if (receipt.Confidence is { } confidence) stated[receipt.Shopper] = Math.Min(confidence, stated.GetValueOrDefault(receipt.Shopper, 1));
        }
        var visits = new List<JudgedVisit>();
        foreach (ScoreRow row in Score.Of(truth, receipts).Rows)
        {
            if (!row.HasReceipt) continue;
            if (!stated.TryGetValue(row.Shopper, out double confidence))
                throw new UserMistakeException($"the receipt of {row.Shopper} states no confidence: this edge cannot be calibrated");
            visits.Add(new JudgedVisit(confidence, row.Exact, row.Got, row.FalsePositives, row.Reviewed && confidence >= threshold));
        }
        return visits;
    }
}
