using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store.Fusion;

/// <summary>How near one person's hand came to some plates around a moment.</summary>
/// <param name="Person">Who.</param>
/// <param name="DistanceMm">Nearest distance, with a charge for being early or late, millimetres.</param>
/// <param name="Right">The right one, or the left.</param>
/// <param name="LogLikelihood">Of this distance, if it was this person.</param>
public readonly record struct Hand(Track Person, double DistanceMm, bool Right, double LogLikelihood);
