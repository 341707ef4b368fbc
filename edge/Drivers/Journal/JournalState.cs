namespace O4O.Edge.Drivers.Journal;

/// <summary>Whether a writer takes records.</summary>
public enum JournalState
{
    /// <summary>Records are taken.</summary>
    Running,

    /// <summary>A write or a flush was refused: final. Nothing that was not durable before will be.</summary>
    Failed,

    /// <summary>Closed by its owner.</summary>
    Closed,
}
