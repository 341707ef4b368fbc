namespace O4O.Edge.Store.Geometry;

/// <summary>
/// A place in a picture, in pixels: u to the right, v downwards; the centre of the top left pixel is (0, 0), as in OpenCV. It may lie
/// outside of the picture.
/// </summary>
public readonly record struct Pixel(double U, double V);
