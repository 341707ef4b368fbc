namespace O4O.Edge.Store.Journal;

/// <summary>A trip is over: charged, empty, or handed to a person.</summary>
/// <param name="AtUs">When.</param>
/// <param name="Session">Which visit.</param>
/// <param name="Shopper">Whose.</param>
/// <param name="Outcome"><c>charged</c>, <c>empty</c> or <c>review</c>.</param>
/// <param name="ChargeId">The charge, when charged: its idempotency key at billing. It leaves only after this is on the disk.</param>
/// <param name="TotalMinor">Sum of the lines, minor units.</param>
/// <param name="Lines">The cart as it left.</param>
/// <param name="Reasons">Why review, a sentence each.</param>
/// <param name="Confidence">Posterior of exactly this cart, 0 to 1; absent where nothing was weighed.</param>
public sealed record SessionSettled(
    long AtUs, string Session, string Shopper, string Outcome, string? ChargeId, long TotalMinor,
    IReadOnlyList<SettledLine> Lines, IReadOnlyList<string> Reasons, double? Confidence = null) : JournalRecord(AtUs)
{
    public const string Charged = "charged";
    public const string Empty = "empty";
    public const string Review = "review";
}
