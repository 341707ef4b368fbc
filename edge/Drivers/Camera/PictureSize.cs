using System.Buffers.Binary;

namespace O4O.Edge.Drivers.Camera;

/// <summary>Reads the size of a picture from the beginning of its file.</summary>
internal static class PictureSize
{
    private const int PngHeader = 24, BmpHeader = 26;
    private static ReadOnlySpan<byte> PngMark => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <exception cref="CameraException">It is no JPEG, PNG or BMP picture.</exception>
    public static (int Width, int Height) Read(string file)
    {
        using FileStream stream = File.OpenRead(file);
        Span<byte> head = stackalloc byte[BmpHeader];
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..read];
        (int Width, int Height)? size = null;
        if (read >= PngHeader && head.StartsWith(PngMark)) size = (BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]));
        else if (read >= BmpHeader && head.StartsWith("BM"u8)) size = (BinaryPrimitives.ReadInt32LittleEndian(head[18..]), Math.Abs(BinaryPrimitives.ReadInt32LittleEndian(head[22..])));
        else if (read > 3 && head[0] == 0xFF && head[1] == 0xD8) size = Jpeg(stream);
        return size is { Width: > 0, Height: > 0 } good ? good : throw new CameraException($"{file}: not a JPEG, PNG or BMP picture, or damaged");
    }

    /// <summary>Walks the segments to the frame header (SOFn), ITU-T T.81 annex B.</summary>
    private static (int Width, int Height)? Jpeg(FileStream stream)
    {
        stream.Position = 2;
        Span<byte> segment = stackalloc byte[4], frame = stackalloc byte[5];
        while (stream.ReadAtLeast(segment, 4, throwOnEndOfStream: false) == 4 && segment[0] == 0xFF)
        {
            if (segment[1] == 0xFF)
            {
                stream.Position -= 3; // a fill byte before the marker
                continue;
            }
            int marker = segment[1], length = BinaryPrimitives.ReadUInt16BigEndian(segment[2..]);
            bool isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            if (isFrame)
            {
                return stream.ReadAtLeast(frame, 5, throwOnEndOfStream: false) == 5
                    ? (BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame[1..]))
                    : null;
            }
            stream.Position += length - 2;
        }
        return null;
    }
}
