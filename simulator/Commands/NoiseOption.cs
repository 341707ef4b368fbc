using System.CommandLine;
using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Recording;
using O4O.Simulator.Noise;

namespace O4O.Simulator.Commands;

/// <summary><c>--noise-from</c>: simulated actions over real plates.</summary>
internal static class NoiseOption
{
    public static Option<string?> Create() => new("--noise-from")
    {
        Description = "a recording whose plates lend their noise at rest in place of the model's, such as one that import made",
        HelpName = "REC.mcap",
    };

    /// <summary>The noise of this recording; null when none is named.</summary>
    /// <exception cref="UserMistakeException">It has none, or cannot be read; the message says why.</exception>
    public static RecordedNoise? Load(string? path)
    {
        if (path is null) return null;
        if (!File.Exists(path)) throw new UserMistakeException($"--noise-from {path}: there is no such file{FileNames.Nearest(path)}");
        try
        {
            return RecordedNoise.Load(path);
        }
        catch (Exception e) when (e is NotARecordingException or McapFormatException or IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"--noise-from: {e.Message}", e);
        }
    }
}
