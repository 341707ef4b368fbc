namespace O4O.CloudSync.Billing.Ledger;

/// <summary>Some of a store's charges, in the order of booking.</summary>
/// <param name="Charges">The charges.</param>
/// <param name="Next">Booking id to ask for as <c>after</c> next; null when these are the last.</param>
public sealed record ChargePage(IReadOnlyList<BookedCharge> Charges, string? Next);
