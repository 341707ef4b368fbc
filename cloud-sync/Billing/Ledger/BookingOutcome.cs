namespace O4O.CloudSync.Billing.Ledger;

/// <summary>What the writer did with a charge.</summary>
public enum BookingOutcome
{
    /// <summary>Booked now.</summary>
    Booked,

    /// <summary>Booked before; the first answer again.</summary>
    Replayed,

    /// <summary>The key was used before with another charge.</summary>
    KeyReused,

    /// <summary>Nothing was booked; the same request may come again.</summary>
    Unavailable,
}
