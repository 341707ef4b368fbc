namespace O4O.Simulator.Demo.Services;

/// <summary>A charge in billing's books.</summary>
public sealed record BilledCharge(
    string BookingId, string ChargeId, string SessionId, string ShopperId, long TotalMinor, IReadOnlyList<BilledCharge.Line> Lines)
{
    /// <summary>Some of one product on a charge.</summary>
    public sealed record Line(string Gtin, int Quantity, long AmountMinor);
}
