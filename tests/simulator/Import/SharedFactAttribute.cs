using Xunit;

namespace O4O.Simulator.Tests.Import;

/// <summary>A test on real material; skipped, with the reason, where it is not here.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (!File.Exists(Path.Combine(Benchmark, "planogram.json")))
            Skip = $"the real material is not here: $O4O_SHARED, or ../shared beside the project, lacks data/autocheckout/BENCHMARK-1";
    }

    /// <summary>The folder of the real trip.</summary>
    public static string Benchmark { get; } = Path.Combine(Shared(), "data", "autocheckout", "BENCHMARK-1");

    private static string Shared()
    {
        if (Environment.GetEnvironmentVariable("O4O_SHARED") is { Length: > 0 } named) return named;
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "O4O.Edge.sln"))) return Path.Combine(at.FullName, "..", "shared");
        return Path.Combine("..", "shared");
    }
}
