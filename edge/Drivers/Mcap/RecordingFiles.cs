using System.Globalization;

namespace O4O.Edge.Drivers.Mcap;

/// <summary>
/// The names, order and total size of a recording's files: prefix-ordinal-time.mcap, the ordinal alone deciding the order,
/// so that a clock set back deletes nothing out of turn.
/// </summary>
internal sealed class RecordingFiles(string directory, string prefix)
{
    private const string Extension = ".mcap";

    /// <summary>Path of the next file.</summary>
    public string NextPath(DateTimeOffset now)
    {
        Directory.CreateDirectory(directory);
        List<(long Ordinal, FileInfo File)> files = List();
        long ordinal = files.Count == 0 ? 1 : files[^1].Ordinal + 1;
        string name = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{ordinal:D8}-{now:yyyyMMdd'T'HHmmss'Z'}{Extension}");
        return Path.Combine(directory, name);
    }

    /// <summary>Deletes the oldest files until the rest take at most <paramref name="maxBytes"/>.</summary>
    /// <returns>Files deleted.</returns>
    public int DeleteDownTo(long maxBytes)
    {
        List<(long Ordinal, FileInfo File)> files = List();
        long total = files.Sum(file => file.File.Length);
        int deleted = 0;
        for (; total > maxBytes && deleted < files.Count; deleted++)
        {
            total -= files[deleted].File.Length;
            files[deleted].File.Delete();
        }

        return deleted;
    }

    /// <summary>Deletes the files that were last written to before a moment.</summary>
    /// <param name="moment">Then.</param>
    /// <param name="open">The one that is being written, which stays; or null.</param>
    /// <returns>Files deleted.</returns>
    public int DeleteOlderThan(DateTimeOffset moment, string? open)
    {
        int deleted = 0;
        foreach ((_, FileInfo file) in List())
        {
            if (file.LastWriteTimeUtc >= moment.UtcDateTime || (open is not null && file.Name == Path.GetFileName(open)))
            {
                continue;
            }

            file.Delete();
            deleted++;
        }

        return deleted;
    }

    private List<(long Ordinal, FileInfo File)> List()
    {
        var files = new List<(long Ordinal, FileInfo File)>();
        var folder = new DirectoryInfo(directory);
        if (!folder.Exists)
        {
            return files;
        }

        foreach (FileInfo file in folder.EnumerateFiles($"{prefix}-*{Extension}"))
        {
            string[] parts = file.Name[..^Extension.Length].Split('-');
            if (parts.Length == 3 && parts[0] == prefix
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long ordinal))
            {
                files.Add((ordinal, file));
            }
        }

        files.Sort((one, other) => one.Ordinal.CompareTo(other.Ordinal));
        return files;
    }
}
