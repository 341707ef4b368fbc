using System.Runtime.Intrinsics;

namespace O4O.Simulator.Rendering.Pictures;

/// <summary>
/// Pictures as video has them: a plane of brightness, 16 to 235, and two planes of colour of half its size, 16 to 240 (I420, BT.601), one
/// after the other, rows without gaps.
/// </summary>
internal static class VideoPicture
{
    /// <summary>Bytes of a picture of this size.</summary>
    public static int Bytes(int width, int height) => width * height + 2 * ((width + 1) / 2) * ((height + 1) / 2);

    /// <summary>Makes one of red, green, blue, row by row.</summary>
    public static void Write(ReadOnlySpan<byte> rgb, int width, int height, Span<byte> i420)
    {
        int wide = (width + 1) / 2, high = (height + 1) / 2;
        Span<byte> u = i420.Slice(width * height, wide * high), v = i420.Slice(width * height + wide * high, wide * high);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int at = (y * width + x) * 3;
                i420[y * width + x] = Luma(0.299f * rgb[at] + 0.587f * rgb[at + 1] + 0.114f * rgb[at + 2]);
            }
        }
        for (int y = 0; y < high; y++)
        {
            for (int x = 0; x < wide; x++)
            {
                float r = 0, g = 0, b = 0;
                for (int k = 0; k < 4; k++)
                {
                    int at = (Math.Min(2 * y + (k >> 1), height - 1) * width + Math.Min(2 * x + (k & 1), width - 1)) * 3;
                    (r, g, b) = (r + rgb[at], g + rgb[at + 1], b + rgb[at + 2]);
                }
                u[y * wide + x] = Chroma((-0.168736f * r - 0.331264f * g + 0.5f * b) * 0.25f);
                v[y * wide + x] = Chroma((0.5f * r - 0.418688f * g - 0.081312f * b) * 0.25f);
            }
        }
    }

    /// <summary>Brightness of −128 … 127 about the middle.</summary>
    public static void Luma(ReadOnlySpan<float> from, Span<byte> into) => Scale(from, into, -128, 127, 219 / 255f, 128 * (219 / 255f) + 16.5f);

    /// <summary>Colour of −128 … 127.</summary>
    public static void Chroma(ReadOnlySpan<float> from, Span<byte> into) => Scale(from, into, -128, 127, 224 / 255f, 128.5f);

    /// <summary>From 0 … 255.</summary>
    private static byte Luma(float full) => (byte)(Math.Clamp(full, 0, 255) * (219 / 255f) + 16.5f);

    /// <summary>From −128 … 127.</summary>
    private static byte Chroma(float full) => (byte)(Math.Clamp(full, -128, 127) * (224 / 255f) + 128.5f);

    private static void Scale(ReadOnlySpan<float> from, Span<byte> into, float least, float most, float scale, float middle)
    {
        const int lanes = 8, at = 4 * lanes;
        int x = 0;
        for (; x + at <= from.Length; x += at)
        {
            Vector256<ushort> low = Vector256.Narrow(Scaled(from[x..]), Scaled(from[(x + lanes)..]));
            Vector256<ushort> high = Vector256.Narrow(Scaled(from[(x + 2 * lanes)..]), Scaled(from[(x + 3 * lanes)..]));
            Vector256.Narrow(low, high).CopyTo(into[x..]);
        }
        for (; x < from.Length; x++) into[x] = (byte)(Math.Clamp(from[x], least, most) * scale + middle);

        Vector256<uint> Scaled(ReadOnlySpan<float> eight) => Vector256.ConvertToInt32(
            Vector256.Min(Vector256.Max(Vector256.Create(eight), Vector256.Create(least)), Vector256.Create(most)) * scale + Vector256.Create(middle)).AsUInt32();
    }
}
