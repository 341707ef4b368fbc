namespace O4O.Edge.Store.Geometry;

/// <summary>
/// Where a lens puts a place that it sees, on the plane one focal length behind it (no unit: times the focal length in pixels it is
/// pixels), and how that moves with the place: the partial derivatives by the place's coordinates in the camera's frame, in 1/mm.
/// </summary>
public readonly record struct Bent(
    double X, double Y, double XByX, double XByY, double XByZ, double YByX, double YByY, double YByZ);
