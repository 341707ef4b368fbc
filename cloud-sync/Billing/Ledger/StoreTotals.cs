namespace O4O.CloudSync.Billing.Ledger;

/// <summary>A store's books in a few figures, all of one moment.</summary>
/// <param name="Store">The store.</param>
/// <param name="Count">Charges booked.</param>
/// <param name="TotalMinor">Sum of their totals by currency, minor units.</param>
/// <param name="Lines">Lines of those charges.</param>
/// <param name="Units">Pieces on those lines.</param>
/// <param name="LedgerSumMinor">Sum of all their ledger entries: 0, or the books are broken.</param>
public sealed record StoreTotals(
    string Store,
    long Count,
    IReadOnlyDictionary<string, long> TotalMinor,
    long Lines,
    long Units,
    long LedgerSumMinor);
