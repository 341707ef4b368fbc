using System.Buffers.Binary;

namespace O4O.Edge.Drivers.Mcap;

/// <content>Opening chunks, whole and cut.</content>
public sealed partial class McapReader
{
    private bool OpenChunk(int record)
    {
        long offset = _source.Offset;
        if (!ReadChunkFields(_source.Window[McapFormat.RecordHeaderBytes..record], offset, out ChunkFields fields))
        {
            return false;
        }

        if (fields.RecordsAt + fields.RecordsLength > (ulong)record)
        {
            return EndCorrupt(offset, "A chunk's records reach past its end.");
        }

        int start = (int)fields.RecordsAt;
        _recordsEnd = start + (int)fields.RecordsLength;
        if (fields.Crc != 0 && fields.Crc != Crc32.Compute(_source.Window[start.._recordsEnd]))
        {
            return EndCorrupt(offset, "The checksum of a chunk differs.");
        }

        _chunkVerified = fields.Crc != 0;
        _chunkCut = false;
        _chunkLength = record;
        _cursor = start;
        _inChunk = _sawChunk = true;
        return false;
    }

    // The end of this chunk is lost, and its checksum proves nothing; its whole records are still given, unverified.
    private bool OpenCutChunk()
    {
        ReadOnlySpan<byte> content = _source.Window[McapFormat.RecordHeaderBytes..];
        ulong claimed = BinaryPrimitives.ReadUInt64LittleEndian(_source.Window[1..]);
        if (!ReadChunkFields(content, _source.Offset, out ChunkFields fields))
        {
            return false;
        }

        if (fields.RecordsAt + fields.RecordsLength > McapFormat.RecordHeaderBytes + claimed)
        {
            return EndCorrupt(_source.Offset, "A chunk's records reach past its end.");
        }

        _recordsEnd = (int)Math.Min((ulong)_source.Available, fields.RecordsAt + fields.RecordsLength);
        _chunkVerified = false;
        _chunkCut = true;
        _cursor = (int)fields.RecordsAt;
        _inChunk = _sawChunk = true;
        return false;
    }

    private bool ReadChunkFields(ReadOnlySpan<byte> content, long offset, out ChunkFields chunk)
    {
        chunk = default;
        var fields = new FieldReader(content);
        fields.Bytes(16);
        ulong uncompressed = fields.U64();
        uint crc = fields.U32();
        string compression = fields.Text();
        ulong length = fields.U64();
        if (fields.Failed)
        {
            return IsCut(content) ? EndTruncated() : EndCorrupt(offset, "A chunk's fields reach past its end.");
        }

        if (compression.Length > 0)
        {
            return RefuseCompression(compression, offset);
        }

        if (length != uncompressed || length > (ulong)_options.MaxRecordBytes)
        {
            return EndCorrupt(offset, "A chunk's sizes disagree.");
        }

        chunk = new ChunkFields(crc, (ulong)(McapFormat.RecordHeaderBytes + content.Length - fields.Remaining), length);
        return true;
    }

    private bool IsCut(ReadOnlySpan<byte> content) =>
        BinaryPrimitives.ReadUInt64LittleEndian(_source.Window[1..]) > (ulong)content.Length;

    private bool RefuseCompression(string compression, long offset)
    {
        if (compression is not ("lz4" or "zstd"))
        {
            return EndCorrupt(offset, "A chunk's compression has no known name.");
        }

        Finish(
            McapReadEndKind.Unsupported,
            offset,
            $"The chunks are compressed with {compression}, which is not read here. Make an uncompressed copy first: "
            + "mcap decompress <file> -o <copy> (https://mcap.dev/guides/cli).");
        return false;
    }

    private readonly record struct ChunkFields(uint Crc, ulong RecordsAt, ulong RecordsLength);
}
