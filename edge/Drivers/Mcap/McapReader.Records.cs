using System.Buffers.Binary;

namespace O4O.Edge.Drivers.Mcap;

/// <content>Everything outside the records of a chunk.</content>
public sealed partial class McapReader
{
    private bool TryReadRecord(out McapMessage message)
    {
        message = default;
        if (_section == Section.Magic)
        {
            return ReadMagic();
        }

        if (!_source.Ensure(McapFormat.RecordHeaderBytes))
        {
            return EndTruncated();
        }

        byte opcode = _source.Window[0];
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(_source.Window[1..]);
        if (opcode == 0)
        {
            return EndCorrupt(_source.Offset, "A record has opcode 0.");
        }

        if (length > (ulong)(_options.MaxRecordBytes - McapFormat.RecordHeaderBytes))
        {
            return EndCorrupt(
                _source.Offset, $"A record claims {length} bytes, over MaxRecordBytes ({_options.MaxRecordBytes}).");
        }

        int record = McapFormat.RecordHeaderBytes + (int)length;
        if (!_source.Ensure(record))
        {
            return _section == Section.Data && opcode == McapFormat.Chunk ? OpenCutChunk() : EndTruncated();
        }

        if (_section == Section.Data && opcode == McapFormat.Chunk)
        {
            return OpenChunk(record);
        }

        if (opcode == McapFormat.Footer)
        {
            return ReadFooter(_source.Window[McapFormat.RecordHeaderBytes..record]);
        }

        long offset = _source.Offset;
        ReadOnlySpan<byte> content = _source.Window[McapFormat.RecordHeaderBytes..record];
        bool isMessage = ReadContent(opcode, content, offset, out message);
        if (_section != Section.Ended)
        {
            // The message's bytes stay where they are until the next read.
            _source.Advance(record);
            if (opcode == McapFormat.DataEnd)
            {
                _summaryStart = _source.Offset;
                _source.RestartCrc();
            }
        }

        return isMessage;
    }

    private bool ReadMagic()
    {
        int needed = McapFormat.Magic.Length;
        _source.Ensure(needed);
        ReadOnlySpan<byte> found = _source.Window[..Math.Min(needed, _source.Available)];
        if (!found.SequenceEqual(McapFormat.Magic[..found.Length]))
        {
            return EndCorrupt(0, "Not an MCAP file of version 0: the first bytes are not its magic.");
        }

        if (found.Length < needed)
        {
            return EndTruncated();
        }

        _source.Advance(needed);
        _section = Section.Header;
        return false;
    }

    /// <returns>Whether the record was a message; what is wrong ends the reading.</returns>
    private bool ReadContent(byte opcode, ReadOnlySpan<byte> content, long offset, out McapMessage message)
    {
        message = default;
        if (_section == Section.Header)
        {
            return ReadHeader(opcode, content, offset);
        }

        if (_section == Section.Summary)
        {
            if (opcode == McapFormat.Statistics)
            {
                ReadStatistics(content, offset);
            }
            else if (opcode is McapFormat.Message or McapFormat.Chunk or McapFormat.DataEnd or McapFormat.Attachment)
            {
                EndCorrupt(offset, $"Opcode {opcode} has no place in a summary.");
            }

            return false;
        }

        switch (opcode)
        {
            case McapFormat.Message when _sawChunk && !_options.AllowMixed:
                return EndCorrupt(offset, "A message lies outside the chunks (see AllowMixed).");
            case McapFormat.Message:
                return TryParseMessage(content, offset, verified: false, out message);
            case McapFormat.Attachment:
                return ReadAttachment(content, offset);
            case McapFormat.Metadata:
                return ReadMetadata(content, offset);
            case McapFormat.DataEnd:
                return ReadDataEnd(content, offset);
            default:
                ReadDefinition(opcode, content, offset);
                return false;
        }
    }

    private bool ReadHeader(byte opcode, ReadOnlySpan<byte> content, long offset)
    {
        var fields = new FieldReader(content);
        Profile = fields.Text();
        Library = fields.Text();
        if (opcode != McapFormat.Header || fields.Failed)
        {
            return EndCorrupt(offset, "The first record is not a header.");
        }

        _section = Section.Data;
        return false;
    }

    private bool ReadDataEnd(ReadOnlySpan<byte> content, long offset)
    {
        var fields = new FieldReader(content);
        uint crc = fields.U32();
        if (fields.Failed)
        {
            return EndCorrupt(offset, "The end of the data section is malformed.");
        }

        if (crc != 0 && crc != _source.Crc)
        {
            return EndCorrupt(offset, "The checksum of the data section differs.");
        }

        _section = Section.Summary;
        return false;
    }

    private bool ReadFooter(ReadOnlySpan<byte> content)
    {
        long offset = _source.Offset;
        if (_section == Section.Header || content.Length != McapFormat.FooterBytes)
        {
            return EndCorrupt(offset, "A footer is malformed or out of place.");
        }

        ulong summaryStart = BinaryPrimitives.ReadUInt64LittleEndian(content);
        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(content[16..]);
        long expected = _summaryStart >= 0 ? _summaryStart : offset;
        if (summaryStart != 0 && (_section == Section.Data || summaryStart != (ulong)expected))
        {
            return EndCorrupt(offset, "The footer's summary does not start where the data section ends.");
        }

        if (_section == Section.Data)
        {
            _source.RestartCrc();
        }

        _source.Advance(McapFormat.RecordHeaderBytes + McapFormat.FooterBytes - 4);
        if (crc != 0 && crc != _source.Crc)
        {
            return EndCorrupt(offset, "The checksum of the summary differs.");
        }

        _source.Advance(4);
        return ReadTrailingMagic();
    }

    private bool ReadTrailingMagic()
    {
        int needed = McapFormat.Magic.Length;
        bool more = _source.Ensure(needed + 1);
        ReadOnlySpan<byte> found = _source.Window[..Math.Min(needed, _source.Available)];
        if (!found.SequenceEqual(McapFormat.Magic[..found.Length]) || more)
        {
            return EndCorrupt(_source.Offset, "The file does not end with the magic after its footer.");
        }

        if (found.Length < needed)
        {
            return EndTruncated();
        }

        _source.Advance(needed);
        Finish(McapReadEndKind.Complete, _source.Offset, string.Empty);
        return false;
    }
}
