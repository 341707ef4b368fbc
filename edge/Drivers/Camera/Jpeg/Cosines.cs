using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace O4O.Edge.Drivers.Camera.Jpeg;

/// <summary>The cosine transform of a block, eight columns at a time, scaled as of Arai, Agui and Nakajima (1988).</summary>
internal static class Cosines
{
    /// <summary>What the transform's row or column k is too large by.</summary>
    private static ReadOnlySpan<float> Scale => [1f, 1.387039845f, 1.306562965f, 1.175875602f, 1f, 0.785694958f, 0.541196100f, 0.275899379f];

    /// <summary>What each coefficient is multiplied with, transposed as <see cref="Transform"/> leaves them, to be in steps of the quantisation.</summary>
    /// <param name="steps">The quantisation, row by row.</param>
    /// <param name="gain">That the samples still lack.</param>
    /// <param name="factors">Sixty-four.</param>
    public static void Factors(ReadOnlySpan<byte> steps, float gain, Span<float> factors)
    {
        for (int row = 0; row < 8; row++)
            for (int column = 0; column < 8; column++)
                factors[(column * 8) + row] = gain / (8 * steps[(row * 8) + column] * Scale[row] * Scale[column]);
    }

    /// <summary>Both directions; what was row by row is column by column afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform(Span<float> block)
    {
        Span<float> turned = stackalloc float[64];
        OneWay(block);
        Turn(block, turned);
        OneWay(turned);
        turned.CopyTo(block);
    }

    private static void Turn(ReadOnlySpan<float> from, Span<float> to)
    {
        for (int row = 0; row < 8; row++)
        {
            to[row] = from[row * 8];
            to[8 + row] = from[(row * 8) + 1];
            to[16 + row] = from[(row * 8) + 2];
            to[24 + row] = from[(row * 8) + 3];
            to[32 + row] = from[(row * 8) + 4];
            to[40 + row] = from[(row * 8) + 5];
            to[48 + row] = from[(row * 8) + 6];
            to[56 + row] = from[(row * 8) + 7];
        }
    }

    /// <summary>Every column by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneWay(Span<float> block)
    {
        Span<Vector256<float>> d = MemoryMarshal.Cast<float, Vector256<float>>(block);
        Vector256<float> sum0 = d[0] + d[7], sum1 = d[1] + d[6], sum2 = d[2] + d[5], sum3 = d[3] + d[4];
        Vector256<float> less7 = d[0] - d[7], less6 = d[1] - d[6], less5 = d[2] - d[5], less4 = d[3] - d[4];

        Vector256<float> even0 = sum0 + sum3, even3 = sum0 - sum3, even1 = sum1 + sum2, even2 = sum1 - sum2;
        Vector256<float> z1 = (even2 + even3) * 0.707106781f;
        d[0] = even0 + even1;
        d[4] = even0 - even1;
        d[2] = even3 + z1;
        d[6] = even3 - z1;

        Vector256<float> odd0 = less4 + less5, odd1 = less5 + less6, odd2 = less6 + less7;
        Vector256<float> z5 = (odd0 - odd2) * 0.382683433f, z2 = (odd0 * 0.541196100f) + z5, z4 = (odd2 * 1.306562965f) + z5, z3 = odd1 * 0.707106781f;
        Vector256<float> z11 = less7 + z3, z13 = less7 - z3;
        d[5] = z13 + z2;
        d[3] = z13 - z2;
        d[1] = z11 + z4;
        d[7] = z11 - z4;
    }
}
