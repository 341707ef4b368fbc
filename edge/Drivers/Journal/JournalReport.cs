namespace O4O.Edge.Drivers.Journal;

/// <summary>What a verification found.</summary>
/// <param name="Path">What was read.</param>
/// <param name="Store">The store that it belongs to; empty when no header was good.</param>
/// <param name="Segments">Segments with a good header.</param>
/// <param name="Records">Good records.</param>
/// <param name="FirstSequence">The first of them; 0 when there are none.</param>
/// <param name="LastSequence">The last of them; 0 when there are none.</param>
/// <param name="Bytes">Bytes of good headers and records.</param>
/// <param name="Tail">What ended them: clean, torn (the next writer cuts it) or corrupt (no writer opens it).</param>
public sealed record JournalReport(
    string Path,
    string Store,
    int Segments,
    long Records,
    long FirstSequence,
    long LastSequence,
    long Bytes,
    JournalTail Tail)
{
    /// <summary>Whether a writer would open it.</summary>
    public bool IsUsable => Tail.State != JournalTailState.Corrupt;
}
