namespace O4O.Edge.Store.Weighing;

/// <summary>How weight changes are found. Grams and microseconds; the defaults come from real plates (see the README).</summary>
public sealed record WeighingOptions
{
    /// <summary>The least shift that a plate is to wake at, or <see cref="TriggerSigmas"/> times its noise if that is more.</summary>
    public double TriggerGrams { get; init; } = 6;

    /// <summary>In standard deviations of the medians of three readings.</summary>
    public double TriggerSigmas { get; init; } = 3.5;

    /// <summary>
    /// Evidence that a plate has left its level, in nats: the logarithm of how many readings at rest one false alarm comes in, or
    /// less (measured: <c>./o4o bench --quick weighing</c>). 22 is two years of a plate, and a day and a half of 400 plates.
    /// </summary>
    public double WakeNats { get; init; } = 22;

    /// <summary>A plate is settled when it has kept still for so long.</summary>
    public long SettleUs { get; init; } = 250_000;

    /// <summary>Still means: the spread of the readings stays within this many times the plate's own noise …</summary>
    public double SettleSigmas { get; init; } = 7;

    /// <summary>… or within this, whichever is more.</summary>
    public double SettleGrams { get; init; } = 6;

    /// <summary>A shelf's event is closed when all its plates have been still for so long.</summary>
    public long CloseUs { get; init; } = 100_000;

    /// <summary>A plate that will not settle for so long is taken at its mean, and the event is marked unsettled.</summary>
    public long UnsettledLimitUs { get; init; } = 6_000_000;

    /// <summary>A net change of a group of plates below this is no event.</summary>
    public double EventGrams { get; init; } = 12;

    /// <summary>A shelf that says nothing for so long is at fault.</summary>
    public long SilenceUs { get; init; } = 1_500_000;

    /// <summary>Time over which an idle plate's level follows its readings.</summary>
    public long DriftUs { get; init; } = 4_000_000;

    internal IEnumerable<string> Problems()
    {
        if (TriggerGrams is not (>= 1 and <= 100)) yield return "weighing.triggerGrams must be between 1 and 100";
        if (TriggerSigmas is not (>= 2 and <= 20)) yield return "weighing.triggerSigmas must be between 2 and 20";
        if (WakeNats is not (>= 4 and <= 60)) yield return "weighing.wakeNats must be between 4 and 60";
        if (SettleUs is < 50_000 or > 1_000_000) yield return "weighing.settleUs must be between 50000 and 1000000";
        if (SettleSigmas is not (>= 3 and <= 30)) yield return "weighing.settleSigmas must be between 3 and 30";
        if (SettleGrams is not (>= 1 and <= 100)) yield return "weighing.settleGrams must be between 1 and 100";
        if (CloseUs is < 0 or > 2_000_000) yield return "weighing.closeUs must be between 0 and 2000000";
        if (UnsettledLimitUs is < 1_000_000 or > 60_000_000) yield return "weighing.unsettledLimitUs must be between 1000000 and 60000000";
        if (EventGrams is not (>= 2 and <= 200)) yield return "weighing.eventGrams must be between 2 and 200";
        if (SilenceUs is < 500_000 or > 60_000_000) yield return "weighing.silenceUs must be between 500000 and 60000000";
        if (DriftUs is < 500_000 or > 600_000_000) yield return "weighing.driftUs must be between 500000 and 600000000";
    }
}
