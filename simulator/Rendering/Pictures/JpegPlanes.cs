namespace O4O.Simulator.Rendering.Pictures;

/// <summary>
/// A picture as JPEG keeps it: brightness, and at half the size two planes of colour (JFIF's YCbCr, 4:2:0), both filled up to whole blocks;
/// transformed and rounded to steps. What that loses is lost, whether the picture is written to a file or turned back into pixels.
/// </summary>
internal sealed class JpegPlanes
{
    private readonly int _width, _height, _quality;
    private readonly byte[] _luma, _chroma;

    /// <param name="width">Of the pictures.</param>
    /// <param name="height">Of the pictures.</param>
    /// <param name="quality">1 to 100.</param>
    public JpegPlanes(int width, int height, int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        (_width, _height, _quality) = (width, height, quality);
        (_luma, _chroma) = (JpegTables.Steps(quality, false), JpegTables.Steps(quality, true));
        (Columns, Rows) = ((width + 15) / 16, (height + 15) / 16);
        Y = new short[Columns * Rows * 4 * 64];
        (Cb, Cr) = (new short[Columns * Rows * 64], new short[Columns * Rows * 64]);
        int w = Columns * 16, h = Rows * 16;
        (_y, _cb, _cr) = (new float[w * h], new float[w * h / 4], new float[w * h / 4]);
    }

    private readonly float[] _y, _cb, _cr;

    /// <summary>Squares of 16 × 16 pixels.</summary>
    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Rounded coefficients, 64 a block, blocks row by row.</summary>
    public short[] Y { get; }

    public short[] Cb { get; }

    public short[] Cr { get; }

    public int Quality => _quality;

    public ReadOnlySpan<byte> LumaSteps => _luma;

    public ReadOnlySpan<byte> ChromaSteps => _chroma;

    /// <summary>Takes a picture in: red, green, blue, row by row.</summary>
    public void Load(ReadOnlySpan<byte> rgb)
    {
        Split(rgb);
        Quantise(_y, Columns * 16, _luma, Y);
        Quantise(_cb, Columns * 8, _chroma, Cb);
        Quantise(_cr, Columns * 8, _chroma, Cr);
    }

    /// <summary>Gives back what is left of it.</summary>
    public void Save(Span<byte> rgb)
    {
        Restore();
        int w = Columns * 16;
        for (int y = 0; y < _height; y++)
        {
            for (int x = 0; x < _width; x++)
            {
                int at = (y * _width + x) * 3, half = (y >> 1) * (w >> 1) + (x >> 1);
                float l = _y[y * w + x] + 128.5f, cb = _cb[half], cr = _cr[half];
                rgb[at] = (byte)Math.Clamp(l + 1.402f * cr, 0, 255);
                rgb[at + 1] = (byte)Math.Clamp(l - 0.344136f * cb - 0.714136f * cr, 0, 255);
                rgb[at + 2] = (byte)Math.Clamp(l + 1.772f * cb, 0, 255);
            }
        }
    }

    /// <summary>The same as video has it, as <see cref="VideoPicture"/> says.</summary>
    public void SaveVideo(Span<byte> i420)
    {
        Restore();
        int w = Columns * 16, wide = (_width + 1) / 2, high = (_height + 1) / 2;
        for (int y = 0; y < _height; y++)
            for (int x = 0; x < _width; x++) i420[y * _width + x] = VideoPicture.Luma(_y[y * w + x] + 128);
        Span<byte> u = i420.Slice(_width * _height, wide * high), v = i420.Slice(_width * _height + wide * high, wide * high);
        for (int y = 0; y < high; y++)
        {
            for (int x = 0; x < wide; x++)
            {
                u[y * wide + x] = VideoPicture.Chroma(_cb[y * (w >> 1) + x]);
                v[y * wide + x] = VideoPicture.Chroma(_cr[y * (w >> 1) + x]);
            }
        }
    }

    private void Restore()
    {
        Restore(Y, Columns * 16, _luma, _y);
        Restore(Cb, Columns * 8, _chroma, _cb);
        Restore(Cr, Columns * 8, _chroma, _cr);
    }

    private void Split(ReadOnlySpan<byte> rgb)
    {
        int w = Columns * 16, h = Rows * 16;
        for (int y = 0; y < h; y += 2)
        {
            for (int x = 0; x < w; x += 2)
            {
                float cb = 0, cr = 0;
                for (int k = 0; k < 4; k++)
                {
                    int px = Math.Min(x + (k & 1), _width - 1), py = Math.Min(y + (k >> 1), _height - 1), at = (py * _width + px) * 3;
                    float r = rgb[at], g = rgb[at + 1], b = rgb[at + 2];
                    _y[(y + (k >> 1)) * w + x + (k & 1)] = 0.299f * r + 0.587f * g + 0.114f * b - 128;
                    cb += -0.168736f * r - 0.331264f * g + 0.5f * b;
                    cr += 0.5f * r - 0.418688f * g - 0.081312f * b;
                }
                int half = (y >> 1) * (w >> 1) + (x >> 1);
                (_cb[half], _cr[half]) = (cb * 0.25f, cr * 0.25f);
            }
        }
    }

    private static void Quantise(float[] plane, int width, byte[] steps, short[] into)
    {
        Span<float> block = stackalloc float[64], inverse = stackalloc float[64];
        for (int i = 0; i < 64; i++) inverse[i] = 1f / steps[i];
        int rows = plane.Length / width, next = 0;
        for (int y = 0; y < rows; y += 8)
        {
            for (int x = 0; x < width; x += 8, next += 64)
            {
                for (int r = 0; r < 8; r++) plane.AsSpan((y + r) * width + x, 8).CopyTo(block[(r * 8)..]);
                BlockTransform.Forward(block);
                // Rounded half away from 0.
                for (int i = 0; i < 64; i++) into[next + i] = (short)(block[i] * inverse[i] + (block[i] < 0 ? -0.5f : 0.5f));
            }
        }
    }

    private static void Restore(short[] from, int width, byte[] steps, float[] plane)
    {
        Span<float> block = stackalloc float[64];
        int rows = plane.Length / width, next = 0;
        for (int y = 0; y < rows; y += 8)
        {
            for (int x = 0; x < width; x += 8, next += 64)
            {
                for (int i = 0; i < 64; i++) block[i] = from[next + i] * steps[i];
                BlockTransform.Inverse(block);
                for (int r = 0; r < 8; r++) block.Slice(r * 8, 8).CopyTo(plane.AsSpan((y + r) * width + x, 8));
            }
        }
    }
}
