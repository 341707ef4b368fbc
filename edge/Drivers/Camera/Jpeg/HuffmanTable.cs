namespace O4O.Edge.Drivers.Camera.Jpeg;

/// <summary>What each code stands for (ITU-T T.81, Annex C and F.2.2.3). Made anew for each picture, in place.</summary>
internal sealed class HuffmanTable
{
    /// <summary>Codes of so many bits are looked up; longer ones, which are rare, are searched for.</summary>
    private const int ShortBits = 10;

    private readonly ushort[] _short = new ushort[1 << ShortBits];
    private readonly int[] _least = new int[17], _count = new int[17], _first = new int[17];
    private readonly byte[] _values = new byte[256];

    /// <summary>Whether a picture has said what its codes are.</summary>
    public bool IsKnown { get; private set; }

    public void Forget() => IsKnown = false;

    /// <summary>Takes a table in: how many codes there are of each length from 1 to 16, then what they stand for; false where no such codes can be.</summary>
    public bool TryLearn(ReadOnlySpan<byte> lengths, ReadOnlySpan<byte> values)
    {
        IsKnown = false;
        Array.Clear(_short);
        values.CopyTo(_values);
        int code = 0, next = 0;
        for (int length = 1; length <= 16; length++)
        {
            (_least[length], _count[length], _first[length]) = (code, lengths[length - 1], next);
            if (code + _count[length] > 1 << length) return false;
            for (int i = 0; i < _count[length]; i++, code++, next++)
            {
                if (length > ShortBits) continue;
                int free = ShortBits - length;
                _short.AsSpan(code << free, 1 << free).Fill((ushort)(length << 8 | values[next]));
            }
            code <<= 1;
        }
        return IsKnown = true;
    }

    /// <summary>The next value; −1 where the bits are no code.</summary>
    public int Next(ref BitSource bits)
    {
        uint sixteen = bits.Peek();
        int found = _short[sixteen >> (16 - ShortBits)];
        if (found != 0)
        {
            bits.Skip(found >> 8);
            return found & 0xFF;
        }
        for (int length = ShortBits + 1; length <= 16; length++)
        {
            int nth = (int)(sixteen >> (16 - length)) - _least[length];
            if ((uint)nth >= (uint)_count[length]) continue;
            bits.Skip(length);
            return _values[_first[length] + nth];
        }
        return -1;
    }
}
