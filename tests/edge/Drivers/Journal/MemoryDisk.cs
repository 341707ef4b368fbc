using System.Runtime.InteropServices;
using O4O.Edge.Drivers.Journal;

namespace O4O.Edge.Tests.Drivers.Journal;

/// <summary>
/// A directory in memory that keeps apart what was written and what is on the disk. It can refuse a flush, be full, and
/// lose its power: then only what was flushed is certain, and of the sectors written since, some survive and some do not.
/// </summary>
internal sealed class MemoryDisk : IJournalStorage
{
    private const int PageBytes = 4096;
    private const int SectorBytes = 512;
    private const int SectorsPerPage = PageBytes / SectorBytes;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, MemoryFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _durableNames = new(StringComparer.Ordinal);
    private bool _locked;
    private long _flushes;

    public string Path => "/memory";

    /// <summary>The data flush, counted from 1, that fails, and all after it; 0 for none.</summary>
    public long FailFlushAt { get; set; }

    /// <summary>Bytes that all files together may hold.</summary>
    public long CapacityBytes { get; set; } = long.MaxValue;

    /// <summary>Called at the beginning of every data flush, on the flushing thread.</summary>
    public Action? BeforeFlush { get; set; }

    /// <summary>Data flushes so far.</summary>
    public long Flushes => Interlocked.Read(ref _flushes);

    /// <summary>What is in a file now.</summary>
    public byte[] this[string name]
    {
        get
        {
            lock (_gate)
            {
                return [.. _files[name].Written];
            }
        }
    }

    /// <summary>A copy of the disk as it may be found after a power cut now.</summary>
    public MemoryDisk CutPower(Random random)
    {
        var after = new MemoryDisk();
        lock (_gate)
        {
            foreach (var (name, file) in _files)
            {
                if (_durableNames.Contains(name) || random.Next(2) == 0)
                {
                    after.Put(name, file.Survive(random));
                }
            }
        }

        return after;
    }

    /// <summary>A copy of the disk as it is now, written and flushed alike: the process died, the machine did not.</summary>
    public MemoryDisk Copy()
    {
        var copy = new MemoryDisk();
        lock (_gate)
        {
            foreach (var (name, file) in _files)
            {
                copy.Put(name, [.. file.Written]);
            }
        }

        return copy;
    }

    public void Put(string name, byte[] content)
    {
        _files[name] = new MemoryFile { Written = [.. content], Durable = content };
        _durableNames.Add(name);
    }

    public IDisposable? TryLock()
    {
        lock (_gate)
        {
            if (_locked)
            {
                return null;
            }

            _locked = true;
            return new Release(this);
        }
    }

    public IReadOnlyList<string> List()
    {
        lock (_gate)
        {
            return [.. _files.Keys];
        }
    }

    public bool Exists(string name)
    {
        lock (_gate)
        {
            return _files.ContainsKey(name);
        }
    }

    public IJournalFile Open(string name, bool writable)
    {
        lock (_gate)
        {
            return new Handle(this, _files[name]);
        }
    }

    public IJournalFile Create(string name)
    {
        lock (_gate)
        {
            var file = new MemoryFile();
            _files.Add(name, file);
            return new Handle(this, file);
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            _files.Remove(name);
            _durableNames.Remove(name);
        }
    }

    public void FlushDirectory()
    {
        lock (_gate)
        {
            _durableNames.UnionWith(_files.Keys);
        }
    }

    private sealed class MemoryFile
    {
        public List<byte> Written { get; set; } = [];

        public byte[] Durable { get; set; } = [];

        public HashSet<int> Dirty { get; } = [];

        public byte[] Survive(Random random)
        {
            // The length is metadata: with unflushed writes it may be any between the flushed one and the newest.
            var low = Math.Min(Durable.Length, Written.Count);
            var high = Math.Max(Durable.Length, Written.Count);
            var result = new byte[random.Next(4) == 0 ? high : random.Next(low, high + 1)];
            Durable.AsSpan(0, Math.Min(Durable.Length, result.Length)).CopyTo(result);
            var dirtySectors = Dirty.Order().SelectMany(page => Enumerable.Range(page * SectorsPerPage, SectorsPerPage));
            var odds = random.Next(1, 4); // of four: mostly lost, half, mostly kept
            foreach (var sector in dirtySectors)
            {
                var from = sector * SectorBytes;
                var to = Math.Min(Math.Min(from + SectorBytes, Written.Count), result.Length);
                var survives = random.Next(4) < odds;
                for (var i = from; survives && i < to; i++)
                {
                    result[i] = Written[i];
                }
            }

            return result;
        }
    }

    private sealed class Handle(MemoryDisk disk, MemoryFile file) : IJournalFile
    {
        public long Length
        {
            get
            {
                lock (disk._gate)
                {
                    return file.Written.Count;
                }
            }
        }

        public int Read(long offset, Span<byte> buffer)
        {
            lock (disk._gate)
            {
                var count = (int)Math.Clamp(file.Written.Count - offset, 0, buffer.Length);
                var from = (int)Math.Min(offset, file.Written.Count);
                CollectionsMarshal.AsSpan(file.Written).Slice(from, count).CopyTo(buffer);
                return count;
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            lock (disk._gate)
            {
                var used = disk._files.Values.Sum(f => (long)f.Written.Count);
                var growth = Math.Max(0, offset + bytes.Length - file.Written.Count);
                var room = Math.Max(0, disk.CapacityBytes - used);
                var fits = growth <= room ? bytes : bytes[..(int)Math.Max(0, bytes.Length - (growth - room))];
                Store(offset, fits);
                if (fits.Length < bytes.Length)
                {
                    throw new IOException("No space left on device");
                }
            }
        }

        public void SetLength(long bytes)
        {
            lock (disk._gate)
            {
                file.Written.RemoveRange((int)bytes, file.Written.Count - (int)bytes);
            }
        }

        public void Flush(bool metadata)
        {
            if (!metadata)
            {
                disk.BeforeFlush?.Invoke();
                var count = Interlocked.Increment(ref disk._flushes);
                if (disk.FailFlushAt > 0 && count >= disk.FailFlushAt)
                {
                    throw new IOException("Input/output error");
                }
            }

            lock (disk._gate)
            {
                file.Durable = [.. file.Written];
                file.Dirty.Clear();
            }
        }

        public void DropCache()
        {
        }

        public void Dispose()
        {
        }

        private void Store(long offset, ReadOnlySpan<byte> bytes)
        {
            var at = (int)offset;
            if (at + bytes.Length > file.Written.Count)
            {
                file.Written.AddRange(new byte[at + bytes.Length - file.Written.Count]);
            }

            bytes.CopyTo(CollectionsMarshal.AsSpan(file.Written)[at..]);
            for (var page = at / PageBytes; page * PageBytes < at + bytes.Length; page++)
            {
                file.Dirty.Add(page);
            }
        }
    }

    private sealed class Release(MemoryDisk disk) : IDisposable
    {
        public void Dispose() => disk._locked = false;
    }
}
