using O4O.Edge.Drivers.Journal;
using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Recording;

namespace O4O.Edge.Host.Commands;

/// <summary>How a command fails: one line that names the cause and the cure, and exit code 2.</summary>
internal static class Failure
{
    public const int Code = 2;

    public static int Say(string line)
    {
        Console.Error.WriteLine("o4o: " + line);
        return Code;
    }

    /// <summary>Runs a command over a file; whatever may be wrong with the file becomes one line.</summary>
    public static int Guard(FileSystemInfo file, Func<int> run)
    {
        if (!file.Exists) return Say($"{file.FullName}: no such file");
        try
        {
            return run();
        }
        catch (Exception e) when (e is NotARecordingException or McapFormatException or JournalException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return Say(e.Message);
        }
    }
}
