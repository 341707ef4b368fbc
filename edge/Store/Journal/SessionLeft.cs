namespace O4O.Edge.Store.Journal;

/// <summary>The people of a visit are gone.</summary>
/// <param name="AtUs">When it was known.</param>
/// <param name="Session">Which visit.</param>
/// <param name="LastSeenUs">When one of them was last seen.</param>
/// <param name="How"><c>exit</c>, <c>lost</c>, <c>absent</c> (never came in) or <c>end</c> (the recording ended).</param>
public sealed record SessionLeft(long AtUs, string Session, long LastSeenUs, string How) : JournalRecord(AtUs);
