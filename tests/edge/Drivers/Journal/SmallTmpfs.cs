using System.Diagnostics;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Journal;

/// <summary>A real file system of a few hundred kibibytes, for a real full disk.</summary>
internal sealed class SmallTmpfs(string path) : IDisposable
{
    public static SmallTmpfs Mount(string path, int kibibytes) =>
        TryRun("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", path)
            ? new SmallTmpfs(path)
            : throw new InvalidOperationException("mount refused");

    /// <summary>Why a tmpfs cannot be mounted here; null when it can.</summary>
    public static string? WhyNot()
    {
        using var directory = new TemporaryDirectory();
        if (!OperatingSystem.IsLinux() || !TryRun("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.Path))
        {
            return "needs the right to mount a tmpfs";
        }

        TryRun("umount", directory.Path);
        return null;
    }

    /// <summary>Refused while a file in it is open: a handle that the journal forgot is found here.</summary>
    public void Dispose() => Assert.True(TryRun("umount", path), $"umount {path} was refused: is a file in it still open?");

    private static bool TryRun(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no such program here
        }
    }
}
