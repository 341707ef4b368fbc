namespace O4O.Edge.Drivers.Camera;

/// <summary>What a camera did so far.</summary>
/// <param name="Captured">Frames that came.</param>
/// <param name="Dropped">Of these, how many a newer one replaced before anybody took them.</param>
/// <param name="Connections">How often a first frame came after opening the source.</param>
/// <param name="Failures">How often a connection ended or could not be made.</param>
public readonly record struct FrameCounters(long Captured, long Dropped, long Connections, long Failures);
