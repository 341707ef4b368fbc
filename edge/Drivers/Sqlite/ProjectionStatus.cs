namespace O4O.Edge.Drivers.Sqlite;

/// <summary>How the projection stands, at one moment.</summary>
/// <param name="State">Whether it can be believed.</param>
/// <param name="Position">Journal sequence up to which everything is in the database; 0 before the first.</param>
/// <param name="Awaited">The sequence that must be applied next.</param>
/// <param name="Queued">Records accepted and not yet written.</param>
/// <param name="Odd">
/// Records up to <paramref name="Position"/> that told of something never begun, or told it twice, or could not be read.
/// </param>
/// <param name="Error">What went wrong with the last write, or null. It goes when a write succeeds.</param>
public sealed record ProjectionStatus(ProjectionState State, long Position, long Awaited, int Queued, long Odd, string? Error);
