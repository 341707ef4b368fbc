using System.Buffers.Binary;
using System.Text;

namespace O4O.Edge.Wire;

/// <summary>
/// One picture of a clip that a case asked for, from a camera to the edge. Little endian; the layout stands in asyncapi.yaml. A
/// camera that has nothing of the span says so with a piece of none.
/// </summary>
public readonly ref struct ClipPiece
{
    public const byte Letter = (byte)'C';
    public const byte Version = 1;
    public const int HeaderBytes = 28;

    /// <summary>Most pictures of a clip.</summary>
    public const int PicturesMax = 1024;

    /// <summary>Longest picture, bytes: with the rest it fits the broker's limit of a message.</summary>
    public const int PictureBytesMax = 240_000;

    public const int BytesMax = HeaderBytes + CasePayload.CaseCharsMax + PictureBytesMax;

    /// <param name="case">The case.</param>
    /// <param name="doubt">Which of its doubts.</param>
    /// <param name="index">Place among the clip's pictures, from 0.</param>
    /// <param name="count">How many there are; 0: nothing is there, and there is no picture.</param>
    /// <param name="capturedUs">When it was captured, Unix µs.</param>
    /// <param name="picture">JPEG.</param>
    public ClipPiece(ReadOnlySpan<byte> @case, long doubt, int index, int count, long capturedUs, ReadOnlySpan<byte> picture)
    {
        Case = @case;
        (Doubt, Index, Count, CapturedUs) = (doubt, index, count, capturedUs);
        Picture = picture;
    }

    /// <summary>The case's id, ASCII.</summary>
    public ReadOnlySpan<byte> Case { get; }

    public long Doubt { get; }

    public int Index { get; }

    public int Count { get; }

    public long CapturedUs { get; }

    public ReadOnlySpan<byte> Picture { get; }

    /// <summary>Writes it; the bytes written.</summary>
    /// <param name="to">Long enough.</param>
    public int Write(Span<byte> to)
    {
        to[0] = Letter;
        to[1] = Version;
        BinaryPrimitives.WriteUInt16LittleEndian(to[2..], (ushort)Index);
        BinaryPrimitives.WriteUInt16LittleEndian(to[4..], (ushort)Count);
        BinaryPrimitives.WriteUInt16LittleEndian(to[6..], (ushort)Case.Length);
        BinaryPrimitives.WriteInt64LittleEndian(to[8..], Doubt);
        BinaryPrimitives.WriteInt64LittleEndian(to[16..], CapturedUs);
        BinaryPrimitives.WriteInt32LittleEndian(to[24..], Picture.Length);
        Case.CopyTo(to[HeaderBytes..]);
        Picture.CopyTo(to[(HeaderBytes + Case.Length)..]);
        return HeaderBytes + Case.Length + Picture.Length;
    }

    /// <summary>Reads a message; false, with the reason, when it is not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, out ClipPiece piece, out string error)
    {
        piece = default;
        error = "";
        if (from.Length < HeaderBytes || from[0] != Letter || from[1] != Version)
        {
            error = from.Length < HeaderBytes ? $"{from.Length} bytes are too short" : $"not a piece of a clip, version {Version}";
            return false;
        }
        int index = BinaryPrimitives.ReadUInt16LittleEndian(from[2..]), count = BinaryPrimitives.ReadUInt16LittleEndian(from[4..]);
        int caseLength = BinaryPrimitives.ReadUInt16LittleEndian(from[6..]), length = BinaryPrimitives.ReadInt32LittleEndian(from[24..]);
        bool none = count == 0 && index == 0 && length == 0;
        bool one = count is > 0 and <= PicturesMax && index < count && length is > 0 and <= PictureBytesMax;
        if (caseLength > CasePayload.CaseCharsMax || !(none || one) || from.Length != HeaderBytes + caseLength + length)
        {
            error = $"{from.Length} bytes with picture {index} of {count}, {length} bytes long, of a case of {caseLength} letters";
            return false;
        }
        ReadOnlySpan<byte> id = from.Slice(HeaderBytes, caseLength);
        if (!CasePayload.IsCase(Encoding.ASCII.GetString(id)))
        {
            error = "no case has such an id";
            return false;
        }
        piece = new ClipPiece(
            id, BinaryPrimitives.ReadInt64LittleEndian(from[8..]), index, count, BinaryPrimitives.ReadInt64LittleEndian(from[16..]), from[(HeaderBytes + caseLength)..]);
        return true;
    }
}
