namespace O4O.Edge.Drivers.Mcap;

/// <summary>Settings of a <see cref="McapReader"/>; checked when the reader is made.</summary>
public sealed record McapReaderOptions
{
    /// <summary>
    /// Largest record, chunks included, in bytes; 1 Ki to 1 Gi, default 256 Mi. Memory grows with what the file really
    /// holds, never with what a length claims.
    /// </summary>
    public int MaxRecordBytes { get; init; } = 256 << 20;

    /// <summary>Most bytes of attachments, metadata, schemas and channels kept; 1 Ki to 2 Gi, default 512 Mi.</summary>
    public long MaxHeldBytes { get; init; } = 512L << 20;

    /// <summary>
    /// Accept messages outside chunks after a chunk was read. No common writer mixes them, while one flipped bit turns a
    /// message index into such a message; hence false by default. A file with no chunks at all is always read.
    /// </summary>
    public bool AllowMixed { get; init; }

    /// <summary>Throws <see cref="ArgumentException"/> naming the first setting out of range.</summary>
    public void Validate()
    {
        McapWriterOptions.Check(MaxRecordBytes, 1 << 10, 1 << 30, nameof(MaxRecordBytes));
        McapWriterOptions.Check(MaxHeldBytes, 1 << 10, 2L << 30, nameof(MaxHeldBytes));
    }
}
