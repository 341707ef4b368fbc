namespace O4O.Edge.Drivers.Clips;

/// <summary>Files that only their owner may read.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Owners | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a file whole, or not at all: it gets its name when its bytes are on the disk.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string unfinished = path + ".part";
        using (FileStream file = Open(unfinished, FileMode.Create, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Adds a line to a file, and waits until it is on the disk.</summary>
    public static void Append(string path, ReadOnlySpan<byte> line)
    {
        using FileStream file = Open(path, FileMode.Append, FileAccess.Write);
        file.Write(line);
        file.Write("\n"u8);
        file.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Overwrites a small file with zeros, waits for the disk, and removes it. Where a disk or file system writes elsewhere than before
    /// (flash, copies on write, snapshots), the old bytes may live on there until it uses that place again.
    /// </summary>
    public static void Wipe(string path)
    {
        if (!File.Exists(path)) return;
        using (FileStream file = Open(path, FileMode.Open, FileAccess.Write))
        {
            Span<byte> zeros = stackalloc byte[64];
            zeros.Clear();
            for (long left = file.Length; left > 0; left -= zeros.Length) file.Write(zeros[..(int)Math.Min(left, zeros.Length)]);
            file.Flush(flushToDisk: true);
        }
        File.Delete(path);
    }

    private static FileStream Open(string path, FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, BufferSize = 0 };
        if (mode != FileMode.Open && !OperatingSystem.IsWindows()) options.UnixCreateMode = Owners;
        return new FileStream(path, options);
    }
}
