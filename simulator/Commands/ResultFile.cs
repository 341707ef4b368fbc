namespace O4O.Simulator.Commands;

/// <summary>Files that commands write for people and programs.</summary>
internal static class ResultFile
{
    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="UserMistakeException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            string part = path + ".part";
            File.WriteAllText(part, text);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"cannot write: {e.Message}", e);
        }
    }

    /// <summary>Asks before long work whether its result has a place to go.</summary>
    /// <exception cref="UserMistakeException">The folder does not exist, or the name is a folder's.</exception>
    public static void MustHaveAPlace(string path, string option)
    {
        if (Directory.Exists(path)) throw new UserMistakeException($"{option} {path} is a folder: name a file in it");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        if (!Directory.Exists(folder)) throw new UserMistakeException($"{option} {path}: there is no folder {folder}");
    }
}
