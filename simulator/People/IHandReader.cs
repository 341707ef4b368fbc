using O4O.Edge.Store.Facts;

namespace O4O.Simulator.People;

/// <summary>Looks into the hands of one camera's last picture, in place of looks that are drawn.</summary>
internal interface IHandReader
{
    /// <summary>Looks at what is due; returns how many looks there are.</summary>
    /// <param name="camera">Which of the world's cameras, from 0; it has just taken a picture.</param>
    /// <param name="nowUs">When.</param>
    /// <param name="looks">Gets them, each with its place in the picture.</param>
    int Read(int camera, long nowUs, Span<HandLook> looks);
}
