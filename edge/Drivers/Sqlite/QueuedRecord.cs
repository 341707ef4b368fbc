using O4O.Edge.Store.Journal;

namespace O4O.Edge.Drivers.Sqlite;

/// <summary>A record on its way to the database; null where the journal holds one that this version cannot read.</summary>
internal readonly record struct QueuedRecord(long Sequence, JournalRecord? Record);
