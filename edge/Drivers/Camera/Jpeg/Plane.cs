using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace O4O.Edge.Drivers.Camera.Jpeg;

/// <summary>One plane of a picture, from which blocks are taken; beyond its edge it goes on as it ends.</summary>
internal readonly ref struct Plane(ReadOnlySpan<byte> samples, int width, int height)
{
    private readonly ReadOnlySpan<byte> _samples = samples;

    /// <summary>Eight rows of eight samples, less what counts as nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(int x, int y, float zero, Span<float> block)
    {
        if (x + 8 > width || y + 8 > height)
        {
            TakeAtEdge(x, y, zero, block);
            return;
        }
        Span<Vector256<float>> rows = MemoryMarshal.Cast<float, Vector256<float>>(block);
        Vector256<float> less = Vector256.Create(zero);
        for (int row = 0; row < 8; row++)
        {
            Vector128<byte> eight = Vector128.CreateScalar(MemoryMarshal.Read<ulong>(_samples.Slice(((y + row) * width) + x, 8))).AsByte();
            Vector128<ushort> wide = Vector128.WidenLower(eight);
            (Vector128<uint> left, Vector128<uint> right) = Vector128.Widen(wide);
            rows[row] = Vector256.ConvertToSingle(Vector256.Create(left, right).AsInt32()) - less;
        }
    }

    private void TakeAtEdge(int x, int y, float zero, Span<float> block)
    {
        for (int row = 0; row < 8; row++)
        {
            ReadOnlySpan<byte> line = _samples.Slice(Math.Min(y + row, height - 1) * width, width);
            for (int column = 0; column < 8; column++) block[(row * 8) + column] = line[Math.Min(x + column, width - 1)] - zero;
        }
    }
}
