using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using O4O.Simulator.Chance;

namespace O4O.Simulator.Rendering.Pictures;

/// <summary>
/// The discrete cosine transform of 8 × 8 values and its inverse (ITU-T T.81, A.3.3), a row a vector, as two products with the matrix of
/// cosines.
/// </summary>
internal static class BlockTransform
{
    private static readonly float[] Cosines = Matrix(transposed: false), Transposed = Matrix(transposed: true);

    /// <summary>From values to coefficients, row by row, in place.</summary>
    public static void Forward(Span<float> block) => Both(block, Cosines);

    /// <summary>Back.</summary>
    public static void Inverse(Span<float> block) => Both(block, Transposed);

    private static float[] Matrix(bool transposed)
    {
        var m = new float[64];
        for (int k = 0; k < 8; k++)
            for (int n = 0; n < 8; n++)
                m[transposed ? n * 8 + k : k * 8 + n] = (float)((k == 0 ? Math.Sqrt(1 / 8.0) : 0.5) * Wave.CosTurns((2 * n + 1) * k / 32.0));
        return m;
    }

    /// <summary>M · X · Mᵀ: a product, a transposition, the same product, a transposition.</summary>
    private static void Both(Span<float> block, float[] m)
    {
        Multiply(block, m);
        Transpose(block);
        Multiply(block, m);
        Transpose(block);
    }

    private static void Multiply(Span<float> block, float[] m)
    {
        ref float b = ref block[0];
        Vector256<float> r0 = Row(ref b, 0), r1 = Row(ref b, 1), r2 = Row(ref b, 2), r3 = Row(ref b, 3);
        Vector256<float> r4 = Row(ref b, 4), r5 = Row(ref b, 5), r6 = Row(ref b, 6), r7 = Row(ref b, 7);
        for (int k = 0; k < 8; k++)
        {
            ReadOnlySpan<float> c = m.AsSpan(k * 8, 8);
            Vector256<float> sum = r0 * c[0] + r1 * c[1] + (r2 * c[2] + r3 * c[3]) + (r4 * c[4] + r5 * c[5] + (r6 * c[6] + r7 * c[7]));
            sum.StoreUnsafe(ref b, (nuint)(k * 8));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Row(ref float block, int row) => Vector256.LoadUnsafe(ref block, (nuint)(row * 8));

    private static void Transpose(Span<float> block)
    {
        for (int i = 1; i < 8; i++)
            for (int j = 0; j < i; j++) (block[i * 8 + j], block[j * 8 + i]) = (block[j * 8 + i], block[i * 8 + j]);
    }
}
