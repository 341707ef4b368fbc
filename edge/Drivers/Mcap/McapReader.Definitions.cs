namespace O4O.Edge.Drivers.Mcap;

/// <content>Schemas, channels, attachments, metadata and statistics.</content>
public sealed partial class McapReader
{
    /// <returns>Whether reading may go on. Opcodes that define nothing are passed over, as the specification asks.</returns>
    private bool ReadDefinition(byte opcode, ReadOnlySpan<byte> content, long offset) => opcode switch
    {
        McapFormat.Schema => ReadSchema(content, offset),
        McapFormat.Channel => ReadChannel(content, offset),
        McapFormat.Header => EndCorrupt(offset, "A second header."),
        McapFormat.Chunk => EndCorrupt(offset, "A chunk inside a chunk."),
        _ => true,
    };

    private bool ReadSchema(ReadOnlySpan<byte> content, long offset)
    {
        var fields = new FieldReader(content);
        ushort id = fields.U16();
        string name = fields.Text();
        string encoding = fields.Text();
        ReadOnlySpan<byte> data = fields.Bytes(fields.U32());
        if (fields.Failed)
        {
            return EndCorrupt(offset, "A schema is malformed.");
        }

        // The specification: a schema of id 0 is to be ignored.
        if (id == 0)
        {
            return true;
        }

        if (_schemas.TryGetValue(id, out McapSchema? known))
        {
            return (known.Name == name && known.Encoding == encoding && known.Data.Span.SequenceEqual(data))
                || EndCorrupt(offset, $"Schema {id} is defined twice, differently.");
        }

        if (!Hold(content.Length, offset))
        {
            return false;
        }

        _schemas.Add(id, new McapSchema(id, name, encoding, data.ToArray()));
        return true;
    }

    private bool ReadChannel(ReadOnlySpan<byte> content, long offset)
    {
        var fields = new FieldReader(content);
        ushort id = fields.U16();
        ushort schemaId = fields.U16();
        string topic = fields.Text();
        string encoding = fields.Text();
        Dictionary<string, string> metadata = fields.Map();
        if (fields.Failed || (schemaId != 0 && !_schemas.ContainsKey(schemaId)))
        {
            return EndCorrupt(offset, "A channel is malformed, or its schema is not defined.");
        }

        if (_channels.TryGetValue(id, out McapChannel? known))
        {
            bool same = known.SchemaId == schemaId && known.Topic == topic && known.MessageEncoding == encoding
                && known.Metadata.Count == metadata.Count && !known.Metadata.Except(metadata).Any();
            return same || EndCorrupt(offset, $"Channel {id} is defined twice, differently.");
        }

        if (!Hold(content.Length, offset))
        {
            return false;
        }

        _channels.Add(id, new McapChannel(id, schemaId, topic, encoding, metadata));
        _knownChannels[id >> 6] |= 1UL << (id & 63);
        return true;
    }

    private bool ReadAttachment(ReadOnlySpan<byte> content, long offset)
    {
        var fields = new FieldReader(content);
        long logNs = fields.Time();
        long createNs = fields.Time();
        string name = fields.Text();
        string mediaType = fields.Text();
        ReadOnlySpan<byte> data = fields.Bytes(fields.U64());
        int covered = content.Length - fields.Remaining;
        uint crc = fields.U32();
        if (fields.Failed)
        {
            return EndCorrupt(offset, "An attachment is malformed.");
        }

        if (crc != 0 && crc != Crc32.Compute(content[..covered]))
        {
            return EndCorrupt(offset, "The checksum of an attachment differs.");
        }

        if (Hold(content.Length, offset))
        {
            _attachments.Add(new McapAttachment(name, mediaType, logNs, createNs, data.ToArray()));
        }

        return false;
    }

    private bool ReadMetadata(ReadOnlySpan<byte> content, long offset)
    {
        var fields = new FieldReader(content);
        string name = fields.Text();
        Dictionary<string, string> values = fields.Map();
        if (fields.Failed)
        {
            return EndCorrupt(offset, "A metadata record is malformed.");
        }

        if (Hold(content.Length, offset))
        {
            _metadata.Add(new McapMetadata(name, values));
        }

        return false;
    }

    private void ReadStatistics(ReadOnlySpan<byte> content, long offset)
    {
        var fields = new FieldReader(content);
        ulong messages = fields.U64();
        ushort schemas = fields.U16();
        uint channels = fields.U32();
        uint attachments = fields.U32();
        uint metadata = fields.U32();
        uint chunks = fields.U32();
        long firstNs = fields.Time();
        long lastNs = fields.Time();
        var entries = new FieldReader(fields.Bytes(fields.U32()));
        var counts = new Dictionary<ushort, long>();
        while (!entries.Failed && entries.Remaining > 0)
        {
            ushort id = entries.U16();
            counts[id] = entries.Time();
        }

        if (fields.Failed || entries.Failed || messages > long.MaxValue || Statistics is not null)
        {
            EndCorrupt(offset, "The statistics are malformed or there twice.");
            return;
        }

        Statistics = new McapStatistics(
            (long)messages, schemas, channels, attachments, metadata, chunks, firstNs, lastNs, counts);
    }

    private bool Hold(int bytes, long offset)
    {
        _heldBytes += bytes;
        if (_heldBytes <= _options.MaxHeldBytes)
        {
            return true;
        }

        Finish(
            McapReadEndKind.Unsupported,
            offset,
            $"Attachments, metadata and definitions are over MaxHeldBytes ({_options.MaxHeldBytes}).");
        return false;
    }
}
