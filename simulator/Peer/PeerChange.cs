using O4O.Edge.Store.Layout;

namespace O4O.Simulator.Peer;

/// <summary>A change of a shelf's sum that the peer's rule sees.</summary>
/// <param name="Shelf">Which shelf.</param>
/// <param name="TimeUs">When, store time: the middle of the window whose spread is highest.</param>
/// <param name="DecidedUs">When the spread was low again.</param>
/// <param name="Grams">What changed in all.</param>
/// <param name="Plates">What changed on each plate, by its place on the shelf.</param>
internal sealed record PeerChange(Shelf Shelf, long TimeUs, long DecidedUs, double Grams, IReadOnlyList<double> Plates);
