namespace O4O.Simulator.Demo.Processes;

/// <summary>Where our built programs lie, seen from a program of the same checkout.</summary>
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

    /// <summary>Whether a program of this name is on the PATH.</summary>
    public static bool IsOnPath(string program)
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            if (File.Exists(Path.Combine(folder, program))) return true;
        return false;
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
