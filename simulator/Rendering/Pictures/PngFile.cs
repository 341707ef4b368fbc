using System.Buffers.Binary;
using System.IO.Compression;

namespace O4O.Simulator.Rendering.Pictures;

/// <summary>PNG (W3C, third edition) of red, green and blue, 8 bits each.</summary>
internal static class PngFile
{
    private static readonly uint[] Crc = Table();

    public static byte[] Write(ReadOnlySpan<byte> rgb, int width, int height)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9], header[10], header[11], header[12]) = (8, 2, 0, 0, 0);
        Chunk(file, "IHDR"u8, header);
        var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            // Every row against the one above it, which is cheap and does well on pictures.
            var row = new byte[1 + width * 3];
            for (int y = 0; y < height; y++)
            {
                ReadOnlySpan<byte> now = rgb.Slice(y * width * 3, width * 3), above = y > 0 ? rgb.Slice((y - 1) * width * 3, width * 3) : default;
                row[0] = 2;
                for (int i = 0; i < now.Length; i++) row[i + 1] = (byte)(now[i] - (y > 0 ? above[i] : 0));
                packed.Write(row);
            }
        }
        Chunk(file, "IDAT"u8, rows.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        uint crc = Update(Update(uint.MaxValue, type), data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }

    private static uint Update(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte b in data) crc = Crc[(byte)(crc ^ b)] ^ crc >> 8;
        return crc;
    }

    private static uint[] Table()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint c = n;
            for (int k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320 ^ c >> 1 : c >> 1;
            table[n] = c;
        }
        return table;
    }
}
