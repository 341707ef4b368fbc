using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>The real models and videos, where they are.</summary>
internal static class SharedModels
{
    public static string Data { get; } = Path.Combine(Shared(), "data");

    public static string Video(string name) => Path.Combine(Data, "video", name);

    /// <summary>The house's manifests as they were built in, with the real files wherever these lie.</summary>
    public static ModelLibrary Library()
    {
        Environment.SetEnvironmentVariable("O4O_SHARED", Path.GetFullPath(Shared()));
        return ModelLibrary.Default;
    }

    private static string Shared()
    {
        if (Environment.GetEnvironmentVariable("O4O_SHARED") is { Length: > 0 } named) return named;
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "O4O.Edge.sln"))) return Path.Combine(at.FullName, "..", "shared");
        return Path.Combine("..", "shared");
    }
}
