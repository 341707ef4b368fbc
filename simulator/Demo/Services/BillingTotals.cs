namespace O4O.Simulator.Demo.Services;

/// <summary>Billing's books of one store in a few figures.</summary>
/// <param name="Count">Charges booked.</param>
/// <param name="TotalMinor">Their sum by currency, minor units.</param>
/// <param name="LedgerSumMinor">Sum of all ledger entries: 0, or the books are broken.</param>
public sealed record BillingTotals(long Count, IReadOnlyDictionary<string, long> TotalMinor, long LedgerSumMinor);
