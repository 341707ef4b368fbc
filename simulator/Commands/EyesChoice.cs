using O4O.Simulator.Cameras;

namespace O4O.Simulator.Commands;

/// <summary>How people are seen.</summary>
/// <param name="Name">As the option has it.</param>
/// <param name="Cameras">Cameras in place of eyes that know where everybody is; or none.</param>
/// <param name="Looking">What looks through them; null for detections that are drawn.</param>
internal sealed record EyesChoice(string Name, CameraStore? Cameras, ILooking? Looking)
{
    /// <summary>The pictures go into the recording.</summary>
    public bool HasFrames { get; init; }
}
