using System.Buffers.Binary;
using System.IO.Compression;

namespace O4O.Edge.Eyes.Drawing;

/// <summary>Writes a picture (I420, BT.601, brightness 16 to 235) as PNG: three bytes a pixel, no filter (W3C, PNG specification, second edition).</summary>
internal static class PngFile
{
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string file, int width, int height, ReadOnlySpan<byte> pixels)
    {
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + 3 * width];
            for (int y = 0; y < height; y++)
            {
                Row(pixels, width, height, y, row.AsSpan(1));
                packed.Write(row);
            }
        }
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9], header[10], header[11], header[12]) = (8, 2, 0, 0, 0);
        using FileStream stream = File.Create(file);
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(stream, "IHDR"u8, header);
        Chunk(stream, "IDAT"u8, rows.GetBuffer().AsSpan(0, (int)rows.Length));
        Chunk(stream, "IEND"u8, []);
    }

    private static void Row(ReadOnlySpan<byte> pixels, int width, int height, int y, Span<byte> rgb)
    {
        int luma = width * height, colourWidth = (width + 1) / 2, chroma = colourWidth * ((height + 1) / 2);
        for (int x = 0; x < width; x++)
        {
            int colour = luma + (y / 2) * colourWidth + x / 2;
            double light = 1.164 * (pixels[y * width + x] - 16), u = pixels[colour] - 128, v = pixels[colour + chroma] - 128;
            rgb[3 * x] = (byte)Math.Clamp(light + 1.596 * v, 0, 255);
            rgb[3 * x + 1] = (byte)Math.Clamp(light - 0.392 * u - 0.813 * v, 0, 255);
            rgb[3 * x + 2] = (byte)Math.Clamp(light + 2.017 * u, 0, 255);
        }
    }

    private static void Chunk(FileStream stream, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(name);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), data));
        stream.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte b in data)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }
        return crc;
    }
}
