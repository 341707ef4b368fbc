namespace O4O.Edge.Drivers.Camera.Watching;

/// <summary>That a camera's state changed.</summary>
/// <param name="Fault">What is wrong now; <see cref="CameraFault.None"/> when it is well again.</param>
/// <param name="Before">What was wrong before.</param>
/// <param name="AtUs">When this was said, Unix µs.</param>
/// <param name="Reason">In words.</param>
public sealed record CameraReport(CameraFault Fault, CameraFault Before, long AtUs, string Reason);
