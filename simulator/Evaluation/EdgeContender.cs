using System.Diagnostics;
using System.Text.Json;
using O4O.Edge.Recording;
using O4O.Simulator.Commands;
using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Scoring;

namespace O4O.Simulator.Evaluation;

/// <summary>The edge itself: its <c>replay</c> and <c>events</c> in processes of their own, as anybody would run them.</summary>
/// <param name="hostDll">The edge service's dll.</param>
public sealed class EdgeContender(string hostDll) : IContender
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public Outcome Run(string recording, string folder)
    {
        ReceiptsFile receipts = Receipts(recording, folder);
        string lines = Ask("events", recording, "--json", "--provisional");
        long firstUs = FirstUs(recording);
        var events = new List<SeenEvent>();
        var shown = new List<ShownLine>();
        foreach (string line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Row row = JsonSerializer.Deserialize<Row>(line, Options) ?? throw new JsonException("an event must be an object, not null");
            if (row.Kind == "provisional")
                shown.Add(new ShownLine(firstUs + row.TimeUs, row.Gondola, row.Shelf, row.Shopper!, row.Gtin!, row.Quantity, row.ShownAfterMs));
            else events.Add(new SeenEvent(firstUs + row.TimeUs, row.Gondola, row.Shelf, row.DeltaGrams, row.DecidedAfterMs, row.Kind == "exchange"));
        }
        return new Outcome(receipts, events) { Shown = shown };
    }

    /// <summary>The receipts alone.</summary>
    /// <param name="recording">The file.</param>
    /// <param name="folder">An empty folder for whatever needs to be written on the way.</param>
    public ReceiptsFile Receipts(string recording, string folder)
    {
        string receipts = Path.Combine(folder, "receipts.json");
        Ask("replay", recording, "--receipts", receipts, "--rate", "max");
        return ReceiptsFile.FromJson(File.ReadAllText(receipts));
    }

    /// <summary>The moment from which the edge counts a recording's time: its first fact's.</summary>
    private static long FirstUs(string recording)
    {
        using RecordingReader reader = RecordingReader.Open(recording);
        return reader.TryRead(out RecordedFact fact) ? fact.LogTime.Us : 0;
    }

    private string Ask(params string[] arguments)
    {
        var start = new ProcessStartInfo(Programs.Dotnet) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(hostDll);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        Task<string> complaint = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new UserMistakeException($"{Path.GetFileName(hostDll)} {arguments[0]} ended with {process.ExitCode}: {complaint.GetAwaiter().GetResult().Trim()}");
        return output;
    }

    /// <summary>A weight change, or something that was shown before it was decided.</summary>
    private sealed record Row(
        long TimeUs, int Gondola, int Shelf, string Kind, double DeltaGrams, double DecidedAfterMs, string? Shopper, string? Gtin, int Quantity,
        double ShownAfterMs);
}
