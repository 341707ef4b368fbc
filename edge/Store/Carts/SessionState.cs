namespace O4O.Edge.Store.Carts;

/// <summary>Where a visit stands.</summary>
public enum SessionState
{
    /// <summary>The gate opened; nobody was seen yet.</summary>
    Admitted,

    /// <summary>Somebody is in the store.</summary>
    Inside,

    /// <summary>Everybody is gone; sensors may still have something to say.</summary>
    Leaving,

    /// <summary>Charged, empty or in review: nothing changes any more.</summary>
    Settled,
}
