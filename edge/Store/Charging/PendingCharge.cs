using O4O.Edge.Store.Journal;

namespace O4O.Edge.Store.Charging;

/// <summary>A charge that billing has not answered yet.</summary>
/// <param name="ChargeId">Its id and idempotency key.</param>
/// <param name="Trip">The settled trip.</param>
public sealed record PendingCharge(string ChargeId, SessionSettled Trip);
