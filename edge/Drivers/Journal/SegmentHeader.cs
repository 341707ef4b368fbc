using System.Buffers.Binary;
using System.Text;

namespace O4O.Edge.Drivers.Journal;

/// <summary>The first 128 bytes of a segment; see the README for the layout.</summary>
internal sealed record SegmentHeader(long Number, long FirstSequence, string Store, uint Checksum)
{
    public const int Bytes = 128;
    public const int Version = 1;
    public const int MaxStoreBytes = 64;

    private const int VersionAt = 8;
    private const int BytesAt = 12;
    private const int NumberAt = 16;
    private const int FirstSequenceAt = 24;
    private const int StoreLengthAt = 32;
    private const int StoreAt = 36;
    private const int CrcAt = 124;

    private static ReadOnlySpan<byte> Magic => "O4OJRNL\n"u8;

    /// <summary>Writes a header into <paramref name="target"/> (128 bytes) and returns what a reader will make of it.</summary>
    public static SegmentHeader Write(Span<byte> target, long number, long firstSequence, string store)
    {
        target.Clear();
        Magic.CopyTo(target);
        BinaryPrimitives.WriteInt32LittleEndian(target[VersionAt..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(target[BytesAt..], Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(target[NumberAt..], number);
        BinaryPrimitives.WriteInt64LittleEndian(target[FirstSequenceAt..], firstSequence);
        BinaryPrimitives.WriteInt32LittleEndian(target[StoreLengthAt..], Encoding.UTF8.GetByteCount(store));
        Encoding.UTF8.GetBytes(store, target[StoreAt..(StoreAt + MaxStoreBytes)]);
        var checksum = Crc32C.Compute(0, target[..CrcAt]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[CrcAt..], checksum);
        return new SegmentHeader(number, firstSequence, store, checksum);
    }

    /// <summary>Reads a header; null with the reason when it is not one.</summary>
    public static SegmentHeader? Read(ReadOnlySpan<byte> source, out string fault)
    {
        fault = "";
        if (source.Length < Bytes)
        {
            fault = $"the file header is incomplete: {source.Length} of {Bytes} bytes";
        }
        else if (!source[..Magic.Length].SequenceEqual(Magic))
        {
            fault = "the file header does not begin with O4OJRNL";
        }
        else if (Crc32C.Compute(0, source[..CrcAt]) != BinaryPrimitives.ReadUInt32LittleEndian(source[CrcAt..]))
        {
            fault = "the file header's checksum does not match";
        }
        else if (BinaryPrimitives.ReadInt32LittleEndian(source[VersionAt..]) is var version && version != Version)
        {
            fault = $"the file header says version {version}, this program knows version {Version}";
        }

        if (fault.Length > 0)
        {
            return null;
        }

        var storeBytes = Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(source[StoreLengthAt..]), 0, MaxStoreBytes);
        return new SegmentHeader(
            BinaryPrimitives.ReadInt64LittleEndian(source[NumberAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[FirstSequenceAt..]),
            Encoding.UTF8.GetString(source.Slice(StoreAt, storeBytes)),
            BinaryPrimitives.ReadUInt32LittleEndian(source[CrcAt..]));
    }
}
