namespace O4O.Edge.Drivers.Sqlite;

/// <summary>What became of a record handed to the projection.</summary>
public enum ApplyOutcome
{
    /// <summary>It is queued and will be folded with the next batch.</summary>
    Accepted,

    /// <summary>Its sequence was taken before: nothing to do.</summary>
    Known,

    /// <summary>A record before it is missing. Refused: the awaited sequence is <see cref="ProjectionStatus.Awaited"/>.</summary>
    Gap,

    /// <summary>The queue is full. Refused: feed it again from the journal, from <see cref="ProjectionStatus.Awaited"/>.</summary>
    Full,

    /// <summary>The projection has failed or is closed: open it anew and feed it from the journal.</summary>
    Stopped,
}
