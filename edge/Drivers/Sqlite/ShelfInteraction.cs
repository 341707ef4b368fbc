namespace O4O.Edge.Drivers.Sqlite;

/// <summary>One explanation of a weight change that moved a cart, or nobody's.</summary>
/// <param name="Sequence">Its journal sequence.</param>
/// <param name="AtUs">When it was decided, microseconds since the Unix epoch.</param>
/// <param name="Session">Whose cart, or null.</param>
/// <param name="Gtin">What, or null.</param>
/// <param name="Quantity">Units into the cart, negative out of it.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Reason">Why, a sentence for a person.</param>
/// <param name="HandsJson"><c>[{"session","track","distanceMm","probability"}]</c>, likeliest first.</param>
/// <param name="Revision">Null where the event was told for the first time, else a word of <see cref="Store.Journal.Interaction"/>.</param>
public sealed record ShelfInteraction(
    long Sequence, long AtUs, string? Session, string? Gtin, int Quantity, double Confidence, string Reason, string HandsJson,
    string? Revision = null);
