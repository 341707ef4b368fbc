namespace O4O.Simulator.Demo.Processes;

/// <summary>Where programs lie: our built ones, seen from a program of the same checkout, and those of the machine.</summary>
public static class Programs
{
    private const string Solution = "O4O.Edge.sln";

    /// <summary>The <c>dotnet</c> that runs us.</summary>
    public static string Dotnet { get; } =
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The checkout's folder.</summary>
    /// <exception cref="ServiceStartException">We do not run from a checkout.</exception>
    public static string Root => FindRoot();

    /// <summary>The edge service's dll.</summary>
    /// <exception cref="ServiceStartException">It is not built.</exception>
    public static string Edge => Built("edge/Host", "O4O.Edge.Host.dll");

    /// <summary>The billing service's dll.</summary>
    /// <exception cref="ServiceStartException">It is not built.</exception>
    public static string Billing => Built("cloud-sync/Billing", "O4O.CloudSync.Billing.dll");

    /// <summary>The eyes' dll.</summary>
    /// <exception cref="ServiceStartException">It is not built.</exception>
    public static string Eyes => Built("edge/Eyes", "O4O.Edge.Eyes.dll");

    /// <summary>Where on the PATH a program of this name lies; null where it does not.</summary>
    public static string? OnPath(string program)
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            string path = Path.Combine(folder, program);
            if (File.Exists(path)) return path;
        }
        return null;
    }

    private static string Built(string room, string dll)
    {
        // …/bin/{configuration}/net10.0/: the same configuration as ours.
        var ours = new DirectoryInfo(AppContext.BaseDirectory);
        string path = Path.Combine(Root, room, "bin", ours.Parent!.Name, ours.Name, dll);
        return File.Exists(path) ? path : throw new ServiceStartException($"{path} is missing: ./o4o build makes it");
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, Solution))) return at.FullName;
        throw new ServiceStartException($"no {Solution} above {AppContext.BaseDirectory}: the demo runs from a checkout");
    }
}
