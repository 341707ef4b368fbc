namespace O4O.Edge.Store.Weighing;

/// <summary>What is known of one plate. A struct in an array: the hot path walks over hundreds of these 60 times a second.</summary>
internal struct PlateState
{
    /// <summary>The stable weight, milligrams: what the plate held before it moved, while it moves.</summary>
    public double LevelMg;

    /// <summary>
    /// The stable weight as it was last told, milligrams. It follows <see cref="LevelMg"/> slowly: what is taken away in steps
    /// that are each too small to tell is still told when it has become enough.
    /// </summary>
    public double AnchorMg;

    /// <summary>What readings lie above and below the level.</summary>
    public Cusum Above, Below;

    /// <summary>Squared noise at rest of the medians of three readings, milligrams squared.</summary>
    public double NoiseMg2;

    /// <summary>The two readings before this one, for the median of three.</summary>
    public int Last1Mg, Last2Mg;

    /// <summary>Mean of the readings that settled it, and of the newest window, milligrams; meaningful while Settled.</summary>
    public double SettledMg, RestMg;

    /// <summary>Store time of leaving the level, and of settling, microseconds.</summary>
    public long WokeUs, SettledUs;

    /// <summary>Number of the sample since which it has been at rest; meaningful while Settled.</summary>
    public long RestsFrom;

    /// <summary>Store time since which it gives no readings; 0 while it does.</summary>
    public long MissingSinceUs;

    /// <summary>When its number last changed, microseconds; how often it did, up to a limit; the longest that it kept still.</summary>
    public long ChangedUs, LongestStillUs;
    public int Changes;

    /// <summary>Whether it can be believed, what was told of that, and since when it cannot.</summary>
    public PlateHealth Health, ToldHealth;
    public long FaultSinceUs;
    public PlatePhase Phase;

    /// <summary>Readings that it gave while it had no level: one that gives none has no weight, not even nothing.</summary>
    public int FirstReadings;

    /// <summary>True when the plate was not read for a while before it moved: the moment is unknown.</summary>
    public bool AcrossGap;

    /// <summary>True when it was taken at its mean because it would not come to rest.</summary>
    public bool Forced;
}
