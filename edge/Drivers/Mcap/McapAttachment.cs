namespace O4O.Edge.Drivers.Mcap;

/// <summary>An attachment of a file, its CRC already checked.</summary>
/// <param name="Name">Name, as of a file.</param>
/// <param name="MediaType">Media type of the data.</param>
/// <param name="LogTimeNs">When it was recorded, nanoseconds.</param>
/// <param name="CreateTimeNs">When it was made, nanoseconds; 0 when unknown.</param>
/// <param name="Data">The bytes.</param>
public sealed record McapAttachment(
    string Name, string MediaType, long LogTimeNs, long CreateTimeNs, ReadOnlyMemory<byte> Data);
