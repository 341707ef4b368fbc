namespace O4O.Edge.Drivers.Sqlite;

/// <summary>How a charge stands at billing.</summary>
public static class ChargeStates
{
    public const string Pending = "pending";
    public const string Booked = "booked";
    public const string Refused = "refused";
}
