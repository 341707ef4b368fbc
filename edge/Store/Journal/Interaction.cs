namespace O4O.Edge.Store.Journal;

/// <summary>A product went into a cart, or out of it, or nobody's.</summary>
/// <param name="AtUs">When it was decided.</param>
/// <param name="Event">The weight change that it explains.</param>
/// <param name="Session">Whose cart, or null: unattributed, charged to nobody.</param>
/// <param name="Gtin">What, or null where no product explains the weight.</param>
/// <param name="Quantity">Units into the cart, negative out of it.</param>
/// <param name="Confidence">Posterior of product, quantity and person together, 0 to 1.</param>
/// <param name="Reason">Why, in a sentence for a person.</param>
/// <param name="Hands">Who was near, likeliest first.</param>
/// <param name="Revised">True where later evidence changed what had been said of the event before; else absent.</param>
public sealed record Interaction(
    long AtUs, long Event, string? Session, string? Gtin, int Quantity, double Confidence, string Reason,
    IReadOnlyList<HandClaim> Hands, bool? Revised = null) : JournalRecord(AtUs);
