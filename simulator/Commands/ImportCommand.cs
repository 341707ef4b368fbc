using System.CommandLine;
using O4O.Settings;
using O4O.Simulator.Import;

namespace O4O.Simulator.Commands;

/// <summary><c>import</c>: a real trip recorded by somebody else becomes a recording.</summary>
public static class ImportCommand
{
    private static readonly string[] Formats = ["autocheckout"];

    public static Command Create()
    {
        var format = new Argument<string>("format") { Description = "what the material is: " + string.Join(", ", Formats) };
        var directory = new Argument<string>("directory") { Description = "the folder with planogram.json, products.json, plate_data.json, full_targets.json" };
        var output = new Option<string?>("--out") { Description = "the recording to write (.mcap)" };
        var command = new Command("import", "Turns a real trip recorded by somebody else into a recording.") { format, directory, output };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(format)!;
            if (!Formats.Contains(name, StringComparer.Ordinal))
            {
                string near = NearestName.Find(name, Formats) is { } known ? $"did you mean \"{known}\"?" : "known are " + string.Join(", ", Formats);
                throw new UserMistakeException($"unknown format \"{name}\": {near}");
            }
            if (parsed.GetValue(output) is not { Length: > 0 } recording) throw new UserMistakeException("import needs --out FILE.mcap");
            Console.Out.Write(Import(parsed.GetValue(directory)!, recording));
            Console.Out.Write($"recording  {recording}\n");
            return 0;
        });
        return command;
    }

    private static ImportSummary Import(string directory, string recording)
    {
        try
        {
            return AutoCheckoutImport.Run(directory, recording, Console.Error);
        }
        catch (ImportException e)
        {
            throw new UserMistakeException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"import: {e.Message}", e);
        }
    }
}
