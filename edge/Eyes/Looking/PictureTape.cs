using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Jpeg;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Recording;

namespace O4O.Edge.Eyes.Looking;

/// <summary>
/// Compresses a picture for the recording, and gives it back as whoever reads the recording will see it: what the network is shown now is to
/// the bit what it is shown at a replay. One session's own; after the first picture of a size nothing is allocated.
/// </summary>
internal sealed class PictureTape
{
    private readonly JpegReader _reader = new();
    private JpegWriter? _writer;
    private byte[] _jpeg = [];
    private int _quality, _length;

    /// <summary>The last picture compressed.</summary>
    public ReadOnlySpan<byte> Jpeg => _jpeg.AsSpan(0, _length);

    /// <summary>What is left of a picture; false where it does not become small enough to be sent.</summary>
    /// <param name="frame">Masked.</param>
    /// <param name="quality">JPEG's.</param>
    /// <param name="left">Valid until the next call.</param>
    public bool TryPass(Frame frame, int quality, out Picture left)
    {
        if (_jpeg.Length == 0) _jpeg = new byte[PictureMessage.JpegBytesMax];
        if (_quality != quality) (_quality, _writer) = (quality, new JpegWriter(quality));
        _length = _writer!.Write(frame.Pixels, frame.Width, frame.Height, _jpeg);
        left = default;
        if (_length == 0) return false;
        if (!_reader.TryRead(Jpeg, out string error)) throw new InvalidOperationException($"a picture just written cannot be read: {error}");
        left = new Picture(_reader.Width, _reader.Height, _reader.Pixels);
        return true;
    }
}
