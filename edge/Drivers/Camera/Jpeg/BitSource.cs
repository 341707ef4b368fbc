namespace O4O.Edge.Drivers.Camera.Jpeg;

/// <summary>Bytes into bits, with the zero behind every byte of ones left out. Behind the end, or behind a marker, there are zeros for ever.</summary>
internal ref struct BitSource(ReadOnlySpan<byte> from)
{
    private readonly ReadOnlySpan<byte> _from = from;
    private ulong _bits;
    private int _at, _count, _padding;

    /// <summary>More was taken than there was.</summary>
    public readonly bool IsShort => _count < _padding;

    /// <summary>The next sixteen bits, which stay.</summary>
    public uint Peek()
    {
        if (_count < 16) Fill();
        return (uint)(_bits >> (_count - 16)) & 0xFFFF;
    }

    /// <param name="length">At most 16, of those that <see cref="Peek"/> showed.</param>
    public void Skip(int length) => _count -= length;

    /// <summary>A number of so many bits as T.81 has it (F.2.2.1): the lower half of the values are negative.</summary>
    /// <param name="length">1 to 15.</param>
    public int Number(int length)
    {
        int value = (int)(Peek() >> (16 - length));
        _count -= length;
        return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
    }

    private void Fill()
    {
        while (_count <= 48)
        {
            int next = 0;
            if (_at < _from.Length && (_from[_at] != 0xFF || (_at + 1 < _from.Length && _from[_at + 1] == 0)))
            {
                next = _from[_at];
                _at += next == 0xFF ? 2 : 1;
            }
            else _padding += 8; // nothing that is real comes any more: padding is always what is left last
            _bits = (_bits << 8) | (uint)next;
            _count += 8;
        }
    }
}
