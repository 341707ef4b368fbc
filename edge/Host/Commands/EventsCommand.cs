using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using O4O.Edge.Host.Replay;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Host.Commands;

/// <summary><c>events REC.mcap --json</c>: every weight change of a recording.</summary>
internal static class EventsCommand
{
    public static Command Create()
    {
        var recording = new Argument<FileInfo>("REC.mcap") { Description = "A recording of ./o4o edge, simulate or import." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line: timeUs, gondola, shelf, plates, deltaGrams, kind (pick, return or exchange), candidates." };
        var provisional = new Option<bool>("--provisional")
        {
            Description = "Afterwards also what people were shown before it was decided, kind \"provisional\": session, shopper, gtin, quantity, shownAfterMs, goneAfterMs.",
        };
        var command = new Command("events", "List the weight changes of a recording, with what each may have been.") { recording, json, provisional };
        command.SetAction(parsed => Run(parsed.GetValue(recording)!, parsed.GetValue(json), parsed.GetValue(provisional)));
        return command;
    }

    private static int Run(FileInfo recording, bool json, bool provisional) => Failure.Guard(recording, () =>
    {
        ReplayResult result = Replayer.Run(recording.FullName, 0, null);
        foreach (JournalRecord record in result.Records)
        {
            if (record is not WeightChanged w) continue;
            EventRow row = Row(w, result.First.Us);
            if (json) Console.WriteLine(JsonSerializer.Serialize(row, EventsJson.Default.EventRow));
            else Print(row);
        }
        if (!provisional) return 0;
        foreach (ProvisionalRow row in ProvisionalRow.Of(result))
        {
            if (json) Console.WriteLine(JsonSerializer.Serialize(row, EventsJson.Default.ProvisionalRow));
            else Print(row);
        }
        return 0;
    });

    private static EventRow Row(WeightChanged w, long firstUs) => new(
        w.LiftUs - firstUs, w.Gondola, w.Shelf, [.. w.Plates.Select(p => new PlateRow(p.Plate, p.DeltaMg / 1000.0))],
        w.DeltaMg / 1000.0, w.Kind, w.Candidates, (w.AtUs - w.LiftUs) / 1000.0);

    private static void Print(EventRow row)
    {
        string first = row.Kind == "exchange" ? "one put down what another took" : row.Candidates.Count == 0 ? "no product fits" : $"{row.Candidates[0].Quantity} × {row.Candidates[0].Gtin} ({row.Candidates[0].Probability:P0})";
        FormattableString line = $"{row.TimeUs / 1e6,9:0.000} s  gondola {row.Gondola} shelf {row.Shelf}  {row.Kind,-8} {row.DeltaGrams,9:0.0} g  {first}";
        Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static void Print(ProvisionalRow row)
    {
        string gone = row.GoneAfterMs is { } ms ? string.Create(CultureInfo.InvariantCulture, $"{ms:0} ms") : "the end";
        FormattableString line = $"{row.TimeUs / 1e6,9:0.000} s  gondola {row.Gondola} shelf {row.Shelf}  shown  {row.Quantity,3} × {row.Gtin} of {row.Shopper} ({row.Probability:P0}), from {row.ShownAfterMs:0} ms to {gone}";
        Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>One weight change; <paramref name="TimeUs"/> is recording time (since the first fact) of the lift.</summary>
internal sealed record EventRow(
    long TimeUs, int Gondola, int Shelf, IReadOnlyList<PlateRow> Plates, double DeltaGrams, string Kind,
    IReadOnlyList<Candidate> Candidates, double DecidedAfterMs);

internal sealed record PlateRow(int Plate, double DeltaGrams);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EventRow))]
[JsonSerializable(typeof(ProvisionalRow))]
internal sealed partial class EventsJson : JsonSerializerContext;
