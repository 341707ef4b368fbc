namespace O4O.Edge.Store.Journal;

/// <summary>A product went into a cart, or out of it, or nobody's.</summary>
/// <param name="AtUs">When it was decided.</param>
/// <param name="Event">The weight change that it explains.</param>
/// <param name="Session">Whose cart, or null: unattributed, charged to nobody.</param>
/// <param name="Gtin">What, or null where no product explains the weight.</param>
/// <param name="Quantity">Units into the cart, negative out of it.</param>
/// <param name="Confidence">Posterior of product, quantity and person together when it was told, 0 to 1; of what is withdrawn, that it was not so.</param>
/// <param name="Reason">Why, in a sentence for a person.</param>
/// <param name="Hands">Who was near, likeliest first.</param>
/// <param name="Revision">Absent where the event is told for the first time; <see cref="Withdrawn"/> where later evidence takes back what had been said (with the opposite quantity), <see cref="Added"/> where it says something else.</param>
public sealed record Interaction(
    long AtUs, long Event, string? Session, string? Gtin, int Quantity, double Confidence, string Reason,
    IReadOnlyList<HandClaim> Hands, string? Revision = null) : JournalRecord(AtUs)
{
    public const string Withdrawn = "withdrawn";
    public const string Added = "added";
}
