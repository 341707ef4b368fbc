namespace O4O.Edge.Drivers.Sqlite;

/// <summary>Whether the projection can be believed.</summary>
public enum ProjectionState
{
    /// <summary>Every record seen so far is written or queued.</summary>
    Current,

    /// <summary>Records are missing, or a write is being tried again. What is shown is sound, but old.</summary>
    Lagging,

    /// <summary>Writing has ended for good. Open the projection anew: it heals and continues from the journal.</summary>
    Failed,

    /// <summary>Closed by its owner.</summary>
    Closed,
}
