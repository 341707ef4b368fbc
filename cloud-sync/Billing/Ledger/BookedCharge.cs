using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Billing.Ledger;

/// <summary>A charge as it stands in the books.</summary>
/// <param name="BookingId">Billing's name for it.</param>
/// <param name="ChargeId">The charge.</param>
/// <param name="StoreId">The store.</param>
/// <param name="SessionId">The trip.</param>
/// <param name="ShopperId">The shopper's pseudonym.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="TotalMinor">Minor units.</param>
/// <param name="OccurredAtUs">End of the trip, microseconds since 1970 UTC.</param>
/// <param name="BookedAtUs">Commit, microseconds since 1970 UTC.</param>
/// <param name="Lines">The lines in their order.</param>
public sealed record BookedCharge(
    string BookingId,
    string ChargeId,
    string StoreId,
    string SessionId,
    string ShopperId,
    string Currency,
    long TotalMinor,
    long OccurredAtUs,
    long BookedAtUs,
    IReadOnlyList<ChargeLine> Lines);
