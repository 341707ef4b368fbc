using System.Globalization;
using System.Text;
using System.Text.Json;

namespace O4O.Simulator.Scoring;

/// <summary>A score as JSON and as a plain table.</summary>
public static class ScoreText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    };

    /// <summary>One JSON object, camelCase, ending in a line feed.</summary>
    public static string Json(Score score) => JsonSerializer.Serialize(score, Options) + "\n";

    /// <summary>A row a visit, then the totals.</summary>
    public static string Table(Score score)
    {
        ArgumentNullException.ThrowIfNull(score);
        var text = new StringBuilder();
        int width = Math.Max(7, score.Rows.Count == 0 ? 0 : score.Rows.Max(r => r.Shopper.Length));
        Line(text, $"{"shopper".PadRight(width)}  truth  got   tp   fp   fn  verdict");
        foreach (ScoreRow row in score.Rows)
        {
            string verdict = (row.HasReceipt, row.IsKnown, row.Exact) switch
            {
                (false, _, _) => row.Exact ? "exact, no receipt" : "no receipt",
                (_, false, _) => "unknown shopper",
                (_, _, true) => "exact",
                _ => "wrong",
            };
            Line(text, $"{row.Shopper.PadRight(width)}  {row.Truth,5}  {row.Got,3}  {row.TruePositives,3}  {row.FalsePositives,3}  {row.FalseNegatives,3}  {verdict}{(row.Reviewed ? ", in review" : "")}{(row.IsAffected ? ", affected" : "")}");
        }
        Line(text, $"");
        Line(text, $"precision {score.Precision:0.0000}   recall {score.Recall:0.0000}   F1 {score.F1:0.0000}   (TP {score.TruePositives}, FP {score.FalsePositives}, FN {score.FalseNegatives})");
        Line(text, $"exact receipts {score.ExactReceipts} of {score.Shoppers} ({score.ExactShare:0.0 %}), without review {score.ExactUnreviewed}; in review {score.Reviewed} ({score.ReviewedShare:0.0 %})");
        if (score.AffectedTrips > 0)
            Line(text, $"affected by faults {score.AffectedTrips}, in review {score.AffectedTripsReviewed} ({score.AffectedReviewed:0.0 %}); not affected and in review {score.UnaffectedTripsReviewed}");
        Line(text, $"wrongly charged {score.WronglyChargedUnits} of {score.ChargedUnits} units ({score.WronglyChargedShare:0.00 %}); missing receipts {score.MissingReceipts}; unknown shoppers {score.UnknownShoppers}; unattributed units {score.UnattributedUnits}");
        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
