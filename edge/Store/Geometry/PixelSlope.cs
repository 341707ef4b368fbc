namespace O4O.Edge.Store.Geometry;

/// <summary>How a pixel moves with the place in the store that it shows: partial derivatives in pixels a millimetre.</summary>
public readonly record struct PixelSlope(double UByX, double UByY, double UByZ, double VByX, double VByY, double VByZ);
