namespace O4O.Edge.Drivers.Mcap;

/// <summary>One message, lent: <see cref="Data"/> is valid until the next read.</summary>
public readonly ref struct McapMessage
{
    internal McapMessage(
        ushort channelId, uint sequence, long logTimeNs, long publishTimeNs, ReadOnlySpan<byte> data, long fileOffset,
        bool crcVerified)
    {
        ChannelId = channelId;
        Sequence = sequence;
        LogTimeNs = logTimeNs;
        PublishTimeNs = publishTimeNs;
        Data = data;
        FileOffset = fileOffset;
        CrcVerified = crcVerified;
    }

    /// <summary>Channel: always in <see cref="McapReader.Channels"/> when the message comes.</summary>
    public ushort ChannelId { get; }

    /// <summary>The publisher's counter.</summary>
    public uint Sequence { get; }

    /// <summary>When it was recorded, nanoseconds.</summary>
    public long LogTimeNs { get; }

    /// <summary>When it was published, nanoseconds.</summary>
    public long PublishTimeNs { get; }

    /// <summary>The bytes, valid until the next read.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>Offset of the message's record in the file, bytes.</summary>
    public long FileOffset { get; }

    /// <summary>
    /// Whether the chunk's checksum covered this message before it was given out. False for messages outside chunks, in
    /// chunks without a checksum, and in a chunk whose end the file has lost.
    /// </summary>
    public bool CrcVerified { get; }
}
