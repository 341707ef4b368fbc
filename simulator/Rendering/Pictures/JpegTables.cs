namespace O4O.Simulator.Rendering.Pictures;

/// <summary>The example tables of ITU-T T.81, annex K, which nearly every camera uses, and the scale of qualities that libjpeg made customary.</summary>
internal static class JpegTables
{
    public static ReadOnlySpan<byte> ZigZag =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37,
        44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    private static ReadOnlySpan<byte> Luminance =>
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55,
        64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static ReadOnlySpan<byte> Chrominance =>
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    public static ReadOnlySpan<byte> DcLengths => [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];

    public static ReadOnlySpan<byte> DcChromaLengths => [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0];

    public static ReadOnlySpan<byte> DcValues => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    public static ReadOnlySpan<byte> AcLengths => [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D];

    public static ReadOnlySpan<byte> AcChromaLengths => [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77];

    public static readonly byte[] AcValues = Convert.FromHexString(
        "01020300041105122131410613516107227114328191A1082342B1C11552D1F02433627282090A161718191A25262728292A3435363738393A434445464748494A535455565758595A636465666768696A737475767778797A83848586878889"
        + "8A92939495969798999AA2A3A4A5A6A7A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8F9FA");

    public static readonly byte[] AcChromaValues = Convert.FromHexString(
        "0001020311040521310612415107617113223281081442"
        + "91A1B1C109233352F0156272D10A162434E125F11718191A262728292A35363738393A434445464748494A535455565758595A636465666768696A737475767778797A82838485868788898A92939495969798999AA2A3A4A5A6A7A8A9AAB2B3B4"
        + "B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE2E3E4E5E6E7E8E9EAF2F3F4F5F6F7F8F9FA");

    /// <summary>Steps of quantisation, row by row, 1 to 255.</summary>
    public static byte[] Steps(int quality, bool isChroma)
    {
        ReadOnlySpan<byte> table = isChroma ? Chrominance : Luminance;
        int scale = quality < 50 ? 5_000 / quality : 200 - 2 * quality;
        var steps = new byte[64];
        for (int i = 0; i < 64; i++) steps[i] = (byte)Math.Clamp((table[i] * scale + 50) / 100, 1, 255);
        return steps;
    }

    /// <summary>Code and length by value.</summary>
    public static (ushort Code, byte Length)[] Codes(ReadOnlySpan<byte> lengths, ReadOnlySpan<byte> values)
    {
        var codes = new (ushort, byte)[256];
        int code = 0, next = 0;
        for (int length = 1; length <= 16; length++, code <<= 1)
            for (int i = 0; i < lengths[length - 1]; i++) codes[values[next++]] = ((ushort)code++, (byte)length);
        return codes;
    }
}
