using System.Buffers.Binary;
using O4O.Edge.Store.Facts;

namespace O4O.Edge.Wire;

/// <summary>
/// How every binary message begins, little endian:
/// <code>
///  0 u8  letter of its kind    4 u32 the kind's own, or 0    12 u32 sequence
///  1 u8  version, mostly 1      8 u32 boot epoch              16 i64 device time, µs
///  2 u16 count
/// </code>
/// </summary>
internal readonly ref struct PayloadHeader
{
    public const int Bytes = 24;

    private PayloadHeader(byte version, int count, uint own, DeviceMark mark) => (Version, Count, Own, Mark) = (version, count, own, mark);

    public byte Version { get; }

    public int Count { get; }

    /// <summary>What a kind has to say beside its count.</summary>
    public uint Own { get; }
    public DeviceMark Mark { get; }

    public static void Write(Span<byte> to, byte letter, int count, uint own, DeviceMark mark, byte version = 1)
    {
        to[0] = letter;
        to[1] = version;
        BinaryPrimitives.WriteUInt16LittleEndian(to[2..], checked((ushort)count));
        BinaryPrimitives.WriteUInt32LittleEndian(to[4..], own);
        BinaryPrimitives.WriteUInt32LittleEndian(to[8..], mark.BootEpoch);
        BinaryPrimitives.WriteUInt32LittleEndian(to[12..], mark.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(to[16..], mark.TimeUs);
    }

    /// <summary>Reads the beginning of a message of a kind; false, with the reason, when it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, byte letter, string notOne, out PayloadHeader header, out string error, byte versionMax = 1)
    {
        header = default;
        error = from.Length < Bytes ? "shorter than its header" : from[0] != letter ? notOne : from[1] == 0 || from[1] > versionMax ? "unknown version" : "";
        if (error.Length > 0) return false;
        var mark = new DeviceMark(
            BinaryPrimitives.ReadUInt32LittleEndian(from[8..]), BinaryPrimitives.ReadUInt32LittleEndian(from[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(from[16..]));
        header = new PayloadHeader(
            from[1], BinaryPrimitives.ReadUInt16LittleEndian(from[2..]), BinaryPrimitives.ReadUInt32LittleEndian(from[4..]), mark);
        return true;
    }
}
