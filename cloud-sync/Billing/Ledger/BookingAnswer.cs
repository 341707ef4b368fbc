namespace O4O.CloudSync.Billing.Ledger;

/// <summary>The answer to one request.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Status">HTTP status of the first answer; 0 when there is none.</param>
/// <param name="Body">The first answer's body; empty when there is none.</param>
public sealed record BookingAnswer(BookingOutcome Outcome, int Status, byte[] Body)
{
    internal static readonly BookingAnswer Reused = new(BookingOutcome.KeyReused, 0, []);

    internal static readonly BookingAnswer Unavailable = new(BookingOutcome.Unavailable, 0, []);
}
