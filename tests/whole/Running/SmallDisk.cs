using System.Diagnostics;

namespace O4O.Whole.Tests.Running;

/// <summary>A small file system in memory that can be filled to the last byte.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Ballast = "ballast";

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Why no disk can be mounted here; null when one can. Tried once, for real.</summary>
    public static string? WhyNot { get; } = Try();

    public static SmallDisk Mount(int mebibytes)
    {
        string path = Directory.CreateTempSubdirectory("o4o-disk-").FullName;
        (int code, string said) = Execute("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", path);
        return code == 0 ? new SmallDisk(path) : throw new IOException($"mount ended with {code}: {said}");
    }

    /// <summary>Writes until there is no room for another byte, again and again until there stays none.</summary>
    public void Fill()
    {
        using var file = new FileStream(System.IO.Path.Combine(Path, Ballast), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        foreach (int size in (ReadOnlySpan<int>)[1 << 16, 1 << 12, 1])
            while (Write(file, size));
    }

    /// <summary>Makes room again.</summary>
    public void Free() => File.Delete(System.IO.Path.Combine(Path, Ballast));

    public void Dispose()
    {
        // Lazily: a process that has not quite ended may still hold a file.
        _ = Execute("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static bool Write(FileStream file, int size)
    {
        try
        {
            file.Write(new byte[size]);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string? Try()
    {
        if (!Environment.IsPrivilegedProcess) return "only root may mount a small disk";
        try
        {
            Mount(1).Dispose();
            return null;
        }
        catch (Exception fault) when (fault is IOException or System.ComponentModel.Win32Exception)
        {
            return $"no small disk can be mounted here: {fault.Message}";
        }
    }

    private static (int Code, string Said) Execute(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
