using O4O.Edge.Host.Configuration;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Service;

/// <summary>Tells the cameras' eyes again and again that the edge records pictures: they stop by themselves when it is gone. One thread's.</summary>
/// <param name="frames">How; null says nothing.</param>
/// <param name="say">To everybody who listens; false where nobody could be told.</param>
public sealed class PictureCall(FrameSettings? frames, Func<byte[], bool> say)
{
    /// <summary>Said so often, s, and good for so long, ms: two may be lost.</summary>
    private const int EverySeconds = 5, KeepMs = 17_000;

    private int _left;

    /// <summary>Called once a second.</summary>
    public void Second()
    {
        if (frames is null || --_left > 0) return;
        if (say(new RecordPayload(frames.Quality, KeepMs).ToBytes())) _left = EverySeconds;
    }
}
