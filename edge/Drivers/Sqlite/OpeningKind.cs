namespace O4O.Edge.Drivers.Sqlite;

/// <summary>What was found where the database should be.</summary>
public enum OpeningKind
{
    /// <summary>Nothing: a new, empty database was made.</summary>
    Created,

    /// <summary>A sound database of this store and version: it goes on from its position.</summary>
    Continued,

    /// <summary>Something unusable: put aside, and a new, empty database made.</summary>
    Rebuilt,

    /// <summary>No database could be had. The projection is <see cref="ProjectionState.Failed"/> from the start.</summary>
    Failed,
}
