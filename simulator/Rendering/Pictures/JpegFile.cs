using System.Buffers.Binary;

namespace O4O.Simulator.Rendering.Pictures;

/// <summary>Baseline JPEG (ITU-T T.81) in a JFIF frame.</summary>
internal static class JpegFile
{
    private static readonly (ushort, byte)[] DcLuma = JpegTables.Codes(JpegTables.DcLengths, JpegTables.DcValues), DcChroma = JpegTables.Codes(JpegTables.DcChromaLengths, JpegTables.DcValues);
    private static readonly (ushort, byte)[] AcLuma = JpegTables.Codes(JpegTables.AcLengths, JpegTables.AcValues), AcChroma = JpegTables.Codes(JpegTables.AcChromaLengths, JpegTables.AcChromaValues);

    /// <summary>The file of a picture that has been loaded.</summary>
    public static byte[] Write(JpegPlanes planes, int width, int height)
    {
        var file = new MemoryStream(width * height / 4);
        Header(file, planes, width, height);
        var bits = new Bits(file);
        int y = 0, cb = 0, cr = 0, wide = planes.Columns * 2;
        for (int row = 0; row < planes.Rows; row++)
        {
            for (int column = 0; column < planes.Columns; column++)
            {
                for (int k = 0; k < 4; k++)
                    bits.Block(planes.Y.AsSpan(((row * 2 + (k >> 1)) * wide + column * 2 + (k & 1)) * 64, 64), ref y, DcLuma, AcLuma);
                int at = (row * planes.Columns + column) * 64;
                bits.Block(planes.Cb.AsSpan(at, 64), ref cb, DcChroma, AcChroma);
                bits.Block(planes.Cr.AsSpan(at, 64), ref cr, DcChroma, AcChroma);
            }
        }
        bits.Finish();
        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }

    private static void Header(MemoryStream file, JpegPlanes planes, int width, int height)
    {
        file.Write([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        file.Write([0xFF, 0xDB, 0, 132, 0]);
        foreach (byte i in JpegTables.ZigZag) file.WriteByte(planes.LumaSteps[i]);
        file.WriteByte(1);
        foreach (byte i in JpegTables.ZigZag) file.WriteByte(planes.ChromaSteps[i]);
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(size, (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(size[2..], (ushort)width);
        file.Write([0xFF, 0xC0, 0, 17, 8]);
        file.Write(size);
        file.Write([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
        Table(file, 0x00, JpegTables.DcLengths, JpegTables.DcValues);
        Table(file, 0x10, JpegTables.AcLengths, JpegTables.AcValues);
        Table(file, 0x01, JpegTables.DcChromaLengths, JpegTables.DcValues);
        Table(file, 0x11, JpegTables.AcChromaLengths, JpegTables.AcChromaValues);
        file.Write([0xFF, 0xDA, 0, 12, 3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
    }

    private static void Table(MemoryStream file, byte which, ReadOnlySpan<byte> lengths, ReadOnlySpan<byte> values)
    {
        int length = 3 + 16 + values.Length;
        file.Write([0xFF, 0xC4, (byte)(length >> 8), (byte)length, which]);
        file.Write(lengths);
        file.Write(values);
    }

    private struct Bits(MemoryStream file)
    {
        private ulong _bits;
        private int _count;

        public void Block(ReadOnlySpan<short> block, ref int before, (ushort Code, byte Length)[] dc, (ushort Code, byte Length)[] ac)
        {
            int difference = block[0] - before, size = Size(difference);
            before = block[0];
            Put(dc[size]);
            Value(difference, size);
            int zeros = 0;
            ReadOnlySpan<byte> order = JpegTables.ZigZag;
            for (int k = 1; k < 64; k++)
            {
                int value = block[order[k]];
                if (value == 0)
                {
                    zeros++;
                    continue;
                }
                for (; zeros > 15; zeros -= 16) Put(ac[0xF0]);
                size = Size(value);
                Put(ac[zeros << 4 | size]);
                Value(value, size);
                zeros = 0;
            }
            if (zeros > 0) Put(ac[0]);
        }

        public void Finish()
        {
            if (_count % 8 != 0) Put((ushort)((1 << (8 - _count % 8)) - 1), 8 - _count % 8);
        }

        private void Value(int value, int size)
        {
            if (size > 0) Put((ushort)((value < 0 ? value - 1 : value) & ((1 << size) - 1)), size);
        }

        private void Put((ushort Code, byte Length) code) => Put(code.Code, code.Length);

        private void Put(ushort value, int length)
        {
            _bits = _bits << length | value;
            _count += length;
            while (_count >= 8)
            {
                byte next = (byte)(_bits >> (_count - 8));
                file.WriteByte(next);
                if (next == 0xFF) file.WriteByte(0);
                _count -= 8;
            }
        }

        private static int Size(int value) => 32 - int.LeadingZeroCount(Math.Abs(value));
    }
}
