using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Store.Facts;

namespace O4O.Edge.Host.Replay.Looking;

/// <summary>What was found in one picture.</summary>
/// <param name="CapturedUs">When it was captured, by the camera's own time.</param>
/// <param name="Width">Pixels; 0 for a picture that the recording has not.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Boxes">The people in it.</param>
/// <param name="Grasps">The hands in it that are to be looked into; none where nobody looks into hands.</param>
internal sealed record FoundPicture(long CapturedUs, int Width, int Height, DetectedBox[] Boxes, Grasp[] Grasps);
