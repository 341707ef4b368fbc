using System.Buffers.Binary;

namespace O4O.Edge.Drivers.Mcap;

/// <summary>
/// Writes one MCAP file (version 0): uncompressed chunks with CRC-32, message and chunk indexes, statistics, attachments,
/// metadata, and a summary. Not safe for concurrent use. Times are nanoseconds since the Unix epoch, not negative.
/// An <see cref="IOException"/> of the stream goes to the caller and leaves the writer faulted: it writes nothing more.
/// </summary>
public sealed partial class McapWriter : IDisposable
{
    // Room for the indexes of some hundreds of chunks, so that a chunk allocates nothing in steady state.
    private const int IndexCapacity = 64 << 10;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly McapWriterOptions _options;
    private readonly ByteBuffer _chunk;
    private readonly ByteBuffer _schemas = new(1024);
    private readonly ByteBuffer _channels = new(1024);
    private readonly ByteBuffer _chunkIndexes = new(IndexCapacity);
    private readonly ByteBuffer _attachmentIndexes = new(256);
    private readonly ByteBuffer _metadataIndexes = new(256);
    private readonly List<ChannelState> _channelStates = [];
    private readonly List<ChannelState> _touched = new(64);
    private ushort _schemaCount;
    private uint _attachmentCount;
    private uint _metadataCount;
    private uint _chunkCount;
    private ulong _messageCount;
    private long _firstNs = long.MaxValue;
    private long _lastNs;
    private long _chunkFirstNs = long.MaxValue;
    private long _chunkLastNs;
    private uint _dataCrc;
    private State _state;

    /// <summary>Starts a file on <paramref name="stream"/>, whose current position becomes the file's offset 0.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public McapWriter(Stream stream, McapWriterOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _options = options ?? new McapWriterOptions();
        _options.Validate();
        _stream = stream;
        _leaveOpen = leaveOpen;
        _chunk = new ByteBuffer(_options.ChunkBytes + (64 << 10));
        _chunk.Take(McapFormat.PlainChunkHeaderBytes);
        var header = new ByteBuffer(128);
        header.Bytes(McapFormat.Magic);
        int record = header.BeginRecord(McapFormat.Header);
        header.Text(_options.Profile);
        header.Text(_options.Library);
        header.EndRecord(record);
        EmitData(header.Written);
    }

    private enum State
    {
        Open,
        Faulted,
        Completed,
    }

    /// <summary>Bytes handed to the stream so far; the open chunk is not among them.</summary>
    public long Position { get; private set; }

    /// <summary>Messages accepted, those in the open chunk included.</summary>
    public long MessageCount => (long)_messageCount;

    /// <summary>Messages in the open chunk: what a crash now would lose.</summary>
    public int PendingMessages { get; private set; }

    /// <summary>Size in bytes that the file would have if it were completed now; never less than the true size.</summary>
    public long CompletedBytes
    {
        get
        {
            // Record sizes from the specification: message index 15 + 16 a message, chunk index 73 + 10 a channel,
            // statistics 55 + 10 a channel, six summary offsets of 26, data end 13, footer 29, magic 8.
            long open = HasOpenRecords
                ? _chunk.Length + (15L * _touched.Count) + (16L * PendingMessages) + 73 + (10L * _touched.Count)
                : 0;
            return Position + open + _schemas.Length + _channels.Length + _chunkIndexes.Length + _attachmentIndexes.Length
                + _metadataIndexes.Length + 55 + (10L * _channelStates.Count) + (6 * 26) + 13 + 29 + 8;
        }
    }

    private bool HasOpenRecords => _chunk.Length > McapFormat.PlainChunkHeaderBytes;

    /// <summary>Creates (or overwrites) a file and starts writing it.</summary>
    public static McapWriter Create(string path, McapWriterOptions? options = null)
    {
        options?.Validate();
        FileStream stream = OpenFile(path);
        try
        {
            return new McapWriter(stream, options);
        }
        catch (IOException)
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Adds a schema and returns its id (from 1).</summary>
    /// <param name="name">Name of the type.</param>
    /// <param name="encoding">Language of the schema ("jsonschema", "protobuf", …), or empty for none.</param>
    /// <param name="data">The schema itself.</param>
    public ushort AddSchema(string name, string encoding, ReadOnlySpan<byte> data)
    {
        ThrowUnlessOpen();
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(encoding);
        ThrowIfTooLarge(data.Length);
        ushort id = checked((ushort)(_schemaCount + 1));
        int start = _schemas.Length;
        int record = _schemas.BeginRecord(McapFormat.Schema);
        _schemas.U16(id);
        _schemas.Text(name);
        _schemas.Text(encoding);
        _schemas.U32((uint)data.Length);
        _schemas.Bytes(data);
        _schemas.EndRecord(record);
        _schemaCount = id;
        _chunk.Bytes(_schemas.Written[start..]);
        return id;
    }

    /// <summary>Adds a channel and returns its id (from 1).</summary>
    /// <param name="topic">Topic of the channel.</param>
    /// <param name="schemaId">Id from <see cref="AddSchema"/>, or 0 for none.</param>
    /// <param name="messageEncoding">Encoding of the messages ("json", "protobuf", …).</param>
    /// <param name="metadata">Further facts about the channel, or null.</param>
    public ushort AddChannel(
        string topic, ushort schemaId, string messageEncoding, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ThrowUnlessOpen();
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(messageEncoding);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(schemaId, _schemaCount);
        ushort id = checked((ushort)(_channelStates.Count + 1));
        int start = _channels.Length;
        int record = _channels.BeginRecord(McapFormat.Channel);
        _channels.U16(id);
        _channels.U16(schemaId);
        _channels.Text(topic);
        _channels.Text(messageEncoding);
        _channels.Map(metadata ?? new Dictionary<string, string>());
        _channels.EndRecord(record);
        _channelStates.Add(new ChannelState(id));
        _chunk.Bytes(_channels.Written[start..]);
        return id;
    }

    /// <summary>Adds one message. Allocates nothing in steady state; writes to the stream only when a chunk is full.</summary>
    /// <param name="channelId">Id from <see cref="AddChannel"/>.</param>
    /// <param name="sequence">The publisher's counter.</param>
    /// <param name="logTimeNs">When the message was recorded.</param>
    /// <param name="publishTimeNs">When it was published, or the log time again.</param>
    /// <param name="data">The message in the channel's encoding.</param>
    public void Write(ushort channelId, uint sequence, long logTimeNs, long publishTimeNs, ReadOnlySpan<byte> data)
    {
        ThrowUnlessOpen();
        ArgumentOutOfRangeException.ThrowIfNegative(logTimeNs);
        ArgumentOutOfRangeException.ThrowIfNegative(publishTimeNs);
        ThrowIfTooLarge(data.Length);
        if (channelId == 0 || channelId > _channelStates.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(channelId), channelId, "No channel has this id.");
        }

        int length = McapFormat.RecordHeaderBytes + McapFormat.MessageHeaderBytes + data.Length;
        if (HasOpenRecords && IsChunkFull(length, logTimeNs))
        {
            WriteChunk();
        }

        ChannelState channel = _channelStates[channelId - 1];
        if (channel.IndexCount == 0)
        {
            _touched.Add(channel);
        }

        channel.Index(logTimeNs, (ulong)(_chunk.Length - McapFormat.PlainChunkHeaderBytes));
        channel.MessageCount++;
        Span<byte> record = _chunk.Take(length);
        record[0] = McapFormat.Message;
        BinaryPrimitives.WriteUInt64LittleEndian(record[1..], (ulong)(length - McapFormat.RecordHeaderBytes));
        BinaryPrimitives.WriteUInt16LittleEndian(record[9..], channelId);
        BinaryPrimitives.WriteUInt32LittleEndian(record[11..], sequence);
        BinaryPrimitives.WriteInt64LittleEndian(record[15..], logTimeNs);
        BinaryPrimitives.WriteInt64LittleEndian(record[23..], publishTimeNs);
        data.CopyTo(record[31..]);
        _chunkFirstNs = Math.Min(_chunkFirstNs, logTimeNs);
        _chunkLastNs = Math.Max(_chunkLastNs, logTimeNs);
        _messageCount++;
        PendingMessages++;
    }

    /// <summary>Adds an attachment: written at once, before the open chunk.</summary>
    public void AddAttachment(string name, string mediaType, long logTimeNs, ReadOnlySpan<byte> data, long createTimeNs = 0)
    {
        ThrowUnlessOpen();
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(mediaType);
        ArgumentOutOfRangeException.ThrowIfNegative(logTimeNs);
        ArgumentOutOfRangeException.ThrowIfNegative(createTimeNs);
        ThrowIfTooLarge(data.Length);
        var buffer = new ByteBuffer(data.Length + 256);
        int record = buffer.BeginRecord(McapFormat.Attachment);
        buffer.I64(logTimeNs);
        buffer.I64(createTimeNs);
        buffer.Text(name);
        buffer.Text(mediaType);
        buffer.U64((ulong)data.Length);
        buffer.Bytes(data);
        buffer.U32(Crc32.Compute(buffer.Written[McapFormat.RecordHeaderBytes..]));
        buffer.EndRecord(record);

        int index = _attachmentIndexes.BeginRecord(McapFormat.AttachmentIndex);
        _attachmentIndexes.I64(Position);
        _attachmentIndexes.U64((ulong)buffer.Length);
        _attachmentIndexes.I64(logTimeNs);
        _attachmentIndexes.I64(createTimeNs);
        _attachmentIndexes.U64((ulong)data.Length);
        _attachmentIndexes.Text(name);
        _attachmentIndexes.Text(mediaType);
        _attachmentIndexes.EndRecord(index);
        _attachmentCount++;
        EmitData(buffer.Written);
    }

    /// <summary>Adds named facts about the file: written at once, before the open chunk.</summary>
    public void AddMetadata(string name, IReadOnlyDictionary<string, string> map)
    {
        ThrowUnlessOpen();
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(map);
        var buffer = new ByteBuffer(512);
        int record = buffer.BeginRecord(McapFormat.Metadata);
        buffer.Text(name);
        buffer.Map(map);
        buffer.EndRecord(record);

        int index = _metadataIndexes.BeginRecord(McapFormat.MetadataIndex);
        _metadataIndexes.I64(Position);
        _metadataIndexes.U64((ulong)buffer.Length);
        _metadataIndexes.Text(name);
        _metadataIndexes.EndRecord(index);
        _metadataCount++;
        EmitData(buffer.Written);
    }

    /// <summary>Writes the open chunk and flushes the stream, so that a crash loses nothing accepted before.</summary>
    public void Flush()
    {
        ThrowUnlessOpen();
        WriteChunk();
        Guard(static (stream, _) => stream.Flush(), default);
    }

    /// <summary>Completes the file (unless it faulted) and closes the stream (unless asked to leave it open).</summary>
    public void Dispose()
    {
        try
        {
            if (_state == State.Open)
            {
                Complete();
            }
        }
        finally
        {
            if (!_leaveOpen)
            {
                _stream.Dispose();
            }
        }
    }
}
