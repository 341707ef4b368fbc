using System.Buffers.Binary;

namespace O4O.Edge.Drivers.Mcap;

/// <content>Chunks, summary and the way to the stream.</content>
public sealed partial class McapWriter
{
    private delegate void StreamAction(Stream stream, ReadOnlySpan<byte> bytes);

    /// <summary>Writes the open chunk, the end of data, the summary and the footer. Nothing may be added afterwards.</summary>
    public void Complete()
    {
        ThrowUnlessOpen();
        WriteChunk();
        var end = new ByteBuffer(1024 + _schemas.Length + _channels.Length + _chunkIndexes.Length);
        int dataEnd = end.BeginRecord(McapFormat.DataEnd);
        end.U32(_dataCrc);
        end.EndRecord(dataEnd);
        int summary = end.Length;
        long summaryStart = Position + summary;

        var offsets = new ByteBuffer(256);
        AppendGroup(end, offsets, McapFormat.Schema, _schemas);
        AppendGroup(end, offsets, McapFormat.Channel, _channels);
        AppendGroup(end, offsets, McapFormat.Statistics, BuildStatistics());
        AppendGroup(end, offsets, McapFormat.ChunkIndex, _chunkIndexes);
        AppendGroup(end, offsets, McapFormat.AttachmentIndex, _attachmentIndexes);
        AppendGroup(end, offsets, McapFormat.MetadataIndex, _metadataIndexes);
        long offsetStart = Position + end.Length;
        end.Bytes(offsets.Written);

        int footer = end.BeginRecord(McapFormat.Footer);
        end.I64(summaryStart);
        end.I64(offsetStart);
        end.U32(0);
        end.EndRecord(footer);
        // The checksum covers the summary up to and including the footer's two offsets, the footer's length among them.
        uint crc = Crc32.Compute(end.Written[summary..^4]);
        BinaryPrimitives.WriteUInt32LittleEndian(end.Slice(end.Length - 4, 4), crc);
        end.Bytes(McapFormat.Magic);
        Emit(end.Written);
        Guard(static (stream, _) => stream.Flush(), default);
        _state = State.Completed;
    }

    internal static FileStream OpenFile(string path) =>
        // No buffer: whole chunks are written at once.
        new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    private bool IsChunkFull(int length, long logTimeNs)
    {
        if (_chunk.Length - McapFormat.PlainChunkHeaderBytes + (long)length > _options.ChunkBytes)
        {
            return true;
        }

        return PendingMessages > 0
            && Math.Max(_chunkLastNs, logTimeNs) - Math.Min(_chunkFirstNs, logTimeNs) >= _options.ChunkDurationNs;
    }

    // One write a chunk: header, records and message indexes lie in one buffer.
    private void WriteChunk()
    {
        if (!HasOpenRecords)
        {
            return;
        }

        int records = _chunk.Length - McapFormat.PlainChunkHeaderBytes;
        long firstNs = PendingMessages == 0 ? 0 : _chunkFirstNs;
        FillChunkHeader(records, firstNs);
        int chunkLength = _chunk.Length;
        AppendIndexes(chunkLength, records, firstNs);
        EmitData(_chunk.Written);

        if (PendingMessages > 0)
        {
            _firstNs = Math.Min(_firstNs, _chunkFirstNs);
            _lastNs = Math.Max(_lastNs, _chunkLastNs);
        }

        foreach (ChannelState channel in _touched)
        {
            channel.ClearIndex();
        }

        _touched.Clear();
        _chunk.Truncate(McapFormat.PlainChunkHeaderBytes);
        _chunkFirstNs = long.MaxValue;
        _chunkLastNs = 0;
        _chunkCount++;
        PendingMessages = 0;
    }

    private void FillChunkHeader(int records, long firstNs)
    {
        Span<byte> header = _chunk.Slice(0, McapFormat.PlainChunkHeaderBytes);
        header[0] = McapFormat.Chunk;
        BinaryPrimitives.WriteUInt64LittleEndian(header[1..], (ulong)(McapFormat.ChunkFieldsBytes + (long)records));
        BinaryPrimitives.WriteInt64LittleEndian(header[9..], firstNs);
        BinaryPrimitives.WriteInt64LittleEndian(header[17..], _chunkLastNs);
        BinaryPrimitives.WriteUInt64LittleEndian(header[25..], (ulong)records);
        BinaryPrimitives.WriteUInt32LittleEndian(
            header[33..], Crc32.Compute(_chunk.Written[McapFormat.PlainChunkHeaderBytes..]));
        BinaryPrimitives.WriteUInt32LittleEndian(header[37..], 0); // compression: the empty string
        BinaryPrimitives.WriteUInt64LittleEndian(header[41..], (ulong)records);
    }

    private void AppendIndexes(int chunkLength, int records, long firstNs)
    {
        int record = _chunkIndexes.BeginRecord(McapFormat.ChunkIndex);
        _chunkIndexes.I64(firstNs);
        _chunkIndexes.I64(_chunkLastNs);
        _chunkIndexes.I64(Position);
        _chunkIndexes.U64((ulong)chunkLength);
        _chunkIndexes.U32((uint)(_touched.Count * 10));
        foreach (ChannelState channel in _touched)
        {
            _chunkIndexes.U16(channel.Id);
            _chunkIndexes.I64(Position + _chunk.Length);
            channel.AppendIndex(_chunk);
        }

        _chunkIndexes.U64((ulong)(_chunk.Length - chunkLength));
        _chunkIndexes.U32(0);
        _chunkIndexes.U64((ulong)records);
        _chunkIndexes.U64((ulong)records);
        _chunkIndexes.EndRecord(record);
    }

    private ByteBuffer BuildStatistics()
    {
        var statistics = new ByteBuffer(128 + (_channelStates.Count * 10));
        int record = statistics.BeginRecord(McapFormat.Statistics);
        statistics.U64(_messageCount);
        statistics.U16(_schemaCount);
        statistics.U32((uint)_channelStates.Count);
        statistics.U32(_attachmentCount);
        statistics.U32(_metadataCount);
        statistics.U32(_chunkCount);
        statistics.I64(_messageCount == 0 ? 0 : _firstNs);
        statistics.I64(_lastNs);
        statistics.U32((uint)(_channelStates.Count * 10));
        foreach (ChannelState channel in _channelStates)
        {
            statistics.U16(channel.Id);
            statistics.U64(channel.MessageCount);
        }

        statistics.EndRecord(record);
        return statistics;
    }

    private void AppendGroup(ByteBuffer end, ByteBuffer offsets, byte opcode, ByteBuffer group)
    {
        if (group.Length == 0)
        {
            return;
        }

        int record = offsets.BeginRecord(McapFormat.SummaryOffset);
        offsets.Byte(opcode);
        offsets.I64(Position + end.Length);
        offsets.U64((ulong)group.Length);
        offsets.EndRecord(record);
        end.Bytes(group.Written);
    }

    private void EmitData(ReadOnlySpan<byte> bytes)
    {
        Emit(bytes);
        _dataCrc = Crc32.Append(_dataCrc, bytes);
    }

    private void Emit(ReadOnlySpan<byte> bytes)
    {
        Guard(static (stream, span) => stream.Write(span), bytes);
        Position += bytes.Length;
    }

    // A failed write may have left part of a record: nothing sound can follow it in this file.
    private void Guard(StreamAction action, ReadOnlySpan<byte> bytes)
    {
        State before = _state;
        _state = State.Faulted;
        action(_stream, bytes);
        _state = before;
    }

    private void ThrowUnlessOpen()
    {
        if (_state != State.Open)
        {
            throw new InvalidOperationException(
                _state == State.Completed ? "The MCAP file is already complete." : "An earlier write to the MCAP file failed.");
        }
    }

    private void ThrowIfTooLarge(int length)
    {
        if (length > _options.MaxRecordBytes)
        {
            throw new ArgumentException($"{length} bytes are over MaxRecordBytes ({_options.MaxRecordBytes}).");
        }
    }

    /// <summary>One channel's message index of the open chunk. It keeps its memory from chunk to chunk.</summary>
    private sealed class ChannelState(ushort id)
    {
        private long[] _timesNs = new long[64];
        private ulong[] _offsets = new ulong[64];

        public ushort Id { get; } = id;

        public ulong MessageCount { get; set; }

        public int IndexCount { get; private set; }

        public void Index(long logTimeNs, ulong offset)
        {
            if (IndexCount == _timesNs.Length)
            {
                Array.Resize(ref _timesNs, IndexCount * 2);
                Array.Resize(ref _offsets, IndexCount * 2);
            }

            _timesNs[IndexCount] = logTimeNs;
            _offsets[IndexCount] = offset;
            IndexCount++;
        }

        public void ClearIndex() => IndexCount = 0;

        public void AppendIndex(ByteBuffer buffer)
        {
            int record = buffer.BeginRecord(McapFormat.MessageIndex);
            buffer.U16(Id);
            buffer.U32((uint)(IndexCount * 16));
            for (int at = 0; at < IndexCount; at++)
            {
                buffer.I64(_timesNs[at]);
                buffer.U64(_offsets[at]);
            }

            buffer.EndRecord(record);
        }
    }
}
