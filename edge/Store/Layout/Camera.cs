using O4O.Edge.Store.Geometry;

namespace O4O.Edge.Store.Layout;

/// <summary>A camera whose detections the floor is followed by.</summary>
/// <param name="Index">Dense index in <see cref="StoreLayout.Cameras"/>.</param>
/// <param name="SourceIndex">The source that its detections come from.</param>
/// <param name="Model">Where it hangs and what its lens does.</param>
public sealed record Camera(int Index, int SourceIndex, CameraModel Model);
