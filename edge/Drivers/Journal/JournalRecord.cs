namespace O4O.Edge.Drivers.Journal;

/// <summary>One record as read. The payload lives in the reader's window: copy what must outlive the next read.</summary>
public readonly ref struct JournalRecord
{
    internal JournalRecord(long sequence, ReadOnlySpan<byte> payload)
    {
        Sequence = sequence;
        Payload = payload;
    }

    /// <summary>Dense, from 1, strictly increasing.</summary>
    public long Sequence { get; }

    /// <summary>The bytes that were appended.</summary>
    public ReadOnlySpan<byte> Payload { get; }
}
