using Microsoft.Win32.SafeHandles;

namespace O4O.Edge.Drivers.Journal;

/// <summary>A real file. Positioned reads and writes: no shared cursor, no managed buffer in between.</summary>
internal sealed class DiskFile(SafeFileHandle handle, string path) : IJournalFile
{
    public long Length => RandomAccess.GetLength(handle);

    public int Read(long offset, Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = RandomAccess.Read(handle, buffer[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, offset);

    public void SetLength(long bytes) => RandomAccess.SetLength(handle, bytes);

    public void Flush(bool metadata)
    {
        if (metadata || !OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(handle);
        }
        else
        {
            LinuxCalls.FlushData(handle, path);
        }
    }

    public void DropCache()
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxCalls.DropCache(handle);
        }
    }

    public void Dispose() => handle.Dispose();
}
