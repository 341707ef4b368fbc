namespace O4O.CloudSync.Agent;

/// <summary>How a charge ended. It is delivered once for each charge taken, unless the pump stops before.</summary>
/// <param name="ChargeId">The charge.</param>
public abstract record ChargeOutcome(string ChargeId)
{
    /// <summary>Billing has committed it.</summary>
    /// <param name="ChargeId">The charge.</param>
    /// <param name="BookingId">Billing's name for the booking.</param>
    /// <param name="Replayed">True when an earlier try had booked it and only its answer was lost.</param>
    public sealed record Booked(string ChargeId, string BookingId, bool Replayed) : ChargeOutcome(ChargeId);

    /// <summary>Billing will never take it: a person must look at it.</summary>
    /// <param name="ChargeId">The charge.</param>
    /// <param name="Reason">What billing, or the contract's rules, said.</param>
    public sealed record Refused(string ChargeId, string Reason) : ChargeOutcome(ChargeId);
}
