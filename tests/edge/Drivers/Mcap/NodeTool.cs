using System.Diagnostics;
using System.Security.Cryptography;

namespace O4O.Edge.Tests.Drivers.Mcap;

/// <summary>Runs the scripts of the node folder; installs what they need into a cache folder when it is missing.</summary>
internal static class NodeTool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly Lazy<string> Folder = new(Prepare);

    public static string Run(string script, params string[] arguments) =>
        Execute("node", Folder.Value, [script, .. arguments]);

    private static string Prepare()
    {
        string source = FindSource();
        if (Directory.Exists(Path.Combine(source, "node_modules", "@mcap", "core")))
        {
            return source;
        }

        // One folder a content, so that an old installation is never taken for a new one.
        var content = new MemoryStream();
        string[] files = [.. Directory.GetFiles(source).Order(StringComparer.Ordinal)];
        foreach (string file in files)
        {
            content.Write(File.ReadAllBytes(file));
        }

        string key = Convert.ToHexString(SHA256.HashData(content.ToArray()))[..16];
        string cache = Path.Combine(Path.GetTempPath(), $"o4o-mcap-node-{key}");
        if (!Directory.Exists(cache))
        {
            string fresh = $"{cache}-{Guid.NewGuid():N}";
            Directory.CreateDirectory(fresh);
            foreach (string file in files)
            {
                File.Copy(file, Path.Combine(fresh, Path.GetFileName(file)));
            }

            Execute("npm", fresh, ["ci", "--no-audit", "--no-fund"]);
            MoveUnlessThere(fresh, cache);
        }

        return cache;
    }

    // Another test run may have been first; its folder has the same content.
    private static void MoveUnlessThere(string fresh, string cache)
    {
        try
        {
            Directory.Move(fresh, cache);
        }
        catch (IOException) when (Directory.Exists(cache))
        {
            Directory.Delete(fresh, recursive: true);
        }
    }

    private static string FindSource()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "tests", "edge", "Drivers", "Mcap", "node");
            if (File.Exists(Path.Combine(candidate, "package.json")))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException("tests/edge/Drivers/Mcap/node is not above the tests' folder.");
    }

    private static string Execute(string program, string folder, string[] arguments)
    {
        using var process = new Process();
        process.StartInfo = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process.Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Limit}.");
        }

        Task.WaitAll(output, errors);
        return process.ExitCode == 0
            ? output.Result
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}{output.Result}");
    }
}
