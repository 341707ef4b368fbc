namespace O4O.Edge.Drivers.Mcap;

/// <summary>
/// What every file of a recording repeats: schemas, channels, attachments and metadata, in the order they were added, so that
/// ids are the same in all files. Added by any thread, applied by the writer thread.
/// </summary>
internal sealed class RecordingPreamble(long maxBytes, int maxRecordBytes)
{
    // What an entry may cost beyond its bytes: record headers, its index and its copy in the summary.
    private const int EntryOverheadBytes = 512;

    private readonly object _gate = new();
    private readonly List<Action<McapWriter>> _entries = [];
    private ushort _schemas;
    private ushort _channels;
    private long _bytes;
    private int _count;

    /// <summary>Most bytes that the entries so far take in a file, their indexes and copies in the summary included.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Entries so far; cheap, for each message to ask whether a file has them all.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Channels so far.</summary>
    public ushort Channels => Volatile.Read(ref _channels);

    public ushort AddSchema(string name, string encoding, byte[] data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, maxRecordBytes);
        lock (_gate)
        {
            ushort id = checked((ushort)(_schemas + 1));
            Add(2L * (Size(name) + Size(encoding) + data.Length), writer => writer.AddSchema(name, encoding, data));
            return _schemas = id;
        }
    }

    public ushort AddChannel(
        string topic, ushort schemaId, string messageEncoding, IReadOnlyDictionary<string, string> metadata)
    {
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(schemaId, _schemas);
            ushort id = checked((ushort)(_channels + 1));
            Add(
                2L * (Size(topic) + Size(messageEncoding) + Size(metadata)),
                writer => writer.AddChannel(topic, schemaId, messageEncoding, metadata));
            Volatile.Write(ref _channels, id);
            return id;
        }
    }

    public void AddAttachment(string name, string mediaType, long logTimeNs, byte[] data)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(logTimeNs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, maxRecordBytes);
        lock (_gate)
        {
            Add(
                data.Length + (2L * (Size(name) + Size(mediaType))),
                writer => writer.AddAttachment(name, mediaType, logTimeNs, data));
        }
    }

    public void AddMetadata(string name, IReadOnlyDictionary<string, string> map)
    {
        lock (_gate)
        {
            Add((2L * Size(name)) + Size(map), writer => writer.AddMetadata(name, map));
        }
    }

    /// <summary>Brings a file that has the first <paramref name="applied"/> entries up to date.</summary>
    /// <returns>Entries it has now.</returns>
    public int ApplyTo(McapWriter writer, int applied)
    {
        Action<McapWriter>[] rest;
        lock (_gate)
        {
            rest = [.. _entries.Skip(applied)];
        }

        foreach (Action<McapWriter> entry in rest)
        {
            entry(writer);
        }

        return applied + rest.Length;
    }

    private static long Size(string text) => 3L * text.Length;

    private static long Size(IReadOnlyDictionary<string, string> map) =>
        map.Sum(pair => 8 + Size(pair.Key) + Size(pair.Value));

    // What the writer thread would refuse is refused here, in the caller's face.
    private void Add(long bytes, Action<McapWriter> entry)
    {
        if (_bytes + bytes + EntryOverheadBytes > maxBytes)
        {
            throw new ArgumentException(
                $"Schemas, channels, attachments and metadata are repeated in every file, and {_bytes + bytes} bytes of them "
                + $"are more than half of MaxFileBytes ({maxBytes}).");
        }

        _bytes += bytes + EntryOverheadBytes;
        _entries.Add(entry);
        Volatile.Write(ref _count, _entries.Count);
    }
}
