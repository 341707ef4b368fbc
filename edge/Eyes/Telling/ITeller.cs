using O4O.Edge.Drivers.Camera.Watching;
using O4O.Edge.Drivers.Inference;

namespace O4O.Edge.Eyes.Telling;

/// <summary>To whom a camera's findings go. Nothing here waits for a network; several threads call, one camera's in turn.</summary>
internal interface ITeller
{
    /// <summary>What was found in one picture, also when it is nothing.</summary>
    /// <param name="capturedUs">When the picture was captured, Unix µs.</param>
    /// <param name="width">Of the picture, px.</param>
    /// <param name="height">Of the picture, px.</param>
    /// <param name="found">Not kept.</param>
    void Found(long capturedUs, int width, int height, ReadOnlySpan<Detection> found);

    /// <summary>
    /// A picture that was looked at, for the edge's recording; before <see cref="Found"/> of the same. Nothing is waited for: false where it
    /// found no way, and then the recording is told that it is missing.
    /// </summary>
    /// <param name="capturedUs">When it was captured, Unix µs.</param>
    /// <param name="quality">JPEG's.</param>
    /// <param name="jpeg">Not kept; empty where nobody asked for pictures, or this one did not become small enough.</param>
    bool Looked(long capturedUs, int quality, ReadOnlySpan<byte> jpeg);

    /// <summary>What is wrong with the camera, or that it is well.</summary>
    void State(CameraFault fault, string reason);
}
