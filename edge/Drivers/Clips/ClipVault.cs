using System.Buffers.Binary;
using System.Security.Cryptography;

namespace O4O.Edge.Drivers.Clips;

/// <summary>
/// Clips of review cases on a disk: each a file that is encrypted with a key of its own, the key in another folder. A clip expires, or
/// is erased when its case is settled: then its key is overwritten and removed, and its file removed. For several threads.
/// </summary>
public sealed class ClipVault
{
    private const string FileEnd = ".clip", KeyEnd = ".key";
    private readonly string _folder, _keys;
    private readonly ClipVaultOptions _options;
    private readonly ClipLog _log;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (ClipInfo Info, long Bytes)> _clips = new(StringComparer.Ordinal);

    /// <summary>Opens a vault and erases what is expired, unfinished, or without its other half.</summary>
    /// <param name="folder">Of the clips and of the log.</param>
    /// <param name="keys">Of the keys: another folder, perhaps another disk.</param>
    /// <param name="options">Ranges are checked here.</param>
    /// <param name="nowUs">Unix µs.</param>
    /// <exception cref="IOException">A folder cannot be used.</exception>
    public ClipVault(string folder, string keys, ClipVaultOptions options, long nowUs)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (string problem in options.Problems()) throw new ArgumentException(problem, nameof(options));
        (_folder, _keys, _options) = (folder, keys, options);
        PrivateFiles.Folder(folder);
        PrivateFiles.Folder(keys);
        _log = new ClipLog(Path.Combine(folder, "log.jsonl"));
        Load(nowUs);
        Expire(nowUs);
    }

    /// <summary>Clips kept now.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _clips.Count;
        }
    }

    /// <summary>Whether a person is done with a case: nothing of it is kept any more.</summary>
    public bool IsDone(string @case)
    {
        lock (_lock) return _log.IsDone(@case);
    }

    /// <summary>Writes a clip; one of the same name is replaced. Of a case that is done with nothing is written.</summary>
    /// <param name="clip">What it is; when it expires is decided here.</param>
    /// <param name="pictures">Its pictures.</param>
    /// <exception cref="IOException">The disk does not take it: then nothing of it is there.</exception>
    public void Keep(ClipInfo clip, IReadOnlyList<ClipPicture> pictures)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(pictures);
        ClipInfo info = clip with { ExpiresUs = clip.KeptUs + LifeUs, Pictures = pictures.Count };
        byte[] plain = Join(pictures), key = RandomNumberGenerator.GetBytes(SealedFile.KeyBytes);
        try
        {
            byte[] file = SealedFile.Seal(info, plain, key);
            lock (_lock)
            {
                if (_log.IsDone(clip.Case)) return;
                MakeRoom(file.Length, clip.KeptUs);
                _log.Add(new ClipDeed(clip.KeptUs, ClipDeed.Kept, info.Name));
                PrivateFiles.Write(KeyOf(info.Name), key);
                PrivateFiles.Write(FileOf(info.Name), file);
                _clips[info.Name] = (info, file.Length);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            PrivateFiles.Wipe(KeyOf(info.Name));
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The clips of a case, in the order of doubts and cameras, with when they were opened.</summary>
    public IReadOnlyList<(ClipInfo Clip, IReadOnlyList<ClipDeed> Openings)> Of(string @case)
    {
        lock (_lock)
            return [.. _clips.Values.Where(c => c.Info.Case == @case).OrderBy(c => c.Info.FromUs).ThenBy(c => c.Info.Name, StringComparer.Ordinal).Select(c => (c.Info, _log.OpeningsOf(c.Info.Name)))];
    }

    /// <summary>Opens a clip; that it was opened, and by whom, is on the disk before its pictures are returned.</summary>
    /// <exception cref="IOException">The log cannot be written: then nothing is shown.</exception>
    public ClipOpening Open(string @case, string name, long nowUs, string? by)
    {
        Expire(nowUs);
        lock (_lock)
        {
            if (!_clips.TryGetValue(name, out (ClipInfo Info, long Bytes) known) || known.Info.Case != @case) return new ClipOpening.Gone();
            byte[] key = File.Exists(KeyOf(name)) ? File.ReadAllBytes(KeyOf(name)) : [];
            (ClipInfo Info, byte[] Pictures)? open = File.Exists(FileOf(name)) ? SealedFile.Open(File.ReadAllBytes(FileOf(name)), key) : null;
            CryptographicOperations.ZeroMemory(key);
            bool whole = open is not null && open.Value.Info.Name == name;
            _log.Add(new ClipDeed(nowUs, whole ? ClipDeed.Opened : ClipDeed.Refused, name, by));
            return whole ? new ClipOpening.Whole(open!.Value.Info, open.Value.Pictures) : new ClipOpening.Altered("This clip, or its key, is not what was written: nothing of it is shown.");
        }
    }

    /// <summary>A person is done with a case: all its clips are erased, and no more are kept; how many there were.</summary>
    public int Erase(string @case, long nowUs, string? by)
    {
        lock (_lock)
        {
            string[] names = [.. _clips.Values.Where(c => c.Info.Case == @case).Select(c => c.Info.Name)];
            _log.Add(new ClipDeed(nowUs, ClipDeed.Done, @case, by));
            foreach (string name in names) Remove(name, new ClipDeed(nowUs, ClipDeed.Erased, name, by));
            return names.Length;
        }
    }

    /// <summary>Erases what has expired; how many did.</summary>
    public int Expire(long nowUs)
    {
        lock (_lock)
        {
            string[] names = [.. _clips.Values.Where(c => c.Info.ExpiresUs <= nowUs).Select(c => c.Info.Name)];
            foreach (string name in names) Remove(name, new ClipDeed(nowUs, ClipDeed.Expired, name));
            return names.Length;
        }
    }

    private long LifeUs => _options.KeepHours * 3_600_000_000L;

    private static byte[] Join(IReadOnlyList<ClipPicture> pictures)
    {
        byte[] all = new byte[pictures.Sum(p => sizeof(long) + sizeof(int) + p.Jpeg.Length)];
        int at = 0;
        foreach (ClipPicture picture in pictures)
        {
            BinaryPrimitives.WriteInt64LittleEndian(all.AsSpan(at), picture.CapturedUs);
            BinaryPrimitives.WriteInt32LittleEndian(all.AsSpan(at + sizeof(long)), picture.Jpeg.Length);
            picture.Jpeg.Span.CopyTo(all.AsSpan(at + sizeof(long) + sizeof(int)));
            at += sizeof(long) + sizeof(int) + picture.Jpeg.Length;
        }
        return all;
    }

    private void Load(long nowUs)
    {
        foreach (string file in Directory.GetFiles(_folder).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            if (file.EndsWith(".part", StringComparison.Ordinal)) File.Delete(file);
            else if (file.EndsWith(FileEnd, StringComparison.Ordinal)) Load(name, nowUs);
        }
        foreach (string key in Directory.GetFiles(_keys))
            if (!_clips.ContainsKey(Path.GetFileNameWithoutExtension(key)))
                PrivateFiles.Wipe(key);
    }

    private void Load(string name, long nowUs)
    {
        ClipInfo? info;
        long bytes;
        using (FileStream file = File.OpenRead(FileOf(name))) (info, bytes) = (SealedFile.Peek(file), file.Length);
        if (info is null || info.Name != name || !File.Exists(KeyOf(name)))
        {
            Remove(name, new ClipDeed(nowUs, ClipDeed.Refused, name));
            return;
        }
        // Nothing vouches yet for what it says: it lives no longer than a new one all the same.
        _clips[name] = (info with { ExpiresUs = Math.Min(info.ExpiresUs, nowUs + LifeUs) }, bytes);
    }

    private void MakeRoom(long bytes, long nowUs)
    {
        long most = (long)_options.MegabytesMax << 20;
        if (bytes > most) throw new IOException($"a clip of {bytes} bytes is more than all clips together may have");
        while (_clips.Values.Sum(c => c.Bytes) + bytes > most)
        {
            string oldest = _clips.Values.MinBy(c => c.Info.KeptUs).Info.Name;
            Remove(oldest, new ClipDeed(nowUs, ClipDeed.Expired, oldest));
        }
    }

    /// <summary>The key first: whatever happens then, nobody can read what is left.</summary>
    private void Remove(string name, ClipDeed deed)
    {
        PrivateFiles.Wipe(KeyOf(name));
        File.Delete(FileOf(name));
        _clips.Remove(name);
        _log.Add(deed);
        _log.Forget(name);
    }

    private string FileOf(string name) => Path.Combine(_folder, name + FileEnd);

    private string KeyOf(string name) => Path.Combine(_keys, name + KeyEnd);
}
