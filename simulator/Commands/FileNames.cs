using O4O.Settings;

namespace O4O.Simulator.Commands;

/// <summary>Names of files for people who mistype.</summary>
internal static class FileNames
{
    /// <summary>A question that names the most similar file in the same folder, or nothing.</summary>
    public static string Nearest(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        if (!Directory.Exists(folder)) return $" (nor the folder {folder})";
        string? near = NearestName.Find(Path.GetFileName(path), Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        return near is null ? "" : $": did you mean \"{near}\"?";
    }
}
