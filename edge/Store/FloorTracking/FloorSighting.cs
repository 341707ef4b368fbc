using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>Where one person is found to be at a moment: what eyes that number people themselves would say.</summary>
/// <param name="Time">The moment: capture time of the picture that it comes from.</param>
/// <param name="Person">Number and joints; the confidence of a joint falls with its spread.</param>
public readonly record struct FloorSighting(StoreTime Time, PersonObservation Person);
