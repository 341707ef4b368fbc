namespace O4O.Edge.Drivers.Journal;

/// <summary>A real directory.</summary>
internal sealed class DiskStorage(string path) : IJournalStorage
{
    private const string LockName = "journal.lock";

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Creates the directory when it is missing, and makes its name durable.</summary>
    public static DiskStorage CreateFor(string path)
    {
        var storage = new DiskStorage(path);
        if (!Directory.Exists(storage.Path))
        {
            Directory.CreateDirectory(storage.Path);
            FlushDirectory(System.IO.Path.GetDirectoryName(storage.Path) ?? storage.Path);
        }

        return storage;
    }

    public IDisposable? TryLock()
    {
        try
        {
            // FileShare.None is an exclusive flock on Linux: the system lets go of it when the process dies, however it dies.
            return new FileStream(In(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException) when (File.Exists(In(LockName)))
        {
            return null;
        }
    }

    public IReadOnlyList<string> List()
    {
        if (!Directory.Exists(Path))
        {
            return [];
        }

        var names = Array.ConvertAll(Directory.GetFiles(Path), file => System.IO.Path.GetFileName(file));
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    public bool Exists(string name) => File.Exists(In(name));

    public IJournalFile Open(string name, bool writable) => new DiskFile(
        File.OpenHandle(
            In(name),
            FileMode.Open,
            writable ? FileAccess.ReadWrite : FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete),
        In(name));

    public IJournalFile Create(string name) => new DiskFile(
        File.OpenHandle(In(name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete),
        In(name));

    public void Delete(string name) => File.Delete(In(name));

    public void FlushDirectory() => FlushDirectory(Path);

    private static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxCalls.FlushDirectory(path);
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
