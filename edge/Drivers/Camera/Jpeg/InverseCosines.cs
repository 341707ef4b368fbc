using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace O4O.Edge.Drivers.Camera.Jpeg;

/// <summary>
/// The inverse of <see cref="Cosines"/>. Every step is a product or a sum of its own, in one order: the same bytes on every machine.
/// </summary>
internal static class InverseCosines
{
    private static ReadOnlySpan<float> Scale => [1f, 1.387039845f, 1.306562965f, 1.175875602f, 1f, 0.785694958f, 0.541196100f, 0.275899379f];

    /// <summary>What each coefficient is multiplied with, column by column, to be what <see cref="Transform"/> takes.</summary>
    /// <param name="steps">The quantisation, in zigzag order.</param>
    /// <param name="factors">Sixty-four.</param>
    public static void Factors(ReadOnlySpan<byte> steps, Span<float> factors)
    {
        for (int k = 0; k < 64; k++)
        {
            int row = JpegTables.ZigZag[k] / 8, column = JpegTables.ZigZag[k] % 8;
            factors[(column * 8) + row] = steps[k] * Scale[row] * Scale[column] / 8;
        }
    }

    /// <summary>Both directions; what was column by column is row by row afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform(Span<float> block)
    {
        Span<float> turned = stackalloc float[64];
        OneWay(block);
        for (int row = 0; row < 8; row++)
            for (int column = 0; column < 8; column++)
                turned[(column * 8) + row] = block[(row * 8) + column];
        OneWay(turned);
        turned.CopyTo(block);
    }

    /// <summary>Every column by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneWay(Span<float> block)
    {
        Span<Vector256<float>> d = MemoryMarshal.Cast<float, Vector256<float>>(block);
        Vector256<float> even0 = d[0] + d[4], even1 = d[0] - d[4], even3 = d[2] + d[6], even2 = ((d[2] - d[6]) * 1.414213562f) - even3;
        Vector256<float> e0 = even0 + even3, e3 = even0 - even3, e1 = even1 + even2, e2 = even1 - even2;

        Vector256<float> sum53 = d[5] + d[3], less53 = d[5] - d[3], sum17 = d[1] + d[7], less17 = d[1] - d[7];
        Vector256<float> z5 = (less53 + less17) * 1.847759065f;
        Vector256<float> o7 = sum17 + sum53;
        Vector256<float> o6 = z5 - (less53 * 2.613125930f) - o7;
        Vector256<float> o5 = ((sum17 - sum53) * 1.414213562f) - o6;
        Vector256<float> o4 = z5 - (less17 * 1.082392200f) - o5;

        (d[0], d[7]) = (e0 + o7, e0 - o7);
        (d[1], d[6]) = (e1 + o6, e1 - o6);
        (d[2], d[5]) = (e2 + o5, e2 - o5);
        (d[3], d[4]) = (e3 + o4, e3 - o4);
    }
}
