using System.Globalization;

namespace O4O.Simulator.Demo.Setup;

/// <summary>The folders of past runs: <c>.o4o/demo/{time}-{seed}</c>, the last few of them kept.</summary>
public static class RunFolder
{
    private const int Kept = 5;

    /// <summary>Names a new folder under <paramref name="parent"/> and removes the oldest ones there.</summary>
    /// <returns>The new folder's path; it is not made yet.</returns>
    public static string Next(string parent, ulong seed, DateTimeOffset now)
    {
        if (Directory.Exists(parent))
        {
            // The names begin with the time, so the alphabet is the order of time.
            foreach (string old in Directory.EnumerateDirectories(parent).OrderDescending(StringComparer.Ordinal).Skip(Kept - 1))
                Directory.Delete(old, recursive: true);
        }
        return Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmmss}-{seed}"));
    }

    /// <summary>Makes the folder.</summary>
    /// <exception cref="IOException">It is not empty: a run never mixes with an older one.</exception>
    public static void Make(string path)
    {
        Directory.CreateDirectory(path);
        if (Directory.EnumerateFileSystemEntries(path).Any()) throw new IOException($"{path} is not empty: a run wants a folder of its own");
    }
}
