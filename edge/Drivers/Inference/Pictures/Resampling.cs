using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace O4O.Edge.Drivers.Inference.Pictures;

/// <summary>
/// The inner loops of preparing a picture. Hot: once for each row of a model's input. Rows are mixed first, eight bits of
/// fraction in 16, so that one 32-bit load then brings both neighbours of a column. Compiled at once for the machine's vectors: a
/// loop that starts slow costs the first seconds of every camera.
/// </summary>
internal static class Resampling
{
    /// <summary>Fraction bits of <see cref="MixRows"/>.</summary>
    public const int FractionBits = 8;

    private const int One = 1 << FractionBits;

    /// <summary>Mixes two rows of pixels into <paramref name="mixed"/>, in 256ths of a pixel value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MixRows(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, float towards, Span<ushort> mixed)
    {
        int b = (int)MathF.Round(towards * One), a = One - b, i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<ushort> weightA = Vector256.Create((ushort)a), weightB = Vector256.Create((ushort)b);
            ref byte rowA = ref MemoryMarshal.GetReference(first), rowB = ref MemoryMarshal.GetReference(second);
            ref ushort target = ref MemoryMarshal.GetReference(mixed);
            for (; i <= mixed.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
            {
                (Vector256<ushort> lowA, Vector256<ushort> highA) = Vector256.Widen(Vector256.LoadUnsafe(ref rowA, (nuint)i));
                (Vector256<ushort> lowB, Vector256<ushort> highB) = Vector256.Widen(Vector256.LoadUnsafe(ref rowB, (nuint)i));
                ((lowA * weightA) + (lowB * weightB)).StoreUnsafe(ref target, (nuint)i);
                ((highA * weightA) + (highB * weightB)).StoreUnsafe(ref target, (nuint)(i + Vector256<ushort>.Count));
            }
        }
        for (; i < mixed.Length; i++) mixed[i] = (ushort)((first[i] * a) + (second[i] * b));
    }

    /// <summary>Picks the columns out of a mixed row; pixel values 0 to 255 with their fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void PickColumns(ReadOnlySpan<ushort> mixed, Taps columns, Span<float> picked)
    {
        const float Unit = 1f / One;
        int i = 0;
        if (Avx2.IsSupported)
        {
            Vector256<int> low = Vector256.Create(0xFFFF);
            Vector256<float> unit = Vector256.Create(Unit);
            fixed (ushort* row = mixed)
            fixed (int* first = columns.First)
            fixed (float* towards = columns.Towards, target = picked)
            {
                for (; i <= picked.Length - Vector256<float>.Count; i += Vector256<float>.Count)
                {
                    Vector256<int> pair = Avx2.GatherVector256((int*)row, Vector256.Load(first + i), sizeof(ushort));
                    Vector256<float> a = Vector256.ConvertToSingle(pair & low);
                    Vector256<float> b = Vector256.ConvertToSingle(Vector256.ShiftRightLogical(pair, 16));
                    ((a + ((b - a) * Vector256.Load(towards + i))) * unit).Store(target + i);
                }
            }
        }
        for (; i < picked.Length; i++)
        {
            float a = mixed[columns.First[i]], b = mixed[columns.First[i] + 1];
            picked[i] = (a + ((b - a) * columns.Towards[i])) * Unit;
        }
    }

    /// <summary>
    /// Brightness and colour to red, green and blue, each clipped to 0 … 255 and then <c>· scale + offset</c>. ITU-R BT.601,
    /// brightness 16 to 235, colour 16 to 240.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToColours(
        ReadOnlySpan<float> y, ReadOnlySpan<float> u, ReadOnlySpan<float> v, in ColourScale scale, Span<float> red, Span<float> green, Span<float> blue)
    {
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref float rowY = ref MemoryMarshal.GetReference(y), rowU = ref MemoryMarshal.GetReference(u), rowV = ref MemoryMarshal.GetReference(v);
            ref float toR = ref MemoryMarshal.GetReference(red), toG = ref MemoryMarshal.GetReference(green), toB = ref MemoryMarshal.GetReference(blue);
            Vector256<float> most = Vector256.Create(255f), middle = Vector256.Create(128f);
            for (; i <= y.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Vector256<float> bright = (Vector256.LoadUnsafe(ref rowY, (nuint)i) - Vector256.Create(16f)) * Bt601.Bright;
                Vector256<float> cb = Vector256.LoadUnsafe(ref rowU, (nuint)i) - middle, cr = Vector256.LoadUnsafe(ref rowV, (nuint)i) - middle;
                Vector256<float> r = Clip(bright + (cr * Bt601.RedOfV), most);
                Vector256<float> g = Clip(bright - (cb * Bt601.GreenOfU) - (cr * Bt601.GreenOfV), most);
                Vector256<float> b = Clip(bright + (cb * Bt601.BlueOfU), most);
                ((r * scale.Red) + Vector256.Create(scale.RedOffset)).StoreUnsafe(ref toR, (nuint)i);
                ((g * scale.Green) + Vector256.Create(scale.GreenOffset)).StoreUnsafe(ref toG, (nuint)i);
                ((b * scale.Blue) + Vector256.Create(scale.BlueOffset)).StoreUnsafe(ref toB, (nuint)i);
            }
        }
        for (; i < y.Length; i++)
        {
            float bright = (y[i] - 16) * Bt601.Bright, cb = u[i] - 128, cr = v[i] - 128;
            red[i] = (Math.Clamp(bright + (cr * Bt601.RedOfV), 0, 255) * scale.Red) + scale.RedOffset;
            green[i] = (Math.Clamp(bright - (cb * Bt601.GreenOfU) - (cr * Bt601.GreenOfV), 0, 255) * scale.Green) + scale.GreenOffset;
            blue[i] = (Math.Clamp(bright + (cb * Bt601.BlueOfU), 0, 255) * scale.Blue) + scale.BlueOffset;
        }
    }

    private static Vector256<float> Clip(Vector256<float> value, Vector256<float> most) =>
        Vector256.Min(Vector256.Max(value, Vector256<float>.Zero), most);

    private static class Bt601
    {
        public const float Bright = 1.164384f, RedOfV = 1.596027f, GreenOfU = 0.391762f, GreenOfV = 0.812968f, BlueOfU = 2.017232f;
    }
}
