namespace O4O.Edge.Store.Facts;

/// <summary>What billing said of a charge: the one fact that walks back into the store.</summary>
/// <param name="ChargeId">The charge.</param>
/// <param name="Booked">True when booked, false when refused for good.</param>
/// <param name="Reference">Billing's booking id, or the reason of the refusal.</param>
public sealed record ChargeAnswer(string ChargeId, bool Booked, string Reference);
