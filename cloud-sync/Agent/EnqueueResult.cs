namespace O4O.CloudSync.Agent;

/// <summary>What became of a charge handed to the pump.</summary>
public enum EnqueueResult
{
    /// <summary>Taken; an outcome will follow.</summary>
    Accepted,

    /// <summary>The same charge id is pending already; nothing was added.</summary>
    AlreadyPending,

    /// <summary>The queue limit is reached; hand it in again later.</summary>
    Full,

    /// <summary>The pump has stopped; hand it in again at the next start.</summary>
    Stopped,
}
