using System.Diagnostics;

namespace O4O.Edge.Tests.Tidy;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<string>> Listed = new(List);

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every tracked file that is there, relative to <see cref="Root"/>, with '/'.</summary>
    public static IReadOnlyList<string> Files => Listed.Value;

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "O4O.Edge.sln"))) return at.FullName;
        throw new InvalidOperationException($"O4O.Edge.sln stands nowhere above {AppContext.BaseDirectory}");
    }

    private static List<string> List()
    {
        // A clone may belong to somebody else than the one who tests; git then asks to be told that it is trusted.
        using Process git = Process.Start(new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "-z"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        })!;
        string names = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0) throw new InvalidOperationException("git ls-files failed: these tests need a git clone");
        return [.. names.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(f => File.Exists(PathOf(f)))];
    }
}
