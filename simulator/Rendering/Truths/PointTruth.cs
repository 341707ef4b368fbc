using O4O.Edge.Store.Quantities;

namespace O4O.Simulator.Rendering.Truths;

/// <summary>A joint: where it is in the picture and in the store.</summary>
/// <param name="X">Pixels from the left edge.</param>
/// <param name="Y">Pixels from the top edge.</param>
/// <param name="Sight">COCO's visibility: 0 outside of the picture, 1 in it but hidden, 2 seen.</param>
/// <param name="Place">Where it is in the store, millimetres.</param>
public readonly record struct PointTruth(double X, double Y, int Sight, Point3 Place);
