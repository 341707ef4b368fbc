namespace O4O.Edge.Store.Gates;

/// <summary>What a gate accepts.</summary>
public sealed record GateOptions
{
    /// <summary>Difference allowed between the issuer's clock and the store's.</summary>
    public long SkewUs { get; init; } = 30_000_000;

    /// <summary>A code that claims to live longer than this is refused.</summary>
    public long LifetimeMaxUs { get; init; } = 60_000_000;

    /// <summary>Most people on one code.</summary>
    public int PartyMax { get; init; } = 8;

    /// <summary>Scans a gate may make in a burst.</summary>
    public int BurstMax { get; init; } = 10;

    /// <summary>Time in which one scan of the burst is earned back.</summary>
    public long RefillUs { get; init; } = 500_000;

    internal IEnumerable<string> Problems()
    {
        if (SkewUs is < 0 or > 300_000_000) yield return "gates.skewUs must be between 0 and 300000000";
        if (LifetimeMaxUs is < 1_000_000 or > 3_600_000_000) yield return "gates.lifetimeMaxUs must be between 1000000 and 3600000000";
        if (PartyMax is < 1 or > 50) yield return "gates.partyMax must be between 1 and 50";
        if (BurstMax is < 1 or > 1000) yield return "gates.burstMax must be between 1 and 1000";
        if (RefillUs is < 1_000 or > 60_000_000) yield return "gates.refillUs must be between 1000 and 60000000";
    }
}
