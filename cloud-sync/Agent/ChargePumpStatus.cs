namespace O4O.CloudSync.Agent;

/// <summary>The pump at one moment, for a live view. Counters run from the pump's start.</summary>
/// <param name="Pending">Charges taken and without an outcome.</param>
/// <param name="InFlight">Requests under way.</param>
/// <param name="Attempts">Requests begun.</param>
/// <param name="Booked">Charges booked, replayed ones included.</param>
/// <param name="Replayed">Charges that an earlier try had booked already.</param>
/// <param name="Refused">Charges billing will never take.</param>
/// <param name="Failures">Tries that will be repeated.</param>
/// <param name="LastError">Why the last failed try failed; null since the last success.</param>
/// <param name="LastSuccessAtUs">Last booking, microseconds since 1970 UTC; 0 before the first.</param>
public sealed record ChargePumpStatus(
    int Pending,
    int InFlight,
    long Attempts,
    long Booked,
    long Replayed,
    long Refused,
    long Failures,
    string? LastError,
    long LastSuccessAtUs);
