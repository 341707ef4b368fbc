namespace O4O.Edge.Store.FloorTracking;

/// <summary>Whose hand a place in a picture may be.</summary>
/// <param name="Id">The person's number.</param>
/// <param name="IsRight">Which hand.</param>
/// <param name="Probability">How probable, of all who may be there, nobody whom the floor follows included.</param>
public readonly record struct WristOwner(long Id, bool IsRight, double Probability);
