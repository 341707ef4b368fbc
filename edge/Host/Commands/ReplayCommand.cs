using System.CommandLine;
using System.Globalization;
using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Host.Replay;
#if INFERENCE
using O4O.Edge.Host.Replay.Looking;
#endif
using O4O.Edge.Store;
using O4O.Settings;

namespace O4O.Edge.Host.Commands;

/// <summary><c>replay REC.mcap --receipts OUT.json [--rate X|max] [--eyes detections|pixels]</c>.</summary>
internal static class ReplayCommand
{
    private const string Detections = "detections", Pixels = "pixels";

    private sealed record Options(
        Argument<FileInfo> Recording, Option<FileInfo?> Receipts, Option<string> Rate, Option<FileInfo?> Shadow, Option<FileInfo?> ShadowReceipts, Option<string> Eyes,
        Option<string?> Model, Option<FileInfo?> Gallery);

    public static Command Create()
    {
        var o = new Options(
            new("REC.mcap") { Description = "A recording of ./o4o edge, simulate or import." },
            new("--receipts") { Description = "Write the receipts here, as JSON." },
            new("--rate") { Description = "Times real time, or 'max' for as fast as it goes.", DefaultValueFactory = _ => "max" },
            new("--shadow")
            {
                Description = "A JSON file of options (as \"options\" in a store file): replay a second time with these, and show every line that differs.",
            },
            new("--shadow-receipts") { Description = "Write the receipts of the second replay here, as JSON: ./o4o score then says which options are right more often." },
            new("--eyes")
            {
                Description = "detections: what was found in the cameras' pictures then. pixels: look at the pictures in the recording again (./o4o simulate --eyes pixels --frames puts them there, or ./o4o edge with the setting recording.frames), replay what is found now at the moments of then, and show every line that differs.",
                HelpName = $"{Detections}|{Pixels}", DefaultValueFactory = _ => Detections,
            },
            new("--model") { Description = "With --eyes pixels: the model that finds people, its name, manifest or file; without it the one that was recorded.", HelpName = "NAME|FILE" },
            new("--gallery") { Description = "With --eyes pixels: what the network of products in hands knows (./o4o models enrol); without it what was recorded.", HelpName = "FILE" });
        var command = new Command("replay", "Send a recording through the very machine that runs live: same facts, same receipts, same hash.")
        {
            o.Recording, o.Receipts, o.Rate, o.Shadow, o.ShadowReceipts, o.Eyes, o.Model, o.Gallery,
        };
        command.SetAction(parsed => Run(parsed, o));
        return command;
    }

    private static int Run(ParseResult parsed, Options o)
    {
        FileInfo recording = parsed.GetValue(o.Recording)!;
        FileInfo? receipts = parsed.GetValue(o.Receipts), shadow = parsed.GetValue(o.Shadow), shadowReceipts = parsed.GetValue(o.ShadowReceipts), gallery = parsed.GetValue(o.Gallery);
        string rateText = parsed.GetValue(o.Rate)!, eyes = parsed.GetValue(o.Eyes)!;
        double rate = 0;
        if (rateText != "max" && (!double.TryParse(rateText, NumberStyles.Float, CultureInfo.InvariantCulture, out rate) || rate <= 0))
            return Failure.Say($"--rate must be a number above 0, or max, not '{rateText}'");
        if (eyes is not (Detections or Pixels)) return Failure.Say($"--eyes must be {Detections} or {Pixels}, not '{eyes}'");
        if (shadowReceipts is not null && shadow is null) return Failure.Say("--shadow-receipts goes with --shadow: without it there is no second replay");
        if (eyes == Pixels)
        {
            if (shadow is not null) return Failure.Say("--shadow goes with --eyes detections: compare one thing at a time");
            return FromPixels(recording, receipts, rate, parsed.GetValue(o.Model), gallery?.FullName);
        }
        if (parsed.GetValue(o.Model) is not null || gallery is not null) return Failure.Say("--model and --gallery go with --eyes pixels: from detections nothing is looked at");
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
            {
                ReceiptsFile second = ReceiptsFile.From(Replayer.Run(recording.FullName, 0, null, other));
                if (shadowReceipts is not null) second.Write(shadowReceipts.FullName);
                Console.Write(ShadowText.Of(file, second, result.Store));
            }
            return End(result);
        });
    }

    private static int FromPixels(FileInfo recording, FileInfo? receipts, double rate, string? model, string? gallery)
    {
#if INFERENCE
        return Failure.Guard(recording, () =>
        {
            ReplayResult result = PictureReplay.Run(recording.FullName, rate, model, gallery, out LookedAgain looked);
            ReceiptsFile file = ReceiptsFile.From(result);
            if (receipts is not null) file.Write(receipts.FullName);
            Print(result, file);
            Console.Write(looked.Text(result.First.Us));
            ReplayResult recorded = Replayer.Run(recording.FullName, 0, null);
            Console.Write(new ShadowText(result.Store, "compared", "from detections", "from pixels").Of(ReceiptsFile.From(recorded), file));
            if (looked.Damaged > 0)
            {
                Console.Error.WriteLine(
                    $"warning: {looked.Damaged} of the recording's {looked.Pictures + looked.Windows + looked.Damaged} pictures are damaged and were skipped ({looked.FirstDamage}); what the one before showed was told again");
            }
            return End(result);
        });
#else
        return Failure.Say("--eyes pixels needs ONNX Runtime, which was not here when this was built: ./o4o build says why");
#endif
    }

    /// <summary>Says how the file ended, where it did not as it should have.</summary>
    private static int End(ReplayResult result)
    {
        if (result.End.Kind == McapReadEndKind.Complete) return 0;
        Console.Error.WriteLine(
            $"warning: the recording is {result.End.Kind.ToString().ToLowerInvariant()} at byte {result.End.Offset} ({result.End.Reason}); everything before that was replayed");
        return result.End.Kind == McapReadEndKind.Truncated ? 0 : 1;
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
        if (result.Pictures.Count > 0) Console.WriteLine($"pictures   {string.Join(", ", result.Pictures.Select(Weight))}");

        string Weight(KeyValuePair<string, (long Count, long Bytes)> of)
        {
            double minutes = Math.Max(1e-9, result.RecordedSeconds / 60);
            return string.Create(CultureInfo.InvariantCulture, $"{of.Key} {of.Value.Count} of {of.Value.Bytes / 1e6:0.0} MB ({of.Value.Bytes / 1e6 / minutes:0.0} MB/min)");
        }
    }
}
