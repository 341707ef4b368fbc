namespace O4O.Edge.Drivers.Mcap;

/// <summary>Where and why reading ended.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Offset">Offset in bytes: the file's end (complete, truncated) or the offending record.</param>
/// <param name="Reason">For a person; empty when complete.</param>
public readonly record struct McapReadEnd(McapReadEndKind Kind, long Offset, string Reason)
{
    /// <summary>For callers that cannot use part of a file.</summary>
    /// <exception cref="McapFormatException">The file did not end as a complete one.</exception>
    public void ThrowUnlessComplete()
    {
        if (Kind != McapReadEndKind.Complete)
        {
            throw new McapFormatException(this);
        }
    }
}
