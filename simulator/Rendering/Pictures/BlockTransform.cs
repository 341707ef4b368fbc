using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    public static void Forward(Span<float> block) => Both(block, Cosines, Transposed);

    /// <summary>Back.</summary>
    public static void Inverse(Span<float> block) => Both(block, Transposed, Cosines);

    private static float[] Matrix(bool transposed)
    {
        var m = new float[64];
        for (int k = 0; k < 8; k++)
            for (int n = 0; n < 8; n++)
                m[transposed ? n * 8 + k : k * 8 + n] = (float)((k == 0 ? Math.Sqrt(1 / 8.0) : 0.5) * Wave.CosTurns((2 * n + 1) * k / 32.0));
        return m;
    }

    /// <summary>M · X · Mᵀ, in place. Sums are taken two by two, the same way in both products.</summary>
    private static void Both(Span<float> block, float[] m, float[] transposed)
    {
        ref float b = ref block[0];
        Vector256<float> r0 = Row(ref b, 0), r1 = Row(ref b, 1), r2 = Row(ref b, 2), r3 = Row(ref b, 3);
        Vector256<float> r4 = Row(ref b, 4), r5 = Row(ref b, 5), r6 = Row(ref b, 6), r7 = Row(ref b, 7);
        ref float c = ref MemoryMarshal.GetArrayDataReference(m);
        for (int k = 0; k < 64; k += 8) Sum(ref c, k, r0, r1, r2, r3, r4, r5, r6, r7).StoreUnsafe(ref b, (nuint)k);
        ref float t = ref MemoryMarshal.GetArrayDataReference(transposed);
        (r0, r1, r2, r3) = (Row(ref t, 0), Row(ref t, 1), Row(ref t, 2), Row(ref t, 3));
        (r4, r5, r6, r7) = (Row(ref t, 4), Row(ref t, 5), Row(ref t, 6), Row(ref t, 7));
        for (int k = 0; k < 64; k += 8) Sum(ref b, k, r0, r1, r2, r3, r4, r5, r6, r7).StoreUnsafe(ref b, (nuint)k);
    }

    /// <summary>Eight rows, each times its number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sum(
        ref float c, int at, Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3,
        Vector256<float> r4, Vector256<float> r5, Vector256<float> r6, Vector256<float> r7) =>
        r0 * Unsafe.Add(ref c, at) + r1 * Unsafe.Add(ref c, at + 1) + (r2 * Unsafe.Add(ref c, at + 2) + r3 * Unsafe.Add(ref c, at + 3))
        + (r4 * Unsafe.Add(ref c, at + 4) + r5 * Unsafe.Add(ref c, at + 5) + (r6 * Unsafe.Add(ref c, at + 6) + r7 * Unsafe.Add(ref c, at + 7)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Row(ref float block, int row) => Vector256.LoadUnsafe(ref block, (nuint)(row * 8));
}
