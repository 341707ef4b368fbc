namespace O4O.Whole.Tests.Replay;

/// <summary>A test on real recordings; skipped where the folder of shared material is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (!Directory.Exists(Trip)) Skip = $"needs the real recording {Trip} (set O4O_SHARED)";
    }

    /// <summary>Folder of the real trip.</summary>
    public static string Trip => Path.Combine(Root(), "data", "autocheckout", "BENCHMARK-1");

    /// <summary>A model's file.</summary>
    public static string Model(string file) => Path.Combine(Root(), "data", "models", file);

    private static string Root()
    {
        if (Environment.GetEnvironmentVariable("O4O_SHARED") is { Length: > 0 } given) return given;
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "O4O.Edge.sln"))) at = at.Parent;
        return Path.GetFullPath(Path.Combine(at?.FullName ?? ".", "..", "shared"));
    }
}
