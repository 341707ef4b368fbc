using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Eyes.Calibrating;

/// <summary>A point that somebody found in the picture and measured in the store.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Pixel">Where it is in the picture; (0, 0) is the centre of the top left pixel.</param>
/// <param name="Place">Where it is in the store.</param>
internal readonly record struct MarkedPoint(int Number, Pixel Pixel, Point3 Place);
