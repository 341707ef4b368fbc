namespace O4O.CloudSync.Contract;

/// <summary>What one trip costs one shopper, as the store sends it to billing.</summary>
/// <param name="ChargeId">Names the charge for ever: derived from store, session and ordinal, and the idempotency key.
/// 1 to 128 of letters, digits and <c>. _ ~ : -</c>.</param>
/// <param name="StoreId">The store; same characters as the charge id, without the colon.</param>
/// <param name="SessionId">The trip; same characters as the charge id.</param>
/// <param name="ShopperId">The shopper's pseudonym; same characters as the charge id. Never a card number.</param>
/// <param name="Currency">ISO 4217 code, three capital letters.</param>
/// <param name="Lines">1 to 500 lines.</param>
/// <param name="TotalMinor">Sum of the lines' amounts in minor units.</param>
/// <param name="OccurredAtUs">When the trip ended: microseconds since 1970 UTC.</param>
public sealed record ChargeEvent(
    string ChargeId,
    string StoreId,
    string SessionId,
    string ShopperId,
    string Currency,
    IReadOnlyList<ChargeLine> Lines,
    long TotalMinor,
    long OccurredAtUs)
{
    /// <summary>Two events are equal when every value is, line by line.</summary>
    public bool Equals(ChargeEvent? other) =>
        other is not null
        && ChargeId == other.ChargeId
        && StoreId == other.StoreId
        && SessionId == other.SessionId
        && ShopperId == other.ShopperId
        && Currency == other.Currency
        && TotalMinor == other.TotalMinor
        && OccurredAtUs == other.OccurredAtUs
        && Lines.SequenceEqual(other.Lines);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ChargeId, StoreId, TotalMinor, OccurredAtUs, Lines.Count);
}
