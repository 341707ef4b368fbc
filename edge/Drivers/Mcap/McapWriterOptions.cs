namespace O4O.Edge.Drivers.Mcap;

/// <summary>Settings of a <see cref="McapWriter"/>; checked when the writer is made.</summary>
public sealed record McapWriterOptions
{
    /// <summary>Profile in the file's header: what the channels follow. Default "o4o".</summary>
    public string Profile { get; init; } = "o4o";

    /// <summary>Library in the file's header: who wrote it. Default "o4o-edge".</summary>
    public string Library { get; init; } = "o4o-edge";

    /// <summary>A chunk is written when its records would pass this many bytes; 256 to 64 Mi, default 1 Mi.</summary>
    public int ChunkBytes { get; init; } = 1 << 20;

    /// <summary>
    /// A chunk is written when its messages would span this much log time, in nanoseconds; 1 ms to 1 h, default 1 s.
    /// </summary>
    public long ChunkDurationNs { get; init; } = 1_000_000_000;

    /// <summary>Largest message or attachment in bytes; 1 to 1 Gi, default 64 Mi.</summary>
    public int MaxRecordBytes { get; init; } = 64 << 20;

    /// <summary>Throws <see cref="ArgumentException"/> naming the first setting out of range.</summary>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Profile);
        ArgumentNullException.ThrowIfNull(Library);
        Check(ChunkBytes, 256, 64 << 20, nameof(ChunkBytes));
        Check(ChunkDurationNs, 1_000_000, 3_600_000_000_000, nameof(ChunkDurationNs));
        Check(MaxRecordBytes, 1, 1 << 30, nameof(MaxRecordBytes));
    }

    internal static void Check(long value, long low, long high, string name)
    {
        if (value < low || value > high)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {low} to {high}.");
        }
    }
}
