using System.Runtime.CompilerServices;

namespace O4O.Edge.Drivers.Camera;

/// <summary>Pictures of half the size, four pixels into one.</summary>
public static class Halving
{
    /// <summary>The side of half a picture; an odd pixel at the end is left out.</summary>
    public static int Side(int side) => Math.Max(1, side / 2);

    /// <summary>Halves a picture (I420) in both directions.</summary>
    /// <param name="from">Its bytes.</param>
    /// <param name="width">Pixels, at least 4.</param>
    /// <param name="height">Pixels, at least 4.</param>
    /// <param name="to"><see cref="Frame.Bytes"/> of half the sides.</param>
    public static void Halve(ReadOnlySpan<byte> from, int width, int height, Span<byte> to)
    {
        if (from.Length != Frame.Bytes(width, height) || to.Length < Frame.Bytes(Side(width), Side(height)) || width < 4 || height < 4)
            throw new ArgumentException($"{from.Length} bytes are no picture of {width} × {height}, or {to.Length} have no room for half of it", nameof(from));
        int fromAt = 0, toAt = 0, halfWidth = Side(width), halfHeight = Side(height);
        Plane(from, width, width * height, halfWidth, halfHeight, to);
        fromAt += width * height;
        toAt += halfWidth * halfHeight;
        int colourWidth = (width + 1) / 2, colourBytes = colourWidth * ((height + 1) / 2);
        int halfColourWidth = (halfWidth + 1) / 2, halfColourHeight = (halfHeight + 1) / 2;
        for (int plane = 0; plane < 2; plane++)
        {
            Plane(from[fromAt..], colourWidth, colourBytes, halfColourWidth, halfColourHeight, to[toAt..]);
            fromAt += colourBytes;
            toAt += halfColourWidth * halfColourHeight;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Plane(ReadOnlySpan<byte> from, int width, int bytes, int halfWidth, int halfHeight, Span<byte> to)
    {
        int lastRow = (bytes / width) - 1;
        for (int y = 0; y < halfHeight; y++)
        {
            ReadOnlySpan<byte> upper = from.Slice(Math.Min(2 * y, lastRow) * width, width), lower = from.Slice(Math.Min((2 * y) + 1, lastRow) * width, width);
            Span<byte> line = to.Slice(y * halfWidth, halfWidth);
            for (int x = 0; x < line.Length; x++)
            {
                int left = Math.Min(2 * x, width - 1), right = Math.Min((2 * x) + 1, width - 1);
                line[x] = (byte)((upper[left] + upper[right] + lower[left] + lower[right] + 2) >> 2);
            }
        }
    }
}
