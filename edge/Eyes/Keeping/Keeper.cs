using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Jpeg;
using O4O.Edge.Eyes.Configuration;
using O4O.Edge.Wire;

namespace O4O.Edge.Eyes.Keeping;

/// <summary>
/// Puts one camera's masked pictures into its ring: so many a second, every one while a shelf moves. Called on the camera's thread.
/// Its buffers are taken at the first picture; after that nothing is allocated.
/// </summary>
internal sealed class Keeper
{
    /// <summary>A camera that was turned is noticed that much later at most, µs: until then its masks covered something else.</summary>
    private const long TurnedUs = 3_000_000;

    private readonly JpegWriter _jpeg;
    private readonly long _everyUs;
    private readonly int _widthMax;
    private readonly bool _masked;
    private byte[] _halved = [], _halvedAgain = [], _bytes = [];
    private long _dueUs;
    private long _tooLarge;

    /// <param name="settings">How much, and how well.</param>
    /// <param name="masked">The camera has masks.</param>
    public Keeper(RingSettings settings, bool masked)
    {
        _masked = masked;
        _jpeg = new JpegWriter(settings.Quality);
        _everyUs = (long)(1e6 / settings.Fps);
        _widthMax = settings.WidthMax;
        Ring = new PictureRing(settings.Seconds * 1_000_000L, (long)settings.Megabytes << 20);
    }

    public PictureRing Ring { get; }

    /// <summary>Pictures that did not become small enough to be kept.</summary>
    public long TooLarge => Interlocked.Read(ref _tooLarge);

    /// <summary>A picture came.</summary>
    /// <param name="frame">Masked.</param>
    /// <param name="every">Keep it in any case.</param>
    /// <param name="turned">The camera does not show the view that its masks were made for.</param>
    public void See(Frame frame, bool every, bool turned)
    {
        if (turned && _masked) return;
        if (!every && frame.CapturedUs < _dueUs) return;
        // By a schedule, not by the last one kept: otherwise ten a second, of which four are wanted, would become three.
        if (frame.CapturedUs >= _dueUs) _dueUs = Math.Max(_dueUs + _everyUs, frame.CapturedUs);
        ReadOnlySpan<byte> pixels = frame.Pixels;
        (int width, int height) = (frame.Width, frame.Height);
        while (width > _widthMax && width >= 8 && height >= 8)
        {
            int half = Frame.Bytes(Halving.Side(width), Halving.Side(height));
            if (_halved.Length < half) _halved = new byte[half];
            Halving.Halve(pixels, width, height, _halved);
            (width, height) = (Halving.Side(width), Halving.Side(height));
            pixels = _halved.AsSpan(0, half);
            (_halved, _halvedAgain) = (_halvedAgain, _halved); // the next half is made of this one
        }
        if (_bytes.Length == 0) _bytes = new byte[ClipPiece.PictureBytesMax];
        int length = _jpeg.Write(pixels, width, height, _bytes);
        if (length == 0) Interlocked.Increment(ref _tooLarge);
        else Ring.Add(frame.CapturedUs, _bytes.AsSpan(0, length));
    }

    /// <summary>The camera was turned: what it showed since shortly before may lie outside of its masks.</summary>
    public void Turned(long nowUs)
    {
        if (_masked) Ring.ForgetSince(nowUs - TurnedUs);
    }
}
