using System.Buffers.Binary;
using System.Runtime.InteropServices;
using O4O.Edge.Store.Facts;

namespace O4O.Edge.Wire;

/// <summary>
/// Absolute weights of one shelf on the wire, little endian:
/// <code>
///  0 u8  'W'            8 u32 boot epoch         24 u32 sample period, µs
///  1 u8  version 1     12 u32 sequence           28 u32 reserved, 0
///  2 u16 plates        16 i64 device time of     32 i32 milligrams [samples][plates],
///  4 u16 samples              the first sample          −2^31 where a plate gave none
///  6 u16 reserved, 0
/// </code>
/// </summary>
public static class WeightsPayload
{
    public const int HeaderBytes = 32;
    public const int PlatesMax = 64;
    public const int SamplesMax = 256;
    private const byte Letter = (byte)'W';

    /// <summary>Bytes of a batch of this shape.</summary>
    public static int Size(int plates, int samples) => HeaderBytes + 4 * plates * samples;

    /// <summary>Writes a batch; <paramref name="to"/> must hold <see cref="Size"/> bytes. Returns the bytes written.</summary>
    public static int Write(Span<byte> to, DeviceMark mark, int samplePeriodUs, int plateCount, ReadOnlySpan<int> samplesMg)
    {
        int samples = plateCount < 1 ? 0 : samplesMg.Length / plateCount;
        if (plateCount is < 1 or > PlatesMax || samples is < 1 or > SamplesMax || samples * plateCount != samplesMg.Length)
            throw new ArgumentException($"a batch has 1..{PlatesMax} plates and 1..{SamplesMax} whole samples, not {plateCount} plates and {samplesMg.Length} readings");
        PayloadHeader.Write(to, Letter, plateCount, (uint)samples, mark);
        BinaryPrimitives.WriteUInt32LittleEndian(to[24..], (uint)samplePeriodUs);
        BinaryPrimitives.WriteUInt32LittleEndian(to[28..], 0);
        MemoryMarshal.AsBytes(samplesMg).CopyTo(to[HeaderBytes..]); // every supported machine is little endian
        return Size(plateCount, samples);
    }

    /// <summary>Reads a batch as a view over <paramref name="from"/>; false, with the reason, when it is not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, out WeightBatch batch, out string error)
    {
        batch = default;
        if (!PayloadHeader.TryRead(from, Letter, "not a weights message", out PayloadHeader header, out error)) return false;
        if (from.Length < HeaderBytes) return Refuse(out error, "shorter than its header");
        int plates = header.Count, samples = (int)(header.Own & 0xffff); // above them is reserved, not read
        uint periodUs = BinaryPrimitives.ReadUInt32LittleEndian(from[24..]);
        if (plates is < 1 or > PlatesMax) return Refuse(out error, "plate count out of range");
        if (samples is < 1 or > SamplesMax) return Refuse(out error, "sample count out of range");
        if (from.Length != Size(plates, samples)) return Refuse(out error, "length does not match its counts");
        if (periodUs is < 500 or > 1_000_000) return Refuse(out error, "sample period out of range");
        batch = new WeightBatch(header.Mark, (int)periodUs, plates, MemoryMarshal.Cast<byte, int>(from[HeaderBytes..]));
        return true;
    }

    private static bool Refuse(out string error, string why)
    {
        error = why;
        return false;
    }
}
