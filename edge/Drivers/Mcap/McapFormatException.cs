namespace O4O.Edge.Drivers.Mcap;

/// <summary>An MCAP file that is not whole, for callers that asked for a throw.</summary>
public sealed class McapFormatException : Exception
{
    /// <summary>Makes the exception of one end.</summary>
    public McapFormatException(McapReadEnd end)
        : base($"MCAP file: {end.Kind} at byte {end.Offset}: {end.Reason}") => End = end;

    /// <summary>Where and why reading ended.</summary>
    public McapReadEnd End { get; }
}
