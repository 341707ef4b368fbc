namespace O4O.Edge.Store.Journal;

/// <summary>The edge began (again) to listen. Whatever happened since the record before this one, nobody saw.</summary>
/// <param name="AtUs">When.</param>
/// <param name="Store">Which store.</param>
public sealed record EdgeStarted(long AtUs, string Store) : JournalRecord(AtUs);
