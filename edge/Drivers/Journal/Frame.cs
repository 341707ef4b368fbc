using System.Buffers.Binary;

namespace O4O.Edge.Drivers.Journal;

/// <summary>
/// One record in a segment: <c>u32 length, u32 crc, u64 sequence, u64 durable, payload, zeros up to a multiple of 8</c>,
/// little endian. The checksum starts from the segment header's checksum, so a frame copied from another segment is
/// bad here, and covers everything in the frame but itself, padding too.
/// <para><c>durable</c> is the last sequence that was on the disk for certain when this frame was written. It tells a
/// power cut from damage: a bad record that a later frame calls durable has been damaged; one that no later frame
/// calls durable was never promised to anyone.</para>
/// </summary>
internal static class Frame
{
    public const int HeaderBytes = 24;
    public const int Alignment = 8;

    /// <summary>The format's own limit on a payload, 16 MiB; a writer's option may be lower.</summary>
    public const int MaxPayloadBytes = 16 << 20;

    private const int CrcAt = 4;
    private const int SequenceAt = 8;
    private const int DurableAt = 16;

    /// <summary>Bytes that a payload of this length takes in the file.</summary>
    public static int SizeOf(int payloadBytes) => (HeaderBytes + payloadBytes + Alignment - 1) & -Alignment;

    public static int LengthOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt32LittleEndian(frame);

    public static long SequenceOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt64LittleEndian(frame[SequenceAt..]);

    public static long DurableOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt64LittleEndian(frame[DurableAt..]);

    /// <summary>Copies a payload into <paramref name="frame"/> (exactly <see cref="SizeOf"/> bytes); not sealed yet.</summary>
    public static void Fill(Span<byte> frame, long sequence, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame, payload.Length);
        BinaryPrimitives.WriteInt64LittleEndian(frame[SequenceAt..], sequence);
        payload.CopyTo(frame[HeaderBytes..]);
        frame[(HeaderBytes + payload.Length)..].Clear();
    }

    /// <summary>Writes what is known only when the frame leaves for the disk: the durable mark and the checksum.</summary>
    public static void Seal(Span<byte> frame, long durable, uint salt)
    {
        BinaryPrimitives.WriteInt64LittleEndian(frame[DurableAt..], durable);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[CrcAt..], Checksum(frame, salt));
    }

    /// <summary>Whether the checksum of this whole frame holds.</summary>
    public static bool IsSound(ReadOnlySpan<byte> frame, uint salt) =>
        BinaryPrimitives.ReadUInt32LittleEndian(frame[CrcAt..]) == Checksum(frame, salt);

    private static uint Checksum(ReadOnlySpan<byte> frame, uint salt) =>
        Crc32C.Compute(Crc32C.Compute(salt, frame[..CrcAt]), frame[SequenceAt..]);
}
