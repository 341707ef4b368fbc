using System.Globalization;
using System.Text;
using System.Text.Json;

namespace O4O.Simulator.TrackScoring;

/// <summary>A score of tracks as JSON and as a plain table.</summary>
public static class TrackScoreText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    };

    /// <summary>One JSON object, camelCase, shares as fractions, ending in a line feed.</summary>
    public static string Json(TrackScore score) => JsonSerializer.Serialize(score, Options) + "\n";

    /// <summary>A line of names over a line of figures, shares in percent.</summary>
    public static string Table(TrackScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        var text = new StringBuilder();
        text.Append("  MOTA   IDF1   HOTA  precision  recall     FP     FN  switches  mostly tracked  mostly lost\n");
        text.Append(CultureInfo.InvariantCulture, $"{100 * score.Mota,6:0.0} {100 * score.Idf1,6:0.0} {100 * score.Hota,6:0.0} {100 * score.Precision,10:0.0} {100 * score.Recall,7:0.0} ");
        text.Append(CultureInfo.InvariantCulture, $"{score.Fp,6} {score.Fn,6} {score.Switches,9} {score.MostlyTracked,15} {score.MostlyLost,12}\n");
        return text.ToString();
    }
}
