namespace O4O.Edge.Store.Journal;

/// <summary>A person whom the eyes follow is (one of) the people of a visit.</summary>
public sealed record TrackBound(long AtUs, string Session, long Track) : JournalRecord(AtUs);
