namespace O4O.Edge.Store.Carts;

/// <summary>When visits begin, end and settle.</summary>
public sealed record SessionOptions
{
    /// <summary>A person last seen in an exit zone and not seen for so long has left.</summary>
    public long ExitUnseenUs { get; init; } = 1_000_000;

    /// <summary>A person not seen anywhere for so long is lost.</summary>
    public long LostUs { get; init; } = 10_000_000;

    /// <summary>
    /// Followed by cameras: who stands in one place for so long, to a metre, and takes nothing and puts nothing back, may be a thing that a
    /// network takes for somebody. The visit is over, and a person looks at it.
    /// </summary>
    public long StandUs { get; init; } = 120_000_000;

    /// <summary>No visit lasts longer: what the eyes hold it open with is not its shopper.</summary>
    public long VisitMaxUs { get; init; } = 43_200_000_000;

    /// <summary>An admitted person must be seen within so long after the scan.</summary>
    public long ArrivalUs { get; init; } = 10_000_000;

    /// <summary>From the scan to the first sight it hardly takes longer than this; who takes longer may have turned back.</summary>
    public long WayInUs { get; init; } = 5_000_000;

    /// <summary>How long after the scan further members of a party may come through.</summary>
    public long PartyUs { get; init; } = 20_000_000;

    /// <summary>At an exit the trip waits at most so long for sensors to have their say.</summary>
    public long SettleLimitUs { get; init; } = 4_000_000;

    /// <summary>Most visits at one time; a scan beyond that is refused.</summary>
    public int SessionsMax { get; init; } = 256;

    /// <summary>Most lines in a cart.</summary>
    public int LinesMax { get; init; } = 200;

    internal IEnumerable<string> Problems()
    {
        if (ExitUnseenUs is < 200_000 or > 60_000_000) yield return "sessions.exitUnseenUs must be between 200000 and 60000000";
        if (LostUs is < 1_000_000 or > 600_000_000) yield return "sessions.lostUs must be between 1000000 and 600000000";
        if (StandUs is < 5_000_000 or > 3_600_000_000) yield return "sessions.standUs must be between 5000000 and 3600000000";
        if (VisitMaxUs is < 60_000_000 or > 604_800_000_000) yield return "sessions.visitMaxUs must be between 60000000 and 604800000000";
        if (ArrivalUs is < 1_000_000 or > 300_000_000) yield return "sessions.arrivalUs must be between 1000000 and 300000000";
        if (WayInUs is < 500_000 or > 60_000_000) yield return "sessions.wayInUs must be between 500000 and 60000000";
        if (PartyUs is < 1_000_000 or > 300_000_000) yield return "sessions.partyUs must be between 1000000 and 300000000";
        if (SettleLimitUs is < 500_000 or > 60_000_000) yield return "sessions.settleLimitUs must be between 500000 and 60000000";
        if (SessionsMax is < 1 or > 10_000) yield return "sessions.sessionsMax must be between 1 and 10000";
        if (LinesMax is < 1 or > 500) yield return "sessions.linesMax must be between 1 and 500";
    }
}
