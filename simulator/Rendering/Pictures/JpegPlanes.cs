using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
        _row = [new float[w], new float[w], new float[w]];
        _tints = [new float[w], new float[w], new float[w], new float[w]];
    }

    private readonly float[] _y, _cb, _cr;
    private readonly float[][] _row, _tints;

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
        for (int y = 0; y < Rows * 16; y++)
        {
            ReadOnlySpan<byte> row = rgb.Slice(Math.Min(y, _height - 1) * _width * 3, _width * 3);
            for (int x = 0; x < _width; x++) (_row[0][x], _row[1][x], _row[2][x]) = (row[3 * x], row[3 * x + 1], row[3 * x + 2]);
            foreach (float[] plane in _row) plane.AsSpan(_width).Fill(plane[_width - 1]);
            Split(_row[0], _row[1], _row[2], y);
        }
        Quantise();
    }

    /// <summary>The same of three planes, whose rows are so many numbers apart.</summary>
    public void Load(float[] red, float[] green, float[] blue, int stride)
    {
        for (int y = 0; y < Rows * 16; y++)
        {
            int from = Math.Min(y, _height - 1) * stride;
            if (_width == Columns * 16)
            {
                Split(red.AsSpan(from, _width), green.AsSpan(from, _width), blue.AsSpan(from, _width), y);
                continue;
            }
            red.AsSpan(from, _width).CopyTo(_row[0]);
            green.AsSpan(from, _width).CopyTo(_row[1]);
            blue.AsSpan(from, _width).CopyTo(_row[2]);
            foreach (float[] plane in _row) plane.AsSpan(_width).Fill(plane[_width - 1]);
            Split(_row[0], _row[1], _row[2], y);
        }
        Quantise();
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
        for (int y = 0; y < _height; y++) VideoPicture.Luma(_y.AsSpan(y * w, _width), i420.Slice(y * _width, _width));
        Span<byte> u = i420.Slice(_width * _height, wide * high), v = i420.Slice(_width * _height + wide * high, wide * high);
        for (int y = 0; y < high; y++)
        {
            VideoPicture.Chroma(_cb.AsSpan(y * (w >> 1), wide), u.Slice(y * wide, wide));
            VideoPicture.Chroma(_cr.AsSpan(y * (w >> 1), wide), v.Slice(y * wide, wide));
        }
    }

    private void Restore()
    {
        Restore(Y, Columns * 16, _luma, _y);
        Restore(Cb, Columns * 8, _chroma, _cb);
        Restore(Cr, Columns * 8, _chroma, _cr);
    }

    /// <summary>One row, filled up to whole squares, into brightness, and each second time with the row above it into colour.</summary>
    private void Split(ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, int y)
    {
        int w = Columns * 16, odd = 2 * (y & 1);
        ref float r0 = ref MemoryMarshal.GetReference(red), g0 = ref MemoryMarshal.GetReference(green), b0 = ref MemoryMarshal.GetReference(blue);
        ref float into = ref _y[y * w], cb = ref _tints[odd][0], cr = ref _tints[odd + 1][0];
        for (nuint x = 0; x < (nuint)w; x += 8)
        {
            Vector256<float> r = Vector256.LoadUnsafe(ref r0, x), g = Vector256.LoadUnsafe(ref g0, x), b = Vector256.LoadUnsafe(ref b0, x);
            (r * 0.299f + g * 0.587f + b * 0.114f - Vector256.Create(128f)).StoreUnsafe(ref into, x);
            (r * -0.168736f - g * 0.331264f + b * 0.5f).StoreUnsafe(ref cb, x);
            (r * 0.5f - g * 0.418688f - b * 0.081312f).StoreUnsafe(ref cr, x);
        }
        if (odd == 0) return;
        Halve(_tints[0], _tints[2], _cb.AsSpan((y >> 1) * (w >> 1), w >> 1));
        Halve(_tints[1], _tints[3], _cr.AsSpan((y >> 1) * (w >> 1), w >> 1));
    }

    private static void Halve(float[] upper, float[] lower, Span<float> into)
    {
        for (int x = 0, x2 = 0; x < into.Length; x++, x2 += 2) into[x] = (upper[x2] + upper[x2 + 1] + lower[x2] + lower[x2 + 1]) * 0.25f;
    }

    private void Quantise()
    {
        Quantise(_y, Columns * 16, _luma, Y);
        Quantise(_cb, Columns * 8, _chroma, Cb);
        Quantise(_cr, Columns * 8, _chroma, Cr);
    }

    private static void Quantise(float[] plane, int width, byte[] steps, short[] into)
    {
        Span<float> block = stackalloc float[64], inverse = stackalloc float[64];
        for (int i = 0; i < 64; i++) inverse[i] = 1f / steps[i];
        ref float b = ref block[0], inv = ref inverse[0];
        int rows = plane.Length / width, next = 0;
        for (int y = 0; y < rows; y += 8)
        {
            for (int x = 0; x < width; x += 8, next += 64)
            {
                for (int r = 0; r < 8; r++) Vector256.LoadUnsafe(ref plane[(y + r) * width + x]).StoreUnsafe(ref b, (nuint)(r * 8));
                BlockTransform.Forward(block);
                for (nuint i = 0; i < 64; i += 16)
                    Vector256.Narrow(Rounded(ref b, ref inv, i), Rounded(ref b, ref inv, i + 8)).StoreUnsafe(ref into[next], i);
            }
        }
    }

    /// <summary>Steps, rounded half away from 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Rounded(ref float block, ref float inverse, nuint at)
    {
        Vector256<float> value = Vector256.LoadUnsafe(ref block, at);
        Vector256<float> half = Vector256.ConditionalSelect(Vector256.LessThan(value, Vector256<float>.Zero), Vector256.Create(-0.5f), Vector256.Create(0.5f));
        return Vector256.ConvertToInt32(value * Vector256.LoadUnsafe(ref inverse, at) + half);
    }

    private static void Restore(short[] from, int width, byte[] steps, float[] plane)
    {
        Span<float> block = stackalloc float[64], scale = stackalloc float[64];
        for (int i = 0; i < 64; i++) scale[i] = steps[i];
        ref float b = ref block[0], s = ref scale[0];
        int rows = plane.Length / width, next = 0;
        for (int y = 0; y < rows; y += 8)
        {
            for (int x = 0; x < width; x += 8, next += 64)
            {
                for (nuint i = 0; i < 64; i += 16)
                {
                    (Vector256<int> low, Vector256<int> high) = Vector256.Widen(Vector256.LoadUnsafe(ref from[next], i));
                    (Vector256.ConvertToSingle(low) * Vector256.LoadUnsafe(ref s, i)).StoreUnsafe(ref b, i);
                    (Vector256.ConvertToSingle(high) * Vector256.LoadUnsafe(ref s, i + 8)).StoreUnsafe(ref b, i + 8);
                }
                BlockTransform.Inverse(block);
                for (int r = 0; r < 8; r++) Vector256.LoadUnsafe(ref b, (nuint)(r * 8)).StoreUnsafe(ref plane[(y + r) * width + x]);
            }
        }
    }
}
