using O4O.Edge.Store.Geometry;

namespace O4O.Edge.Drivers.Inference.Hands;

/// <summary>A hand in a picture that is worth a look, and the window of the picture that the look needs.</summary>
/// <param name="X">Where its wrist is, px of the picture to the right …</param>
/// <param name="Y">… and downwards.</param>
/// <param name="Middle">The window's middle, in pixels of the camera's own size.</param>
/// <param name="Wide">Its width, in the same.</param>
public readonly record struct Grasp(float X, float Y, Pixel Middle, double Wide);
