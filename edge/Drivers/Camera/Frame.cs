namespace O4O.Edge.Drivers.Camera;

/// <summary>
/// One picture in a buffer that is used again: brightness for every pixel, then the two colour planes at half the size in both
/// directions (I420, BT.601, brightness 16 to 235), rows without gaps.
/// </summary>
public sealed class Frame
{
    internal Frame(int width, int height)
    {
        (Width, Height) = (width, height);
        Buffer = new byte[Bytes(width, height)];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>When it was captured: of a live source the time at which its last byte was here, Unix µs; of a file its place, µs.</summary>
    public long CapturedUs { get; internal set; }

    /// <summary>Frames of this source so far, this one included: the first has 1. What was dropped has been counted.</summary>
    public long Number { get; internal set; }

    /// <summary>Name of the picture's file; null when it comes from a video or a camera.</summary>
    public string? File { get; internal set; }

    public ReadOnlySpan<byte> Pixels => Buffer;

    /// <summary>To draw on; only for who holds the frame.</summary>
    public Span<byte> Drawable => Buffer;

    /// <summary>The first plane.</summary>
    public ReadOnlySpan<byte> Brightness => Buffer.AsSpan(0, Width * Height);

    internal byte[] Buffer { get; }

    /// <summary>Bytes of a picture of this size.</summary>
    public static int Bytes(int width, int height) => checked((width * height) + (2 * ((width + 1) / 2) * ((height + 1) / 2)));
}
