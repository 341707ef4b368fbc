using O4O.Edge.Store.Geometry;

namespace O4O.Edge.Eyes.Calibrating;

/// <summary>What is known of a camera before it is calibrated.</summary>
/// <param name="Width">Of the picture, px.</param>
/// <param name="Height">Of the picture, px.</param>
/// <param name="Lens">Which kind of lens it has.</param>
/// <param name="Known">Its intrinsics and its lens, when somebody measured them; then only its pose is sought.</param>
internal sealed record CalibrationRequest(int Width, int Height, LensKind Lens, (Intrinsics Intrinsics, Lens Lens)? Known);
