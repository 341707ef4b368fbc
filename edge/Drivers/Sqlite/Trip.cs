using O4O.Edge.Store.Journal;

namespace O4O.Edge.Drivers.Sqlite;

/// <summary>A settled visit.</summary>
/// <param name="Ordinal">Counts the settled visits from 1, without gaps, in the order of settling.</param>
/// <param name="Session">The visit.</param>
/// <param name="Shopper">Whose, a pseudonym.</param>
/// <param name="Party">How many people shared it.</param>
/// <param name="OpenedUs">When it began, microseconds since the Unix epoch.</param>
/// <param name="ClosedUs">When it was settled.</param>
/// <param name="LastSeenUs">When one of its people was last seen, or null.</param>
/// <param name="Left">How they left, a word of <see cref="SessionLeft.How"/>, or null.</param>
/// <param name="Tracks">The people that the eyes followed, in the order of binding.</param>
/// <param name="Lines">The cart as it left.</param>
/// <param name="TotalMinor">Sum of the lines, minor units.</param>
/// <param name="Outcome">A word of <see cref="SessionSettled"/>.</param>
/// <param name="Reasons">Why review, a sentence each.</param>
/// <param name="ChargeId">The charge, or null when there is none.</param>
/// <param name="ChargeState">A word of <see cref="ChargeStates"/>, or null when there is no charge.</param>
/// <param name="ChargeReference">Billing's reference or its reason for refusing, or null before its answer.</param>
/// <param name="Confidence">Posterior of exactly this cart, 0 to 1, or null where nothing was weighed.</param>
public sealed record Trip(
    long Ordinal, string Session, string Shopper, int Party, long OpenedUs, long ClosedUs, long? LastSeenUs, string? Left,
    IReadOnlyList<long> Tracks, IReadOnlyList<SettledLine> Lines, long TotalMinor, string Outcome, IReadOnlyList<string> Reasons,
    string? ChargeId, string? ChargeState, string? ChargeReference,
    double? Confidence = null);
