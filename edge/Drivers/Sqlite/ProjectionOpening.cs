namespace O4O.Edge.Drivers.Sqlite;

/// <summary>How opening went.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Position">Journal sequence to continue behind.</param>
/// <param name="Reason">Why it was rebuilt or failed, a sentence for a person; empty otherwise.</param>
/// <param name="PutAside">Where the unusable file went, or null. Only the newest such file is kept.</param>
public sealed record ProjectionOpening(OpeningKind Kind, long Position, string Reason, string? PutAside);
