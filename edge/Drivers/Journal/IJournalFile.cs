namespace O4O.Edge.Drivers.Journal;

/// <summary>
/// One file of a journal, as the writer needs it. A disk's refusals (full, broken) are <see cref="IOException"/>.
/// Tests put a failing disk here.
/// </summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>The file's length now, bytes.</summary>
    long Length { get; }

    /// <summary>Reads up to a whole buffer; fewer bytes only at the end of the file.</summary>
    int Read(long offset, Span<byte> buffer);

    /// <summary>Writes everything, growing the file when needed; on the disk only after <see cref="Flush"/>.</summary>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Sets the length, bytes.</summary>
    void SetLength(long bytes);

    /// <summary>Returns when everything written is on the disk; <paramref name="metadata"/> for a length that shrank.</summary>
    void Flush(bool metadata);

    /// <summary>Asks the system to forget its copy of the file, so that the next read is the disk's own word.</summary>
    void DropCache();
}
