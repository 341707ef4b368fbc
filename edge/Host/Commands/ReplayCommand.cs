using System.CommandLine;
using System.Globalization;
using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Host.Replay;
using O4O.Edge.Store;
using O4O.Settings;

namespace O4O.Edge.Host.Commands;

/// <summary><c>replay REC.mcap --receipts OUT.json [--rate X|max]</c>.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var recording = new Argument<FileInfo>("REC.mcap") { Description = "A recording of ./o4o edge, simulate or import." };
        var receipts = new Option<FileInfo?>("--receipts") { Description = "Write the receipts here, as JSON." };
        var rate = new Option<string>("--rate")
        {
            Description = "Times real time, or 'max' for as fast as it goes.", DefaultValueFactory = _ => "max",
        };
        var shadow = new Option<FileInfo?>("--shadow")
        {
            Description = "A JSON file of options (as \"options\" in a store file): replay a second time with these, and show every line that differs.",
        };
        var command = new Command("replay", "Send a recording through the very machine that runs live: same facts, same receipts, same hash.")
        {
            recording, receipts, rate, shadow,
        };
        command.SetAction(parsed => Run(parsed.GetValue(recording)!, parsed.GetValue(receipts), parsed.GetValue(rate)!, parsed.GetValue(shadow)));
        return command;
    }

    private static int Run(FileInfo recording, FileInfo? receipts, string rateText, FileInfo? shadow)
    {
        double rate = 0;
        if (rateText != "max" && (!double.TryParse(rateText, NumberStyles.Float, CultureInfo.InvariantCulture, out rate) || rate <= 0))
            return Failure.Say($"--rate must be a number above 0, or max, not '{rateText}'");
        StoreOptions? other = null;
        if (shadow is not null)
        {
            SettingsResult<StoreOptions> read = SettingsFile.Load<StoreOptions>(shadow.FullName);
            List<string> problems = read.Value is null ? [.. read.Problems.Select(p => p.ToString())] : [.. read.Value.Problems()];
            if (problems.Count > 0) return Failure.Say(string.Join("\no4o: ", problems));
            other = read.Value;
        }
        return Failure.Guard(recording, () =>
        {
            ReplayResult result = Replayer.Run(recording.FullName, rate, null);
            ReceiptsFile file = ReceiptsFile.From(result);
            if (receipts is not null) file.Write(receipts.FullName);
            Print(result, file);
            if (other is not null)
                Console.Write(ShadowText.Of(file, ReceiptsFile.From(Replayer.Run(recording.FullName, 0, null, other)), result.Store));
            if (result.End.Kind == McapReadEndKind.Complete) return 0;
            Console.Error.WriteLine(
                $"warning: the recording is {result.End.Kind.ToString().ToLowerInvariant()} at byte {result.End.Offset} ({result.End.Reason}); everything before that was replayed");
            return result.End.Kind == McapReadEndKind.Truncated ? 0 : 1;
        });
    }

    private static void Print(ReplayResult result, ReceiptsFile file)
    {
        FormattableString summary = $"""
            store      {result.Store.Store}, {result.Facts} facts, {result.Refused} refused
            recorded   {result.RecordedSeconds:0.0} s, replayed in {result.ElapsedSeconds:0.000} s: {result.Speed:0} × real time
            receipts   {file.Receipts.Count} trips, {file.Receipts.Count(r => r.Review)} for review, {file.Unattributed.Count} movements unattributed
            hash       {result.Hash}
            """;
        Console.WriteLine(summary.ToString(CultureInfo.InvariantCulture));
    }
}
