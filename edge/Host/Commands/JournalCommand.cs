using System.CommandLine;
using System.Text;
using O4O.Edge.Drivers.Journal;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Host.Commands;

/// <summary><c>journal verify|dump FILE</c>.</summary>
internal static class JournalCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A journal's folder, or one segment of it." };
        var verify = new Command("verify", "Check every record of a journal; exit 1 when it is damaged in the middle.") { file };
        verify.SetAction(parsed => Verify(parsed.GetValue(file)!));
        var dump = new Command("dump", "Print every record of a journal, one JSON object a line.") { file };
        dump.SetAction(parsed => Dump(parsed.GetValue(file)!));
        return new Command("journal", "Look into a journal: the store's memory and its truth.") { verify, dump };
    }

    private static int Verify(string path) => Failure.Guard(Info(path), () =>
    {
        JournalReport report = JournalVerifier.Verify(path);
        int unknown = report.IsUsable ? CountUnknown(path) : 0; // a damaged one cannot be read on
        Console.WriteLine(report);
        if (unknown > 0) Console.WriteLine($"{unknown} records are of a kind that this version does not know");
        Console.WriteLine(report.IsUsable ? "usable" : "DAMAGED in the middle: restore it from a copy; nothing was changed");
        return report.IsUsable ? 0 : 1;
    });

    private static int Dump(string path) => Failure.Guard(Info(path), () =>
    {
        using JournalReader reader = JournalReader.Open(path);
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
        while (reader.TryRead(out Drivers.Journal.JournalRecord record))
            output.WriteLine($"{{\"sequence\":{record.Sequence},\"record\":{Encoding.UTF8.GetString(record.Payload)}}}");
        output.Flush();
        return 0;
    });

    private static int CountUnknown(string path)
    {
        int unknown = 0;
        using JournalReader reader = JournalReader.Open(path);
        while (reader.TryRead(out Drivers.Journal.JournalRecord record))
            if (JournalCodec.Read(record.Payload, out _) is null) unknown++;
        return unknown;
    }

    private static FileSystemInfo Info(string path) => Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
}
