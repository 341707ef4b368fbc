using O4O.Edge.Drivers.Camera.Jpeg;
using O4O.Edge.Wire;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Pixels;

/// <summary>
/// Puts the pictures that are looked at on the way to the recording, and gives them back as whoever reads it will see them: what a network
/// is shown now is to the bit what it is shown at a replay.
/// </summary>
/// <param name="post">Carries them, in the order of capture, before anything that is found in them.</param>
/// <param name="quality">JPEG's, 10 to 95.</param>
internal sealed class FrameTape(Post post, int quality)
{
    private readonly JpegWriter _writer = new(quality);
    private readonly JpegReader _reader = new();
    private byte[] _jpeg = new byte[1 << 16];

    /// <summary>The topic of a device's pictures.</summary>
    public static string Topic(string store, string device) => Topics.Up(store, device, Topics.Frames);

    /// <summary>Records a picture and returns what is left of it; valid until the next call.</summary>
    /// <param name="i420">The picture.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="nowUs">When it is captured.</param>
    /// <param name="topic">Whose it is.</param>
    public ReadOnlySpan<byte> Through(ReadOnlySpan<byte> i420, int width, int height, long nowUs, string topic)
    {
        int length;
        while ((length = _writer.Write(i420, width, height, _jpeg)) == 0) _jpeg = new byte[_jpeg.Length * 2];
        ReadOnlySpan<byte> jpeg = _jpeg.AsSpan(0, length);
        post.Send(nowUs, nowUs, topic, jpeg);
        return _reader.TryRead(jpeg, out string error) ? _reader.Pixels : throw new InvalidOperationException($"a picture just written cannot be read: {error}");
    }
}
