using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace O4O.Benchmarks.Workloads;

/// <summary>What a journal is measured beside: append bytes to a growing file, flush, nothing else.</summary>
internal sealed partial class RawLog(string path) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
    private long _length;

    /// <summary>Appends and waits for fsync.</summary>
    public void AppendAndSync(ReadOnlySpan<byte> bytes)
    {
        Append(bytes);
        RandomAccess.FlushToDisk(_file);
    }

    /// <summary>Appends and waits for fdatasync, which leaves out the file's times: the harder one to keep up with.</summary>
    public void AppendAndSyncData(ReadOnlySpan<byte> bytes)
    {
        Append(bytes);
        if (FDataSync(_file) != 0) throw new IOException($"fdatasync of {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public void Dispose() => _file.Dispose();

    private void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file, bytes, _length);
        _length += bytes.Length;
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle file);
}
