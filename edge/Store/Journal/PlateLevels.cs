namespace O4O.Edge.Store.Journal;

/// <summary>
/// What lay on the shelves: after a crash each plate is compared with its last level, so that nothing taken meanwhile
/// goes unnoticed.
/// </summary>
public sealed record PlateLevels(long AtUs, IReadOnlyList<ShelfLevels> Shelves) : JournalRecord(AtUs);
