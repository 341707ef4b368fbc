namespace O4O.Edge.Store.Weighing;

/// <summary>What a plate is doing.</summary>
internal enum PlatePhase : byte
{
    /// <summary>Never at rest since the start: no level yet.</summary>
    Unknown,

    /// <summary>At rest on its level.</summary>
    Idle,

    /// <summary>Left its level and has not come to rest.</summary>
    Moving,

    /// <summary>At rest again, but its neighbours may not be.</summary>
    Settled,
}
