namespace O4O.Edge.Store.Weighing;

/// <summary>What is known of one plate. A struct in an array: the hot path walks over hundreds of these 60 times a second.</summary>
internal struct PlateState
{
    /// <summary>The stable weight, milligrams: what the plate held before it moved, while it moves.</summary>
    public double LevelMg;

    /// <summary>Squared noise of single readings at rest, milligrams squared.</summary>
    public double NoiseMg2;

    /// <summary>The two readings before this one, for the median of three.</summary>
    public int Last1Mg, Last2Mg;

    /// <summary>Mean of the readings that settled it, milligrams; meaningful while <see cref="Phase"/> is Settled.</summary>
    public double RestMg;

    /// <summary>Store time of leaving the level, and of settling, microseconds.</summary>
    public long WokeUs, SettledUs;

    /// <summary>Store time since which it gives no readings; 0 while it does.</summary>
    public long MissingSinceUs;
    public PlatePhase Phase;

    /// <summary>Readings that it gave while it had no level: one that gives none has no weight, not even nothing.</summary>
    public int FirstReadings;

    /// <summary>True when the plate was not read for a while before it moved: the moment is unknown.</summary>
    public bool AcrossGap;

    /// <summary>True when it was taken at its mean because it would not come to rest.</summary>
    public bool Forced;
}
