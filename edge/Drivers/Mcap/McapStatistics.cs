namespace O4O.Edge.Drivers.Mcap;

/// <summary>What a file's summary says of its content. Only a complete file has one.</summary>
/// <param name="MessageCount">Messages.</param>
/// <param name="SchemaCount">Schemas.</param>
/// <param name="ChannelCount">Channels.</param>
/// <param name="AttachmentCount">Attachments.</param>
/// <param name="MetadataCount">Metadata records.</param>
/// <param name="ChunkCount">Chunks.</param>
/// <param name="FirstLogTimeNs">Earliest log time of a message, nanoseconds; 0 when there is none.</param>
/// <param name="LastLogTimeNs">Latest log time of a message, nanoseconds; 0 when there is none.</param>
/// <param name="MessagesByChannel">Messages by channel id.</param>
public sealed record McapStatistics(
    long MessageCount,
    int SchemaCount,
    long ChannelCount,
    long AttachmentCount,
    long MetadataCount,
    long ChunkCount,
    long FirstLogTimeNs,
    long LastLogTimeNs,
    IReadOnlyDictionary<ushort, long> MessagesByChannel);
