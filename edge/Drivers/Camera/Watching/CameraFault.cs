namespace O4O.Edge.Drivers.Camera.Watching;

/// <summary>What can be wrong with a camera; the graver comes later.</summary>
public enum CameraFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It shows another view than it did: it was moved, turned, or something stands in front of it.</summary>
    Shifted,

    /// <summary>It sends the same picture again and again.</summary>
    Frozen,

    /// <summary>Nothing can be seen: black, covered, blinded.</summary>
    Dark,

    /// <summary>Connected, but no frame came for too long.</summary>
    Late,

    /// <summary>Not connected.</summary>
    Lost,
}
