namespace O4O.Edge.Store.Journal;

/// <summary>How well one person fits as the one whose hand it was.</summary>
/// <param name="Session">The visit, or null for a person without one.</param>
/// <param name="Track">The person.</param>
/// <param name="DistanceMm">Nearest that a hand came to the plates around the moment, millimetres.</param>
/// <param name="Probability">Posterior, 0 to 1.</param>
public sealed record HandClaim(string? Session, long Track, int DistanceMm, double Probability);
