namespace O4O.Edge.Drivers.Sqlite;

/// <summary>Counts and sums over all settled visits. Sums are minor units of the store's currency.</summary>
/// <param name="Charged">Visits that ended in a charge.</param>
/// <param name="ChargedMinor">Their sum.</param>
/// <param name="Review">Visits handed to a person.</param>
/// <param name="Empty">Visits without a line.</param>
/// <param name="Pending">Charges that billing has not answered.</param>
/// <param name="PendingMinor">Their sum.</param>
/// <param name="Booked">Charges that billing has booked.</param>
/// <param name="BookedMinor">Their sum.</param>
/// <param name="Refused">Charges that billing has refused.</param>
/// <param name="RefusedMinor">Their sum.</param>
public sealed record TripTotals(
    long Charged, long ChargedMinor, long Review, long Empty, long Pending, long PendingMinor, long Booked, long BookedMinor,
    long Refused, long RefusedMinor);
