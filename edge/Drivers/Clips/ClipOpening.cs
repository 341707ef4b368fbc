namespace O4O.Edge.Drivers.Clips;

/// <summary>What came of opening a clip.</summary>
public abstract record ClipOpening
{
    private ClipOpening()
    {
    }

    /// <summary>Its pictures, as bytes: for each when it was captured (i64, Unix µs), its length (i32), its JPEG. Little endian.</summary>
    public sealed record Whole(ClipInfo Info, byte[] Pictures) : ClipOpening;

    /// <summary>There is none, or none any more.</summary>
    public sealed record Gone : ClipOpening;

    /// <summary>Its file or its key is not what was written: nothing of it is shown.</summary>
    public sealed record Altered(string Reason) : ClipOpening;
}
