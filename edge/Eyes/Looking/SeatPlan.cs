using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Watching;
using O4O.Edge.Eyes.Keeping;

namespace O4O.Edge.Eyes.Looking;

/// <summary>What a seat is made from.</summary>
/// <param name="Id">The camera's device name.</param>
/// <param name="Source">Where its pictures come from.</param>
/// <param name="Capture">How they are captured.</param>
/// <param name="Model">Which of a session's detectors looks at them.</param>
/// <param name="Gate">When a picture counts as another one.</param>
/// <param name="HeartbeatUs">A still scene is looked at so often all the same.</param>
/// <param name="DetectionsMax">Most detections of a picture.</param>
/// <param name="Keeper">Keeps its last seconds in memory; null keeps nothing.</param>
/// <param name="Asked">Whether the edge records pictures; null where none are sent.</param>
internal sealed record SeatPlan(
    string Id, CameraSource Source, CameraOptions Capture, int Model, MotionGateOptions Gate, long HeartbeatUs, int DetectionsMax,
    Keeper? Keeper = null, PicturesAsked? Asked = null);
