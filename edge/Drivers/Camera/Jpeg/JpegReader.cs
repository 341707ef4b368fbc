using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace O4O.Edge.Drivers.Camera.Jpeg;

/// <summary>
/// Reads what <see cref="JpegWriter"/> writes, and any other baseline JPEG (ITU-T T.81) with colour at half the size either way, back into
/// planes as cameras have them (I420, BT.601, brightness 16 to 235). The same bytes give the same picture on every machine. After the first
/// picture of a size nothing is allocated. Not for several threads at once.
/// </summary>
public sealed class JpegReader
{
    /// <summary>Most pixels a side; more is taken for damage.</summary>
    public const int SideMax = 8_192;

    private const float GreyGain = 219 / 255f, GreyZero = (128 * 219 / 255f) + 16.5f, ColourGain = 224 / 255f, ColourZero = 128.5f;

    private readonly float[][] _factors = [new float[64], new float[64], new float[64], new float[64]];
    private readonly bool[] _hasFactors = new bool[4];
    private readonly HuffmanTable[] _means = [new(), new(), new(), new()], _details = [new(), new(), new(), new()];
    private readonly byte[] _names = new byte[3], _steps = new byte[3], _tables = new byte[3];
    private readonly int[] _mean = new int[3];
    private readonly float[] _block = new float[64];
    private byte[] _pixels = [];

    /// <summary>Of the last picture, pixels.</summary>
    public int Width { get; private set; }

    /// <summary>Of the last picture, pixels.</summary>
    public int Height { get; private set; }

    /// <summary>The last picture's three planes, one after the other; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.AsSpan(0, Frame.Bytes(Width, Height));

    /// <summary>Reads one picture; false, with the reason, when the bytes are none, or not a whole one.</summary>
    public bool TryRead(ReadOnlySpan<byte> jpeg, out string error)
    {
        (Width, Height) = (0, 0);
        Array.Clear(_hasFactors);
        for (int i = 0; i < 4; i++)
        {
            _means[i].Forget();
            _details[i].Forget();
        }
        if (jpeg.Length < 4 || jpeg[0] != 0xFF || jpeg[1] != 0xD8) return Refuse(out error, "it does not begin as a JPEG does");
        for (int at = 2; at + 4 <= jpeg.Length;)
        {
            byte marker = jpeg[at + 1];
            if (jpeg[at] != 0xFF) return Refuse(out error, $"there is no marker at byte {at}");
            int length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (length < 2 || at + 2 + length > jpeg.Length) return Refuse(out error, "it is cut off");
            ReadOnlySpan<byte> segment = jpeg.Slice(at + 4, length - 2);
            at += 2 + length;
            if (marker == 0xDA) return TryScan(segment, jpeg[at..], out error);
            if (!TrySegment(marker, segment, out error)) return false;
        }
        return Refuse(out error, "it is cut off");
    }

    private bool TrySegment(byte marker, ReadOnlySpan<byte> segment, out string error)
    {
        error = "";
        return marker switch
        {
            0xDB => TrySteps(segment) || Refuse(out error, "its quantisation is damaged"),
            0xC4 => TryCodes(segment) || Refuse(out error, "its Huffman codes are damaged"),
            0xC0 => TrySizes(segment, out error),
            >= 0xC1 and <= 0xCF => Refuse(out error, "it is not a baseline JPEG"),
            0xDD => segment is [0, 0] || Refuse(out error, "it has restart intervals, which are not read"),
            0xD9 => Refuse(out error, "it ends before its picture"),
            _ => true, // what programs say of themselves
        };
    }

    private bool TrySteps(ReadOnlySpan<byte> at)
    {
        for (; at.Length >= 65; at = at[65..])
        {
            if (at[0] > 3 || at.Slice(1, 64).Contains((byte)0)) return false;
            InverseCosines.Factors(at.Slice(1, 64), _factors[at[0]]);
            _hasFactors[at[0]] = true;
        }
        return at.IsEmpty;
    }

    private bool TryCodes(ReadOnlySpan<byte> at)
    {
        while (at.Length >= 17)
        {
            int values = 0;
            foreach (byte count in at.Slice(1, 16)) values += count;
            if ((at[0] & 0xEC) != 0 || values > 256 || at.Length < 17 + values) return false;
            HuffmanTable table = (at[0] < 0x10 ? _means : _details)[at[0] & 3];
            if (!table.TryLearn(at.Slice(1, 16), at.Slice(17, values))) return false;
            at = at[(17 + values)..];
        }
        return at.IsEmpty;
    }

    private bool TrySizes(ReadOnlySpan<byte> at, out string error)
    {
        if (at.Length != 15 || at[0] != 8 || at[5] != 3) return Refuse(out error, "it is not of three colours of eight bits");
        int height = BinaryPrimitives.ReadUInt16BigEndian(at[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(at[3..]);
        if (width is < 1 or > SideMax || height is < 1 or > SideMax) return Refuse(out error, $"{width} × {height} pixels are not 1 to {SideMax} a side");
        for (int c = 0; c < 3; c++)
        {
            (_names[c], _steps[c]) = (at[6 + (3 * c)], at[8 + (3 * c)]);
            if (at[7 + (3 * c)] != (c == 0 ? 0x22 : 0x11)) return Refuse(out error, "its colours are not of half the size either way (4:2:0)");
            if (_steps[c] > 3 || !_hasFactors[_steps[c]]) return Refuse(out error, "its quantisation is missing");
        }
        (Width, Height) = (width, height);
        if (_pixels.Length < Frame.Bytes(width, height)) _pixels = new byte[Frame.Bytes(width, height)];
        error = "";
        return true;
    }

    private bool TryScan(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data, out string error)
    {
        if (Width == 0) return Refuse(out error, "it does not say how large it is");
        if (header.Length != 10 || header[0] != 3) return Refuse(out error, "its colours come one after the other, which is not read");
        for (int c = 0; c < 3; c++)
        {
            _tables[c] = header[2 + (2 * c)];
            if (header[1 + (2 * c)] != _names[c] || (_tables[c] & 0xCC) != 0 || !_means[_tables[c] >> 4].IsKnown || !_details[_tables[c] & 3].IsKnown)
                return Refuse(out error, "its Huffman codes are missing");
        }
        Array.Clear(_mean);
        int colourWidth = (Width + 1) / 2, colourHeight = (Height + 1) / 2, colourBytes = colourWidth * colourHeight;
        Span<byte> grey = _pixels.AsSpan(0, Width * Height), blue = _pixels.AsSpan(Width * Height, colourBytes), red = _pixels.AsSpan(Width * Height + colourBytes, colourBytes);
        var bits = new BitSource(data);
        bool whole = true;
        for (int y = 0; y < Height && whole; y += 16)
        {
            for (int x = 0; x < Width && whole; x += 16)
            {
                for (int b = 0; b < 4 && whole; b++) whole = TryBlock(ref bits, 0, grey, Width, Height, x + (8 * (b & 1)), y + (4 * (b & 2)));
                whole = whole && TryBlock(ref bits, 1, blue, colourWidth, colourHeight, x / 2, y / 2) && TryBlock(ref bits, 2, red, colourWidth, colourHeight, x / 2, y / 2);
            }
        }
        error = "";
        return whole || Refuse(out error, bits.IsShort ? "it is cut off" : "its data are damaged");
    }

    /// <summary>Eight by eight samples of a colour; false where the data are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryBlock(ref BitSource bits, int colour, Span<byte> plane, int width, int height, int x, int y)
    {
        int length = _means[_tables[colour] >> 4].Next(ref bits);
        if (length is < 0 or > 11) return false;
        if (length > 0) _mean[colour] += bits.Number(length);
        float[] factors = _factors[_steps[colour]];
        Span<float> block = _block;
        block.Clear();
        block[0] = _mean[colour] * factors[0];
        HuffmanTable details = _details[_tables[colour] & 3];
        for (int k = 1; k < 64; k++)
        {
            int symbol = details.Next(ref bits);
            if (symbol < 0) return false;
            if (symbol == 0) break;
            k += symbol >> 4;
            if ((symbol & 15) == 0)
            {
                if (symbol != 0xF0) return false;
                continue;
            }
            if (k > 63) return false;
            int place = JpegTables.ZigZag[k], turned = ((place & 7) << 3) | (place >> 3);
            block[turned] = bits.Number(symbol & 15) * factors[turned];
        }
        if (bits.IsShort) return false;
        InverseCosines.Transform(block);
        Put(block, colour == 0, plane, width, height, x, y);
        return true;
    }

    /// <summary>Samples of −128 … 127 as the camera has them; what lies beyond the picture's edge goes.</summary>
    private static void Put(ReadOnlySpan<float> block, bool isGrey, Span<byte> plane, int width, int height, int x, int y)
    {
        int wide = Math.Min(8, width - x), high = Math.Min(8, height - y);
        if (wide <= 0) return;
        (float gain, float zero) = isGrey ? (GreyGain, GreyZero) : (ColourGain, ColourZero);
        Span<byte> eight = stackalloc byte[16];
        for (int row = 0; row < high; row++)
        {
            Vector256<float> values = Vector256.Min(Vector256.Max(Vector256.Create(block[(row * 8)..]), Vector256.Create(-128f)), Vector256.Create(127f));
            Vector256<int> whole = Vector256.ConvertToInt32((values * gain) + Vector256.Create(zero));
            Vector128<ushort> narrow = Vector128.Narrow(whole.GetLower().AsUInt32(), whole.GetUpper().AsUInt32());
            Vector128.Narrow(narrow, narrow).CopyTo(eight);
            eight[..wide].CopyTo(plane[(((y + row) * width) + x)..]);
        }
    }

    private static bool Refuse(out string error, string why)
    {
        error = why;
        return false;
    }
}
