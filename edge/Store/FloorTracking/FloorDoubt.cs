namespace O4O.Edge.Store.FloorTracking;

/// <summary>It is not sure enough that a number still means the same person.</summary>
/// <param name="Id">The number.</param>
/// <param name="Other">The number of the other person that it may mean, or 0: somebody new, or one who was forgotten.</param>
public readonly record struct FloorDoubt(long Id, long Other);
