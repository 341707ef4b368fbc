using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace O4O.Simulator.Evaluation;

/// <summary>Figures as JSON and as a plain table.</summary>
public static class EvaluationText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>One object, shares as fractions; null where there was nothing to measure. Ends in a line feed.</summary>
    public static string Json(EvaluationSubject about, ContenderFigures ours, ContenderFigures? peer)
    {
        ArgumentNullException.ThrowIfNull(about);
        JsonObject root = Of(ours);
        root.Insert(0, "day", about.Day);
        root.Insert(1, "seeds", $"{about.Seeds.First}-{about.Seeds.Last}");
        root.Insert(2, "without", new JsonArray([.. about.Without.Select(w => JsonValue.Create(w))]));
        root.Insert(3, "noiseFrom", about.NoiseFrom);
        root.Insert(4, "eyes", about.Eyes);
        root.Insert(5, "set", new JsonArray([.. about.Set.Select(s => JsonValue.Create(s))]));
        if (peer is not null) root["peer"] = Of(peer);
        return root.ToJsonString(Indented) + "\n";
    }

    /// <summary>A row a kind with its intervals; the peer's below ours.</summary>
    public static string Table(EvaluationSubject about, ContenderFigures ours, ContenderFigures? peer)
    {
        ArgumentNullException.ThrowIfNull(about);
        ArgumentNullException.ThrowIfNull(ours);
        var text = new StringBuilder();
        if (about.Without.Count > 0) text.Append($"without {string.Join(", ", about.Without)}\n");
        if (about.Set.Count > 0) text.Append($"with {string.Join(", ", about.Set)}\n");
        if (about.NoiseFrom is { } real) text.Append($"noise from {real}\n");
        if (about.Eyes != "joints") text.Append($"eyes: {about.Eyes}\n");
        text.Append($"{"kind",-12} {"",-4} {"units",6}  {"line F1",-19} {"exact",-19} {"wrongly charged",-19} {"reviewed",-19} {"events P",-19} {"events R",-19} {"delay p50/p99 ms",-16}\n");
        Rows(text, "all", ours.All, peer?.All);
        foreach ((string kind, Figures figures) in ours.Kinds) Rows(text, kind, figures, peer?.Kinds.GetValueOrDefault(kind));
        Provisional(text, ours.All);
        Affected(text, "affected", ours.All);
        if (peer is not null) Affected(text, "  (peer)", peer.All);
        return text.ToString();
    }

    /// <summary>A line where faults affected anybody.</summary>
    private static void Affected(StringBuilder text, string who, Figures f)
    {
        Tally t = f.Counts;
        if (t.Affected == 0) return;
        FormattableString line = $"{who}: {t.Affected} of {t.Visits} trips, in review {t.AffectedReviewed}: {Percent(f.AffectedReviewed)}; not affected and in review {t.Reviewed - t.AffectedReviewed} of {t.Visits - t.Affected}: {Percent(f.UnaffectedReviewed)}\n";
        text.Append(line.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A line where anything was shown before it was decided.</summary>
    private static void Provisional(StringBuilder text, Figures f)
    {
        if (f.Counts.Shown == 0) return;
        FormattableString line = $"provisional: {f.Counts.Shown} lines shown before they were decided, p50/p99 {f.ProvisionalP50Ms.Value:0}/{f.ProvisionalP99Ms.Value:0} ms after the lift; right {Percent(f.ProvisionalRight)}\n";
        text.Append(line.ToString(CultureInfo.InvariantCulture));
    }

    private static void Rows(StringBuilder text, string kind, Figures ours, Figures? peer)
    {
        Row(text, kind, peer is null ? "" : "ours", ours);
        if (peer is not null) Row(text, "", "peer", peer);
    }

    private static void Row(StringBuilder text, string kind, string who, Figures f)
    {
        int units = f.Counts.TruePositives + f.Counts.FalseNegatives;
        FormattableString row = $"{kind,-12} {who,-4} {units,6}  {Percent(f.LineF1),-19} {Percent(f.ExactReceipts),-19} {Percent(f.WronglyCharged),-19} {Percent(f.Reviewed),-19} {Percent(f.Precision),-19} {Percent(f.Recall),-19} {f.DelayP50Ms.Value:0}/{f.DelayP99Ms.Value:0}\n";
        text.Append(row.ToString(CultureInfo.InvariantCulture));
    }

    private static string Percent(Figure f) => double.IsNaN(f.Value)
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * f.Value:0.0} ({100 * f.Low:0.0}-{100 * f.High:0.0})");

    private static JsonObject Of(ContenderFigures figures)
    {
        var kinds = new JsonObject();
        foreach ((string kind, Figures of) in figures.Kinds) kinds[kind] = Of(of);
        return new JsonObject { ["all"] = Of(figures.All), ["kinds"] = kinds };
    }

    private static JsonObject Of(Figures f) => new()
    {
        ["lineF1"] = Number(f.LineF1.Value), ["exactReceipts"] = Number(f.ExactReceipts.Value), ["wronglyCharged"] = Number(f.WronglyCharged.Value),
        ["reviewed"] = Number(f.Reviewed.Value),
        ["affected"] = new JsonObject { ["trips"] = f.Counts.Affected, ["reviewed"] = f.Counts.AffectedReviewed },
        ["affectedReviewed"] = Number(f.AffectedReviewed.Value), ["unaffectedReviewed"] = Number(f.UnaffectedReviewed.Value),
        ["events"] = new JsonObject { ["precision"] = Number(f.Precision.Value), ["recall"] = Number(f.Recall.Value) },
        ["delayMs"] = new JsonObject { ["p50"] = Number(f.DelayP50Ms.Value), ["p99"] = Number(f.DelayP99Ms.Value) },
        ["provisionalMs"] = new JsonObject { ["p50"] = Number(f.ProvisionalP50Ms.Value), ["p99"] = Number(f.ProvisionalP99Ms.Value) },
        ["provisionalRight"] = Number(f.ProvisionalRight.Value),
        ["intervals"] = new JsonObject
        {
            ["lineF1"] = Ends(f.LineF1), ["exactReceipts"] = Ends(f.ExactReceipts), ["wronglyCharged"] = Ends(f.WronglyCharged),
            ["reviewed"] = Ends(f.Reviewed), ["precision"] = Ends(f.Precision), ["recall"] = Ends(f.Recall), ["p50"] = Ends(f.DelayP50Ms),
            ["p99"] = Ends(f.DelayP99Ms), ["affectedReviewed"] = Ends(f.AffectedReviewed), ["unaffectedReviewed"] = Ends(f.UnaffectedReviewed),
            ["provisionalP50"] = Ends(f.ProvisionalP50Ms), ["provisionalP99"] = Ends(f.ProvisionalP99Ms), ["provisionalRight"] = Ends(f.ProvisionalRight),
        },
        ["counts"] = new JsonObject
        {
            ["visits"] = f.Counts.Visits, ["units"] = f.Counts.TruePositives + f.Counts.FalseNegatives, ["charged"] = f.Counts.Charged,
            ["wrong"] = f.Counts.Wrong, ["changes"] = f.Counts.Changes, ["events"] = f.Counts.Events,
            ["provisional"] = f.Counts.Shown,
        },
    };

    private static JsonArray Ends(Figure f) => [Number(f.Low), Number(f.High)];

    private static JsonNode? Number(double value) => double.IsNaN(value) ? null : Math.Round(value, 6);
}
