namespace O4O.Edge.Store.Journal;

/// <summary>Billing's last word on a charge.</summary>
public sealed record ChargeAnswered(long AtUs, string ChargeId, bool Booked, string Reference) : JournalRecord(AtUs);
