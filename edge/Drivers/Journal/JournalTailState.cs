namespace O4O.Edge.Drivers.Journal;

/// <summary>What is behind the last good record.</summary>
public enum JournalTailState
{
    /// <summary>Nothing, or zeros written ahead of the records.</summary>
    Clean,

    /// <summary>A write that never finished: nobody was told that it was durable. The next writer cuts it.</summary>
    Torn,

    /// <summary>Damage to something that was durable. No writer opens this journal.</summary>
    Corrupt,
}
