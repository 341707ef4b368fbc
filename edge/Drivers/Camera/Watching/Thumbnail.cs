using System.Runtime.CompilerServices;

namespace O4O.Edge.Drivers.Camera.Watching;

/// <summary>
/// A picture's brightness in 64 × 36 cells, each the mean of sixteen of its pixels, with their digest: enough to judge a camera
/// by, at a few microseconds.
/// </summary>
internal sealed class Thumbnail
{
    public const int Columns = 64, Rows = 36;
    private const int PerSide = 4;

    /// <summary>Mean brightness a cell, row by row.</summary>
    public float[] Cells { get; } = new float[Columns * Rows];

    /// <summary>The same digest means, as good as surely, the same sampled pixels.</summary>
    public ulong Digest { get; private set; }

    public double Mean { get; private set; }

    /// <summary>Standard deviation over the cells.</summary>
    public double Contrast { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(ReadOnlySpan<byte> brightness, int width, int height)
    {
        ulong digest = 14695981039346656037; // FNV-1a, taken four samples at a time
        double sum = 0, squares = 0;
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                int total = 0;
                for (int i = 0; i < PerSide; i++)
                {
                    int y = Place((row * PerSide) + i, Rows, height);
                    ReadOnlySpan<byte> line = brightness.Slice(y * width, width);
                    uint four = 0;
                    for (int j = 0; j < PerSide; j++)
                    {
                        byte pixel = line[Place((column * PerSide) + j, Columns, width)];
                        total += pixel;
                        four = (four << 8) | pixel;
                    }
                    digest = (digest ^ four) * 1099511628211;
                }
                float cell = total / (float)(PerSide * PerSide);
                Cells[(row * Columns) + column] = cell;
                sum += cell;
                squares += cell * cell;
            }
        }
        Digest = digest;
        Mean = sum / Cells.Length;
        Contrast = Math.Sqrt(Math.Max(0, (squares / Cells.Length) - (Mean * Mean)));
    }

    private static int Place(int sample, int cells, int pixels) => (int)((((2L * sample) + 1) * pixels) / (2L * cells * PerSide));
}
