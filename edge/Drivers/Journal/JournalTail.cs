namespace O4O.Edge.Drivers.Journal;

/// <summary>Where the good records of a journal end, and why there.</summary>
/// <param name="State">What is behind the last good record.</param>
/// <param name="File">The segment's file name.</param>
/// <param name="Offset">Bytes from the beginning of that file: the first byte that is not part of a good record.</param>
/// <param name="Reason">Why the bytes there are not a record; empty when clean.</param>
/// <param name="BadBytes">Bytes from the offset to the last one that is not zero.</param>
/// <param name="UnusedBytes">Zeros at the end of the file, written ahead of records to come.</param>
public sealed record JournalTail(
    JournalTailState State, string File, long Offset, string Reason, long BadBytes, long UnusedBytes);
