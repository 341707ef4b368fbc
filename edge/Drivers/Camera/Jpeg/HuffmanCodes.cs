namespace O4O.Edge.Drivers.Camera.Jpeg;

/// <summary>The code of each value, made from the counts of their lengths (ITU-T T.81, Annex C).</summary>
internal sealed class HuffmanCodes
{
    private readonly uint[] _codes = new uint[256];
    private readonly byte[] _lengths = new byte[256];

    public HuffmanCodes(ReadOnlySpan<byte> lengths, ReadOnlySpan<byte> values)
    {
        uint code = 0;
        int next = 0;
        for (int length = 1; length <= 16; length++)
        {
            for (int i = 0; i < lengths[length - 1]; i++)
            {
                _codes[values[next]] = code++;
                _lengths[values[next++]] = (byte)length;
            }
            code <<= 1;
        }
    }

    public uint Code(int value) => _codes[value];

    /// <summary>Bits of the value's code; 0 where it has none.</summary>
    public int Length(int value) => _lengths[value];
}
