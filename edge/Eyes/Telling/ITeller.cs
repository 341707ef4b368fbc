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

    /// <summary>What is wrong with the camera, or that it is well.</summary>
    void State(CameraFault fault, string reason);
}
