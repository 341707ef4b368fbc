namespace O4O.Edge.Drivers.Inference.Pictures;

/// <summary>
/// A view of one picture as cameras and decoders have it: brightness for every pixel, colour for every second one in both
/// directions (I420, BT.601, brightness 16 to 235), rows without gaps. Nothing is copied.
/// </summary>
public readonly ref struct Picture
{
    /// <summary>Least pixels in either direction.</summary>
    public const int SideMin = 4;

    /// <param name="width">Pixels, at least <see cref="SideMin"/>.</param>
    /// <param name="height">Pixels, at least <see cref="SideMin"/>.</param>
    /// <param name="pixels">The three planes one after the other: <see cref="Bytes"/> of them.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public Picture(int width, int height, ReadOnlySpan<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, SideMin);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, SideMin);
        if (pixels.Length != Bytes(width, height))
            throw new ArgumentException($"a picture of {width} × {height} has {Bytes(width, height)} bytes, not {pixels.Length}", nameof(pixels));
        (Width, Height) = (width, height);
        int luma = width * height, chroma = ColourWidth * ColourHeight;
        Y = pixels[..luma];
        U = pixels.Slice(luma, chroma);
        V = pixels[(luma + chroma)..];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Width of the colour planes.</summary>
    public int ColourWidth => (Width + 1) / 2;

    /// <summary>Height of the colour planes.</summary>
    public int ColourHeight => (Height + 1) / 2;

    public ReadOnlySpan<byte> Y { get; }

    public ReadOnlySpan<byte> U { get; }

    public ReadOnlySpan<byte> V { get; }

    /// <summary>Bytes of a picture of this size.</summary>
    public static int Bytes(int width, int height) => checked((width * height) + (2 * ((width + 1) / 2) * ((height + 1) / 2)));
}
