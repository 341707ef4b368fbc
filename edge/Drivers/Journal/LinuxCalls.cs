using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace O4O.Edge.Drivers.Journal;

/// <summary>The few system calls that the base class library does not offer. Constants are equal on x64 and arm64.</summary>
internal static partial class LinuxCalls
{
    private const int Interrupted = 4; // EINTR
    private const int CloseOnExec = 0x80000; // O_CLOEXEC, with O_RDONLY = 0
    private const int DontNeed = 4; // POSIX_FADV_DONTNEED

    /// <summary>fdatasync: the data and what is needed to find it. Throws <see cref="IOException"/> with the system's reason.</summary>
    public static void FlushData(SafeFileHandle file, string path)
    {
        while (FDataSync(file) != 0)
        {
            ThrowUnlessInterrupted("fdatasync", path);
        }
    }

    /// <summary>fsync of a directory: names created in it survive a power cut.</summary>
    public static void FlushDirectory(string path)
    {
        using var directory = new SafeFileHandle(OpenAt(path, CloseOnExec), ownsHandle: true);
        if (directory.IsInvalid)
        {
            throw new IOException($"open of directory {path} failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        while (FSync(directory) != 0)
        {
            ThrowUnlessInterrupted("fsync", path);
        }
    }

    /// <summary>posix_fadvise(DONTNEED) of the whole file: clean pages leave the cache. Advice: it cannot fail usefully.</summary>
    public static void DropCache(SafeFileHandle file) => _ = FAdvise(file, 0, 0, DontNeed);

    private static void ThrowUnlessInterrupted(string call, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error != Interrupted)
        {
            throw new IOException($"{call} of {path} failed: {Marshal.GetPInvokeErrorMessage(error)} (errno {error})");
        }
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(string path, int flags);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int FAdvise(SafeFileHandle file, long offset, long length, int advice);
}
