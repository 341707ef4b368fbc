using Xunit;

namespace O4O.Simulator.Tests.TrackScoring;

/// <summary>A test on the MOT15 recordings; skipped, with the reason, where they are not here.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class Mot15FactAttribute : FactAttribute
{
    public Mot15FactAttribute()
    {
        if (!File.Exists(PathOf("TUD-Campus", "gt.txt")))
            Skip = "the real material is not here: $O4O_SHARED, or ../shared beside the project, lacks data/mot15";
    }

    /// <summary>A file of one recording.</summary>
    public static string PathOf(string recording, string file) => Path.Combine(Shared(), "data", "mot15", recording, file);

    private static string Shared()
    {
        if (Environment.GetEnvironmentVariable("O4O_SHARED") is { Length: > 0 } named) return named;
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "O4O.Edge.sln"))) return Path.Combine(at.FullName, "..", "shared");
        return Path.Combine("..", "shared");
    }
}
