using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace O4O.Edge.Drivers.Camera.Jpeg;

/// <summary>
/// Frames as baseline JPEG (ITU-T T.81, JFIF): straight from the planes, with the camera's 16…235 stretched to the picture's
/// 0…255 in the quantisation. Any browser shows them. Nothing is allocated a frame. Not for several threads at once.
/// </summary>
public sealed class JpegWriter
{
    /// <summary>Where brightness 16…235 and colour 16…240 have their middles, and what they lack to 0…255.</summary>
    private const float GreyZero = 16 + (128 * 219 / 255f), ColourZero = 128, GreyGain = 255 / 219f, ColourGain = 255 / 224f;

    /// <summary>Baseline has ten bits for a detail. (The eleven for a mean's change are never short: steps of two halve it at the best quality.)</summary>
    private const int DetailMost = 1023;

    private const int HeaderBytesMax = 1024;
    private static readonly HuffmanCodes GreyMeans = new(JpegTables.BrightnessMeanLengths, JpegTables.MeanValues);
    private static readonly HuffmanCodes GreyDetails = new(JpegTables.BrightnessDetailLengths, JpegTables.BrightnessDetailValues);
    private static readonly HuffmanCodes ColourMeans = new(JpegTables.ColourMeanLengths, JpegTables.MeanValues);
    private static readonly HuffmanCodes ColourDetails = new(JpegTables.ColourDetailLengths, JpegTables.ColourDetailValues);

    /// <summary>Zigzag place of each coefficient as the transform leaves them.</summary>
    private static readonly byte[] Walk = MakeWalk();

    private readonly byte[] _greySteps = new byte[64], _colourSteps = new byte[64];
    private readonly float[] _block = new float[64];
    private readonly float[] _greyFactors = new float[64], _colourFactors = new float[64];

    /// <param name="quality">As the Independent JPEG Group counts it, 10 to 95.</param>
    public JpegWriter(int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 95);
        Scale(JpegTables.Brightness, quality, _greySteps);
        Scale(JpegTables.Colour, quality, _colourSteps);
        Cosines.Factors(_greySteps, GreyGain, _greyFactors);
        Cosines.Factors(_colourSteps, ColourGain, _colourFactors);
    }

    /// <summary>Writes one picture.</summary>
    /// <param name="pixels">I420, as a <see cref="Frame"/> has them.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="to">Where to.</param>
    /// <returns>Bytes written; 0 when it does not fit.</returns>
    public int Write(ReadOnlySpan<byte> pixels, int width, int height, Span<byte> to)
    {
        int colourWidth = (width + 1) / 2, colourHeight = (height + 1) / 2, colourBytes = colourWidth * colourHeight;
        if (width is < 1 or > ushort.MaxValue || height is < 1 or > ushort.MaxValue || pixels.Length != (width * height) + (2 * colourBytes))
            throw new ArgumentException($"{pixels.Length} bytes are no picture of {width} × {height}", nameof(pixels));
        if (to.Length < HeaderBytesMax) return 0;
        var grey = new Plane(pixels[..(width * height)], width, height);
        var blue = new Plane(pixels.Slice(width * height, colourBytes), colourWidth, colourHeight);
        var red = new Plane(pixels[((width * height) + colourBytes)..], colourWidth, colourHeight);
        var sink = new BitSink(to, Header(to, width, height));
        int greyMean = 0, blueMean = 0, redMean = 0;
        for (int y = 0; y < height; y += 16)
        {
            for (int x = 0; x < width; x += 16)
            {
                Grey(ref sink, grey, x, y, ref greyMean);
                Grey(ref sink, grey, x + 8, y, ref greyMean);
                Grey(ref sink, grey, x, y + 8, ref greyMean);
                Grey(ref sink, grey, x + 8, y + 8, ref greyMean);
                Colour(ref sink, blue, x / 2, y / 2, ref blueMean);
                Colour(ref sink, red, x / 2, y / 2, ref redMean);
            }
        }
        sink.Finish();
        if (sink.IsFull || sink.Used + 2 > to.Length) return 0;
        (to[sink.Used], to[sink.Used + 1]) = (0xFF, 0xD9);
        return sink.Used + 2;
    }

    private void Grey(ref BitSink sink, in Plane plane, int x, int y, ref int mean)
    {
        plane.Take(x, y, GreyZero, _block);
        Code(ref sink, _block, _greyFactors, ref mean, GreyMeans, GreyDetails);
    }

    private void Colour(ref BitSink sink, in Plane plane, int x, int y, ref int mean)
    {
        plane.Take(x, y, ColourZero, _block);
        Code(ref sink, _block, _colourFactors, ref mean, ColourMeans, ColourDetails);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Code(ref BitSink sink, Span<float> block, float[] factors, ref int mean, HuffmanCodes means, HuffmanCodes details)
    {
        Cosines.Transform(block);
        Span<int> steps = stackalloc int[64];
        Span<Vector256<float>> values = MemoryMarshal.Cast<float, Vector256<float>>(block);
        ReadOnlySpan<Vector256<float>> scales = MemoryMarshal.Cast<float, Vector256<float>>(factors);
        Span<Vector256<int>> whole = MemoryMarshal.Cast<int, Vector256<int>>(steps);
        for (int i = 0; i < 8; i++) whole[i] = Vector256.ConvertToInt32(Vector256.Round(values[i] * scales[i]));
        Span<int> walked = stackalloc int[64];
        ulong there = 0;
        for (int i = 0; i < 64; i++)
        {
            if (steps[i] == 0) continue;
            walked[Walk[i]] = steps[i];
            there |= 1ul << Walk[i];
        }
        int change = ((there & 1) == 0 ? 0 : walked[0]) - mean;
        mean += change;
        Number(ref sink, means, 0, change);
        int at = 0;
        for (ulong left = there & ~1ul; left != 0; left &= left - 1)
        {
            int next = BitOperations.TrailingZeroCount(left), zeros = next - at - 1;
            for (; zeros >= 16; zeros -= 16) sink.Put(details.Code(0xF0), details.Length(0xF0));
            Number(ref sink, details, zeros, Math.Clamp(walked[next], -DetailMost, DetailMost));
            at = next;
        }
        if (at < 63) sink.Put(details.Code(0), details.Length(0));
    }

    /// <summary>A number: the code of how many zeros stand before it and how many bits it has, then its bits (T.81, F.1.2).</summary>
    private static void Number(ref BitSink sink, HuffmanCodes codes, int zeros, int value)
    {
        int bits = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value)), symbol = (zeros << 4) | bits;
        sink.Put(codes.Code(symbol), codes.Length(symbol));
        if (bits > 0) sink.Put((uint)(value < 0 ? value - 1 : value) & ((1u << bits) - 1), bits);
    }

    /// <summary>Everything before the entropy-coded data.</summary>
    private int Header(Span<byte> to, int width, int height)
    {
        int at = 0;
        ReadOnlySpan<byte> begin = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
        Put(to, begin, ref at);
        Put(to, [0xFF, 0xDB, 0, 132, 0], ref at);
        foreach (byte k in JpegTables.ZigZag) to[at++] = _greySteps[k];
        to[at++] = 1;
        foreach (byte k in JpegTables.ZigZag) to[at++] = _colourSteps[k];
        Put(to, [0xFF, 0xC0, 0, 17, 8], ref at);
        BinaryPrimitives.WriteUInt16BigEndian(to[at..], (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(to[(at + 2)..], (ushort)width);
        at += 4;
        Put(to, [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1], ref at);
        Huffman(to, 0x00, JpegTables.BrightnessMeanLengths, JpegTables.MeanValues, ref at);
        Huffman(to, 0x10, JpegTables.BrightnessDetailLengths, JpegTables.BrightnessDetailValues, ref at);
        Huffman(to, 0x01, JpegTables.ColourMeanLengths, JpegTables.MeanValues, ref at);
        Huffman(to, 0x11, JpegTables.ColourDetailLengths, JpegTables.ColourDetailValues, ref at);
        Put(to, [0xFF, 0xDA, 0, 12, 3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0], ref at);
        return at;
    }

    private static void Huffman(Span<byte> to, byte name, ReadOnlySpan<byte> lengths, ReadOnlySpan<byte> values, ref int at)
    {
        Put(to, [0xFF, 0xC4, 0, (byte)(3 + lengths.Length + values.Length), name], ref at);
        Put(to, lengths, ref at);
        Put(to, values, ref at);
    }

    private static void Put(Span<byte> to, ReadOnlySpan<byte> bytes, ref int at)
    {
        bytes.CopyTo(to[at..]);
        at += bytes.Length;
    }

    private static void Scale(ReadOnlySpan<byte> steps, int quality, Span<byte> scaled)
    {
        int percent = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        for (int i = 0; i < steps.Length; i++) scaled[i] = (byte)Math.Clamp(((steps[i] * percent) + 50) / 100, 1, 255);
    }

    private static byte[] MakeWalk()
    {
        var walk = new byte[64];
        for (int k = 0; k < 64; k++)
        {
            int place = JpegTables.ZigZag[k];
            walk[((place % 8) * 8) + (place / 8)] = (byte)k;
        }
        return walk;
    }
}
