using O4O.Edge.Recording;
using O4O.Edge.Store;

namespace O4O.Edge.Host.Replay;

/// <summary>Hears one fact of a replay after the machine decided on it; its bytes and the machine's records are lent for the call.</summary>
public delegate void FactHeard(in RecordedFact fact, StoreMachine machine);
