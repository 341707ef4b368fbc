using O4O.Edge.Store.Journal;

namespace O4O.Edge.Drivers.Sqlite;

/// <summary>All that the journal says of one visit, open or settled: what its story is told from.</summary>
/// <param name="Session">The visit.</param>
/// <param name="Shopper">Whose, a pseudonym.</param>
/// <param name="OpenedUs">When it began, microseconds since the Unix epoch.</param>
/// <param name="LastSeenUs">When one of its people was last seen, or null.</param>
/// <param name="Left">How they left, a word of <see cref="SessionLeft.How"/>, or null.</param>
/// <param name="Settled">What it came to, or null while it is open.</param>
/// <param name="Doubts">What was raised while it lasted, in the order of the journal.</param>
/// <param name="Changes">Every weight change that <paramref name="Tellings"/> speak of.</param>
/// <param name="Tellings">
/// <see cref="Interaction"/> and <see cref="HandedOver"/> as they are in the journal and in its order: everything ever told of an
/// event that this visit had part in or was near to, also where it went to others, and where it was taken back.
/// </param>
public sealed record Visit(
    string Session, string Shopper, long OpenedUs, long? LastSeenUs, string? Left, Trip? Settled, IReadOnlyList<string> Doubts,
    IReadOnlyList<WeightChanged> Changes, IReadOnlyList<JournalRecord> Tellings);
