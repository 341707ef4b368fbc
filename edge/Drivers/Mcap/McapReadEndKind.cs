namespace O4O.Edge.Drivers.Mcap;

/// <summary>How reading a file ended.</summary>
public enum McapReadEndKind
{
    /// <summary>Every record up to the trailing magic was read and every checksum agreed.</summary>
    Complete,

    /// <summary>The file stops early, as after a crash or while it is being written.</summary>
    Truncated,

    /// <summary>A record or a checksum is wrong.</summary>
    Corrupt,

    /// <summary>The file is sound as far as read, but uses what this reader does not: compression, or too much memory.</summary>
    Unsupported,
}
