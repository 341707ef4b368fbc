using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace O4O.Edge.Drivers.Mcap;

/// <summary>
/// CRC-32 (ISO-HDLC: reflected polynomial 0xEDB88320, initial and final complement), the checksum of MCAP.
/// The base class library has none that is public. State is the complemented register: start with 0.
/// </summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320u;
    private const int Slices = 8;
    private const int FoldMinimum = 64;
    private static readonly uint[] Table = BuildTable();

    /// <summary>Checksum of one span.</summary>
    public static uint Compute(ReadOnlySpan<byte> data) => Append(0, data);

    /// <summary>Continues a checksum: <c>Append(Append(0, a), b) == Compute(a + b)</c>.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        uint register = ~crc;
        if (Pclmulqdq.IsSupported && data.Length >= FoldMinimum)
        {
            int folded = data.Length & ~15;
            register = Fold(register, data[..folded]);
            data = data[folded..];
        }

        return ~Slice(register, data);
    }

    /// <summary>The same without vector instructions: the path of machines that have none.</summary>
    public static uint AppendScalar(uint crc, ReadOnlySpan<byte> data) => ~Slice(~crc, data);

    // Folding by carry-less multiplication: Gopal et al., "Fast CRC Computation for Generic Polynomials Using
    // PCLMULQDQ Instruction" (Intel, 2009), constants for the reflected polynomial (x^(512±32), x^(128±32) mod P).
    // The last 128 bits are reduced by the table instead of by Barrett: 16 bytes, once a call.
    private static uint Fold(uint register, ReadOnlySpan<byte> data)
    {
        Vector128<ulong> by512 = Vector128.Create(0x154442BD4UL, 0x1C6E41596UL);
        Vector128<ulong> by128 = Vector128.Create(0x1751997D0UL, 0x0CCAA009EUL);
        ref byte start = ref MemoryMarshal.GetReference(data);
        Vector128<ulong> a = Load(ref start, 0) ^ Vector128.CreateScalar((ulong)register);
        Vector128<ulong> b = Load(ref start, 16);
        Vector128<ulong> c = Load(ref start, 32);
        Vector128<ulong> d = Load(ref start, 48);
        int at = 64;
        for (; data.Length - at >= 64; at += 64)
        {
            a = Multiply(a, by512) ^ Load(ref start, at);
            b = Multiply(b, by512) ^ Load(ref start, at + 16);
            c = Multiply(c, by512) ^ Load(ref start, at + 32);
            d = Multiply(d, by512) ^ Load(ref start, at + 48);
        }

        a = Multiply(a, by128) ^ b;
        a = Multiply(a, by128) ^ c;
        a = Multiply(a, by128) ^ d;
        for (; at < data.Length; at += 16)
        {
            a = Multiply(a, by128) ^ Load(ref start, at);
        }

        Span<byte> rest = stackalloc byte[16];
        a.AsByte().CopyTo(rest);
        return Slice(0, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ref byte start, int at) =>
        Vector128.LoadUnsafe(ref start, (nuint)at).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Multiply(Vector128<ulong> value, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(value, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, by, 0x11);

    // Slicing by eight: Kounavis and Berry, "A Systematic Approach to Building High Performance Software-based CRC
    // Generators" (2005).
    private static uint Slice(uint register, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<uint> table = Table;
        while (data.Length >= 8)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ register;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            register = table[(7 * 256) + (byte)low] ^ table[(6 * 256) + (byte)(low >> 8)]
                ^ table[(5 * 256) + (byte)(low >> 16)] ^ table[(4 * 256) + (byte)(low >> 24)]
                ^ table[(3 * 256) + (byte)high] ^ table[(2 * 256) + (byte)(high >> 8)]
                ^ table[256 + (byte)(high >> 16)] ^ table[(byte)(high >> 24)];
            data = data[8..];
        }

        foreach (byte value in data)
        {
            register = table[(byte)(register ^ value)] ^ (register >> 8);
        }

        return register;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[Slices * 256];
        for (uint value = 0; value < 256; value++)
        {
            uint register = value;
            for (int bit = 0; bit < 8; bit++)
            {
                register = (register & 1) == 0 ? register >> 1 : (register >> 1) ^ Polynomial;
            }

            table[value] = register;
        }

        for (int at = 256; at < table.Length; at++)
        {
            uint before = table[at - 256];
            table[at] = table[(byte)before] ^ (before >> 8);
        }

        return table;
    }
}
