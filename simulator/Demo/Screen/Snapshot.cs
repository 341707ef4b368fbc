using O4O.Simulator.Demo.Services;

namespace O4O.Simulator.Demo.Screen;

/// <summary>What a person in front of the terminal sees of one moment.</summary>
/// <param name="Seconds">Since the store opened.</param>
/// <param name="PeopleInside">How many people really are between gate and exit.</param>
/// <param name="VisitsToCome">Visits at the gate, inside or still to come.</param>
/// <param name="State">The edge's state; null while it does not answer.</param>
/// <param name="Restarts">Returns from the dead so far.</param>
public sealed record Snapshot(int Seconds, int PeopleInside, int VisitsToCome, EdgeState? State, int Restarts);
