using System.Buffers.Binary;

namespace O4O.Edge.Drivers.Mcap;

/// <summary>
/// Reads one MCAP file (version 0) forward, in file order, with or without summary, whole or cut. What is wrong with a
/// file is the value <see cref="End"/>, never an exception; only the stream's own <see cref="IOException"/> passes
/// through. Not safe for concurrent use.
/// </summary>
public sealed partial class McapReader : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly McapReaderOptions _options;
    private readonly RecordSource _source;
    private readonly Dictionary<ushort, McapChannel> _channels = [];
    private readonly Dictionary<ushort, McapSchema> _schemas = [];
    private readonly List<McapAttachment> _attachments = [];
    private readonly List<McapMetadata> _metadata = [];

    // Channels known, one bit an id: the only look-up a message needs.
    private readonly ulong[] _knownChannels = new ulong[1024];
    private Section _section = Section.Magic;
    private long _heldBytes;
    private long _summaryStart = -1;
    private bool _sawChunk;

    // The open chunk: the source's window starts at its record; the cursor runs over its records.
    private bool _inChunk;
    private bool _chunkVerified;
    private bool _chunkCut;
    private int _chunkLength;
    private int _cursor;
    private int _recordsEnd;

    /// <summary>Reads from <paramref name="stream"/>, whose current position is the file's offset 0.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public McapReader(Stream stream, McapReaderOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _options = options ?? new McapReaderOptions();
        _options.Validate();
        _stream = stream;
        _leaveOpen = leaveOpen;
        _source = new RecordSource(stream);
    }

    private enum Section
    {
        Magic,
        Header,
        Data,
        Summary,
        Ended,
    }

    /// <summary>Profile of the header; empty until the first read.</summary>
    public string Profile { get; private set; } = string.Empty;

    /// <summary>Library of the header; empty until the first read.</summary>
    public string Library { get; private set; } = string.Empty;

    /// <summary>Channels met so far, by id.</summary>
    public IReadOnlyDictionary<ushort, McapChannel> Channels => _channels;

    /// <summary>Schemas met so far, by id.</summary>
    public IReadOnlyDictionary<ushort, McapSchema> Schemas => _schemas;

    /// <summary>Attachments met so far, in file order.</summary>
    public IReadOnlyList<McapAttachment> Attachments => _attachments;

    /// <summary>Metadata met so far, in file order.</summary>
    public IReadOnlyList<McapMetadata> Metadata => _metadata;

    /// <summary>Statistics of the summary, once reading came past them.</summary>
    public McapStatistics? Statistics { get; private set; }

    /// <summary>How reading ended; null while <see cref="TryRead"/> still gives messages.</summary>
    public McapReadEnd? End { get; private set; }

    /// <summary>Opens a file.</summary>
    public static McapReader Open(string path, McapReaderOptions? options = null)
    {
        options?.Validate();
        var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan);
        return new McapReader(stream, options);
    }

    /// <summary>Gives the next message in file order; false at the end, which <see cref="End"/> then explains.</summary>
    public bool TryRead(out McapMessage message)
    {
        while (_section != Section.Ended)
        {
            if (_inChunk)
            {
                if (TryReadInChunk(out message))
                {
                    return true;
                }
            }
            else if (TryReadRecord(out message))
            {
                return true;
            }
        }

        message = default;
        return false;
    }

    /// <summary>Reads to the end for what is not messages, and says how the file ended.</summary>
    public McapReadEnd ReadToEnd()
    {
        while (TryRead(out _))
        {
        }

        return End!.Value;
    }

    /// <summary>Gives the buffers back and closes the stream (unless asked to leave it open).</summary>
    public void Dispose()
    {
        _source.Dispose();
        _section = Section.Ended;
        End ??= new McapReadEnd(McapReadEndKind.Truncated, _source.Offset, "The reader was closed before the end.");
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    // Hot path: one message costs its header's fields and one bit test.
    private bool TryReadInChunk(out McapMessage message)
    {
        message = default;
        ReadOnlySpan<byte> window = _source.Window;
        while (_cursor < _recordsEnd)
        {
            ReadOnlySpan<byte> rest = window[_cursor.._recordsEnd];
            long offset = _source.Offset + _cursor;
            ulong length = rest.Length < McapFormat.RecordHeaderBytes
                ? ulong.MaxValue
                : BinaryPrimitives.ReadUInt64LittleEndian(rest[1..]);
            if (length > (ulong)Math.Max(0, rest.Length - McapFormat.RecordHeaderBytes))
            {
                return _chunkCut
                    ? EndTruncated()
                    : EndCorrupt(offset, "A record reaches past the end of its chunk.");
            }

            ReadOnlySpan<byte> content = rest.Slice(McapFormat.RecordHeaderBytes, (int)length);
            _cursor += McapFormat.RecordHeaderBytes + (int)length;
            if (rest[0] == McapFormat.Message)
            {
                return TryParseMessage(content, offset, _chunkVerified, out message);
            }

            if (!ReadDefinition(rest[0], content, offset))
            {
                return false;
            }
        }

        if (_chunkCut)
        {
            return EndTruncated();
        }

        _inChunk = false;
        _source.Advance(_chunkLength);
        return false;
    }

    private bool TryParseMessage(ReadOnlySpan<byte> content, long offset, bool verified, out McapMessage message)
    {
        message = default;
        if (content.Length < McapFormat.MessageHeaderBytes)
        {
            return EndCorrupt(offset, "A message is shorter than its fixed fields.");
        }

        ushort channel = BinaryPrimitives.ReadUInt16LittleEndian(content);
        uint sequence = BinaryPrimitives.ReadUInt32LittleEndian(content[2..]);
        long logNs = BinaryPrimitives.ReadInt64LittleEndian(content[6..]);
        long publishNs = BinaryPrimitives.ReadInt64LittleEndian(content[14..]);
        if ((_knownChannels[channel >> 6] & (1UL << (channel & 63))) == 0)
        {
            return EndCorrupt(offset, $"A message is on channel {channel}, which the file has not defined.");
        }

        if ((logNs | publishNs) < 0)
        {
            return EndCorrupt(offset, "A message's time is past the year 2262.");
        }

        message = new McapMessage(
            channel, sequence, logNs, publishNs, content[McapFormat.MessageHeaderBytes..], offset, verified);
        return true;
    }

    private bool EndTruncated()
    {
        // What the window still holds is all that is left of the file.
        Finish(McapReadEndKind.Truncated, _source.Offset + _source.Available, "The file ends inside a record.");
        return false;
    }

    private bool EndCorrupt(long offset, string reason)
    {
        Finish(McapReadEndKind.Corrupt, offset, reason);
        return false;
    }

    private void Finish(McapReadEndKind kind, long offset, string reason)
    {
        End = new McapReadEnd(kind, offset, reason);
        _section = Section.Ended;
        _inChunk = false;
    }
}
