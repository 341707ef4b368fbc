namespace O4O.Edge.Drivers.Journal;

/// <summary>What a writer found when it opened its journal, and what it cut.</summary>
/// <param name="Segments">Segments read.</param>
/// <param name="Records">Good records, all of them checked and on the disk.</param>
/// <param name="LastSequence">The last of them; 0 when the journal is new.</param>
/// <param name="Bytes">Bytes of good headers and records.</param>
/// <param name="BytesCut">Bytes of an unfinished write that were moved to <paramref name="CutFile"/>; 0 after a clean stop.</param>
/// <param name="Reason">Why they were cut; empty when nothing was.</param>
/// <param name="CutFile">The side file with the cut bytes; empty when nothing was cut.</param>
public sealed record JournalRecovery(
    int Segments, long Records, long LastSequence, long Bytes, long BytesCut, string Reason, string CutFile);
