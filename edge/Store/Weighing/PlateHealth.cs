namespace O4O.Edge.Store.Weighing;

/// <summary>Whether a plate can be believed.</summary>
public enum PlateHealth : byte
{
    /// <summary>It reads, and its readings flicker as they always did, or it never flickered.</summary>
    Live,

    /// <summary>It flickered, and now says the same number all the time while its neighbours live.</summary>
    Stuck,

    /// <summary>It read, and now gives no readings.</summary>
    Mute,
}
