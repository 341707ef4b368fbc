namespace O4O.Edge.Store.Journal;

/// <summary>Something about a visit is not sure: it goes to a person for review, not to billing.</summary>
/// <param name="AtUs">When.</param>
/// <param name="Session">Which visit.</param>
/// <param name="Event">The weight change in doubt, or 0.</param>
/// <param name="Reason">Why, in a sentence for a person.</param>
public sealed record DoubtRaised(long AtUs, string Session, long Event, string Reason) : JournalRecord(AtUs);
