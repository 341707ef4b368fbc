using System.Buffers.Binary;
using System.Numerics;
using O4O.Edge.Store.Facts;

namespace O4O.Edge.Wire;

/// <summary>
/// What a detector found in one picture of one camera, on the wire, little endian:
/// <code>
///  0 u8  'D'                   8 u32 boot epoch         24 boxes, 20 bytes each and 10 for each of its keypoints:
///  1 u8  version 1 or 2       12 u32 sequence               0 u8  class, 0 a person
///  2 u16 boxes                16 i64 device time of         1 u8  joints that follow, a bit each, head first
///  4 u16 picture's width, px         capture, µs            2 u16 score, parts of 65,535
///  6 u16 picture's height, px                               4 f32[4] left, top, width, height, px
///                                                          20 for each joint that follows, in their order:
///                                                              f32 x, f32 y, px; u16 score, parts of 65,535, not 0
/// </code>
/// In version 2 each box has 4 bytes more before its joints: <c>20 u8[3]</c> the colour of the clothes (BT.601, video range: brightness, blue
/// and red difference; brightness 0 where none was seen), <c>23 u8</c> 0. It is written where any box has a colour, and nowhere else.
/// Joints: head, neck, left and right shoulder, left and right elbow, left and right wrist.
/// </summary>
public static class DetectionsPayload
{
    public const int HeaderBytes = PayloadHeader.Bytes;
    public const int BoxBytes = 20;
    public const int KeypointBytes = 10;

    /// <summary>What version 2 says of the clothes of each box.</summary>
    public const int ClothesBytes = 4;
    public const int BoxesMax = 256;

    /// <summary>Nothing in a picture is farther than this from its corner, px; a message that says so is malformed.</summary>
    public const float ReachMaxPx = 65_536;

    /// <summary>The longest message.</summary>
    public const int BytesMax = HeaderBytes + BoxesMax * (BoxBytes + ClothesBytes + JointSet.Count * KeypointBytes);
    private const byte Letter = (byte)'D';
    private const byte WithClothes = 2;
    private const float Whole = ushort.MaxValue;

    /// <summary>Bytes of a message of these boxes.</summary>
    public static int Size(ReadOnlySpan<DetectedBox> boxes)
    {
        int bytes = HeaderBytes + (HaveClothes(boxes) ? ClothesBytes * boxes.Length : 0);
        foreach (ref readonly DetectedBox box in boxes) bytes += BoxBytes + KeypointBytes * BitOperations.PopCount(JointsOf(box));
        return bytes;
    }

    /// <summary>
    /// Writes a frame; <paramref name="to"/> must hold <see cref="Size"/> bytes (never more than <see cref="BytesMax"/>). Scores
    /// are rounded to the nearest part. Returns the bytes written.
    /// </summary>
    /// <exception cref="ArgumentException">Too many boxes, or one that <see cref="TryRead"/> would refuse.</exception>
    public static int Write(Span<byte> to, in DetectionsFrame frame)
    {
        if (frame.Boxes.Length > BoxesMax) throw new ArgumentException($"a picture has at most {BoxesMax} boxes, not {frame.Boxes.Length}");
        if (frame.Width is < 1 or > ushort.MaxValue || frame.Height is < 1 or > ushort.MaxValue)
            throw new ArgumentException($"a picture has 1..65535 pixels a side, not {frame.Width} x {frame.Height}");
        bool clothes = HaveClothes(frame.Boxes);
        PayloadHeader.Write(to, Letter, frame.Boxes.Length, (uint)frame.Width | (uint)frame.Height << 16, frame.Mark, clothes ? WithClothes : (byte)1);
        int at = HeaderBytes;
        foreach (ref readonly DetectedBox box in frame.Boxes) at += WriteBox(to[at..], box, clothes);
        return at;
    }

    /// <summary>
    /// Reads a frame into <paramref name="buffer"/> (of at least <see cref="BoxesMax"/>); false, with the reason, when it is
    /// not one.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> from, Span<DetectedBox> buffer, out DetectionsFrame frame, out string error)
    {
        frame = default;
        if (!PayloadHeader.TryRead(from, Letter, "not a detections message", out PayloadHeader header, out error, WithClothes)) return false;
        int width = (int)(header.Own & 0xffff), height = (int)(header.Own >> 16);
        if (width == 0 || height == 0) return Refuse(out error, "a picture without pixels");
        if (header.Count > BoxesMax) return Refuse(out error, "too many boxes");
        ReadOnlySpan<byte> at = from[HeaderBytes..];
        for (int i = 0; i < header.Count; i++)
        {
            if (!TryReadBox(at, header.Version == WithClothes, out buffer[i], out int bytes, out error)) return false;
            at = at[bytes..];
        }
        if (at.Length > 0) return Refuse(out error, "length does not match its counts");
        if (header.Version == WithClothes && !HaveClothes(buffer[..header.Count])) return Refuse(out error, "clothes without a colour");
        frame = new DetectionsFrame(header.Mark, width, height, buffer[..header.Count]);
        return true;
    }

    private static int WriteBox(Span<byte> to, in DetectedBox box, bool clothes)
    {
        byte joints = JointsOf(box);
        to[0] = box.Class;
        to[1] = joints;
        if (!IsShare(box.Score)) throw new ArgumentException($"a score is between 0 and 1, not {box.Score}");
        if (!IsSound(box)) throw new ArgumentException($"not a box in a picture: {box.Left}, {box.Top}, {box.Width} x {box.Height}");
        BinaryPrimitives.WriteUInt16LittleEndian(to[2..], Parts(box.Score));
        BinaryPrimitives.WriteSingleLittleEndian(to[4..], box.Left);
        BinaryPrimitives.WriteSingleLittleEndian(to[8..], box.Top);
        BinaryPrimitives.WriteSingleLittleEndian(to[12..], box.Width);
        BinaryPrimitives.WriteSingleLittleEndian(to[16..], box.Height);
        int at = BoxBytes;
        if (clothes)
        {
            (to[at], to[at + 1], to[at + 2], to[at + 3]) = (box.Clothes.Y, box.Clothes.U, box.Clothes.V, 0);
            at += ClothesBytes;
        }
        for (int j = 0; j < JointSet.Count; j++)
        {
            if ((joints >> j & 1) == 0) continue;
            Keypoint point = box.Keypoints[j];
            if (!IsShare(point.Score)) throw new ArgumentException($"a score is between 0 and 1, not {point.Score}");
            if (!InReach(point.X) || !InReach(point.Y)) throw new ArgumentException($"not a place in a picture: {point.X}, {point.Y}");
            BinaryPrimitives.WriteSingleLittleEndian(to[at..], point.X);
            BinaryPrimitives.WriteSingleLittleEndian(to[(at + 4)..], point.Y);
            BinaryPrimitives.WriteUInt16LittleEndian(to[(at + 8)..], Parts(point.Score));
            at += KeypointBytes;
        }
        return at;
    }

    private static bool TryReadBox(ReadOnlySpan<byte> at, bool clothes, out DetectedBox box, out int bytes, out string error)
    {
        box = default;
        bytes = 0;
        error = "";
        int fixedBytes = BoxBytes + (clothes ? ClothesBytes : 0);
        if (at.Length < fixedBytes) return Refuse(out error, "length does not match its counts");
        byte joints = at[1];
        bytes = fixedBytes + KeypointBytes * BitOperations.PopCount(joints);
        if (at.Length < bytes) return Refuse(out error, "length does not match its counts");
        var keypoints = default(KeypointSet);
        if (clothes && !IsColour(at[BoxBytes..])) return Refuse(out error, "not a colour of clothes");
        ReadOnlySpan<byte> from = at[fixedBytes..];
        for (int j = 0; j < JointSet.Count; j++)
        {
            if ((joints >> j & 1) == 0) continue;
            var point = new Keypoint(
                BinaryPrimitives.ReadSingleLittleEndian(from), BinaryPrimitives.ReadSingleLittleEndian(from[4..]),
                BinaryPrimitives.ReadUInt16LittleEndian(from[8..]) / Whole);
            if (!point.Seen) return Refuse(out error, "a joint that is there and not seen");
            if (!InReach(point.X) || !InReach(point.Y)) return Refuse(out error, "a joint is absurdly far away");
            keypoints[j] = point;
            from = from[KeypointBytes..];
        }
        box = new DetectedBox(
            BinaryPrimitives.ReadSingleLittleEndian(at[4..]), BinaryPrimitives.ReadSingleLittleEndian(at[8..]),
            BinaryPrimitives.ReadSingleLittleEndian(at[12..]), BinaryPrimitives.ReadSingleLittleEndian(at[16..]),
            BinaryPrimitives.ReadUInt16LittleEndian(at[2..]) / Whole, at[0], keypoints)
        {
            Clothes = clothes ? new ClothesColour(at[BoxBytes], at[BoxBytes + 1], at[BoxBytes + 2]) : default,
        };
        return IsSound(box) || Refuse(out error, "a box without an inside, or absurdly far away");
    }

    private static bool HaveClothes(ReadOnlySpan<DetectedBox> boxes)
    {
        foreach (ref readonly DetectedBox box in boxes)
            if (box.Clothes.Seen) return true;
        return false;
    }

    /// <summary>Where there is no brightness there is no colour.</summary>
    private static bool IsColour(ReadOnlySpan<byte> at) => at[3] == 0 && (at[0] != 0 || (at[1] | at[2]) == 0);

    /// <summary>The joints that a message carries: those whose score is not nothing once it is in parts.</summary>
    private static byte JointsOf(in DetectedBox box)
    {
        int joints = 0;
        for (int j = 0; j < JointSet.Count; j++)
            if (box.Keypoints[j].Score * Whole > 0.5f) joints |= 1 << j;
        return (byte)joints;
    }

    private static ushort Parts(float share) => (ushort)(share * Whole + 0.5f);

    private static bool IsShare(float share) => share is >= 0 and <= 1;

    private static bool IsSound(in DetectedBox box) =>
        InReach(box.Left) && InReach(box.Top) && box.Width is > 0 and <= ReachMaxPx && box.Height is > 0 and <= ReachMaxPx;

    /// <summary>False for what is no number, too.</summary>
    private static bool InReach(float px) => px is >= -ReachMaxPx and <= ReachMaxPx;

    private static bool Refuse(out string error, string why)
    {
        error = why;
        return false;
    }
}
