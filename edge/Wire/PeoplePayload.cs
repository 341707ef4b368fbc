using System.Buffers.Binary;
using O4O.Edge.Store.Facts;

namespace O4O.Edge.Wire;

/// <summary>
/// Observed people on the wire, little endian:
/// <code>
///  0 u8  'P'            4 u32 reserved, 0        16 i64 device time of capture, µs
///  1 u8  version 1      8 u32 boot epoch         24 people, 112 bytes each:
///  2 u16 people        12 u32 sequence               0 i64 track
///                                                    8 u8[8] confidence of each joint, 0 not seen
///                                                   16 i32[8][3] x, y, z of each joint, mm
/// </code>
/// Joints: head, neck, left and right shoulder, left and right elbow, left and right wrist.
/// </summary>
public static class PeoplePayload
{
    public const int HeaderBytes = PayloadHeader.Bytes;
    public const int PersonBytes = 16 + JointSet.Count * 12;
    public const int PeopleMax = 256;

    /// <summary>No joint is farther than this from the origin; a message that says so is malformed.</summary>
    public const int ReachMaxMm = 10_000_000;
    private const byte Letter = (byte)'P';

    public static int Size(int people) => HeaderBytes + people * PersonBytes;

    /// <summary>Writes a frame; <paramref name="to"/> must hold <see cref="Size"/> bytes. Returns the bytes written.</summary>
    public static int Write(Span<byte> to, DeviceMark mark, ReadOnlySpan<PersonObservation> people)
    {
        if (people.Length > PeopleMax) throw new ArgumentException($"a frame has at most {PeopleMax} people, not {people.Length}");
        PayloadHeader.Write(to, Letter, people.Length, 0, mark);
        Span<byte> at = to[HeaderBytes..];
        foreach (ref readonly PersonObservation person in people)
        {
            BinaryPrimitives.WriteInt64LittleEndian(at, person.Track);
            for (int j = 0; j < JointSet.Count; j++)
            {
                Joint joint = person.Joints[j];
                at[8 + j] = joint.Confidence;
                BinaryPrimitives.WriteInt32LittleEndian(at[(16 + 12 * j)..], joint.XMm);
                BinaryPrimitives.WriteInt32LittleEndian(at[(20 + 12 * j)..], joint.YMm);
                BinaryPrimitives.WriteInt32LittleEndian(at[(24 + 12 * j)..], joint.ZMm);
            }
            at = at[PersonBytes..];
        }
        return Size(people.Length);
    }

    /// <summary>
    /// Reads a frame into <paramref name="buffer"/> (of at least <see cref="PeopleMax"/>); false, with the reason, when it
    /// is not one.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> from, Span<PersonObservation> buffer, out PeopleFrame frame, out string error)
    {
        frame = default;
        if (!PayloadHeader.TryRead(from, Letter, "not a people message", out PayloadHeader header, out error)) return false;
        int count = header.Count;
        if (count > PeopleMax) return Refuse(out error, "too many people");
        if (from.Length != Size(count)) return Refuse(out error, "length does not match its count");
        ReadOnlySpan<byte> at = from[HeaderBytes..];
        for (int i = 0; i < count; i++, at = at[PersonBytes..])
        {
            var joints = default(JointSet);
            for (int j = 0; j < JointSet.Count; j++)
            {
                int x = BinaryPrimitives.ReadInt32LittleEndian(at[(16 + 12 * j)..]);
                int y = BinaryPrimitives.ReadInt32LittleEndian(at[(20 + 12 * j)..]);
                int z = BinaryPrimitives.ReadInt32LittleEndian(at[(24 + 12 * j)..]);
                if (!InReach(x) || !InReach(y) || !InReach(z)) return Refuse(out error, "a joint is absurdly far away");
                joints[j] = new Joint(x, y, z, at[8 + j]);
            }
            buffer[i] = new PersonObservation(BinaryPrimitives.ReadInt64LittleEndian(at), joints);
        }
        frame = new PeopleFrame(header.Mark, buffer[..count]);
        return true;
    }

    private static bool InReach(int mm) => mm is >= -ReachMaxMm and <= ReachMaxMm;

    private static bool Refuse(out string error, string why)
    {
        error = why;
        return false;
    }
}
