namespace O4O.Edge.Drivers.Camera.Jpeg;

/// <summary>Bits into bytes, with a zero behind every byte of ones, as entropy-coded data wants it. What finds no room is counted out.</summary>
internal ref struct BitSink(Span<byte> to, int used)
{
    private readonly Span<byte> _to = to;
    private ulong _bits;
    private int _count;

    /// <summary>Bytes so far.</summary>
    public int Used { get; private set; } = used;

    /// <summary>Something found no room: what was written is no picture.</summary>
    public bool IsFull { get; private set; }

    /// <param name="value">No bit above <paramref name="length"/> is set.</param>
    /// <param name="length">At most 32.</param>
    public void Put(uint value, int length)
    {
        _bits = (_bits << length) | value;
        _count += length;
        while (_count >= 8)
        {
            _count -= 8;
            Byte((byte)(_bits >> _count));
        }
    }

    /// <summary>Fills the last byte with ones.</summary>
    public void Finish()
    {
        if (_count > 0) Put((1u << (8 - _count)) - 1, 8 - _count);
    }

    private void Byte(byte value)
    {
        if (Used + 2 > _to.Length)
        {
            IsFull = true;
            return;
        }
        _to[Used++] = value;
        if (value == 0xFF) _to[Used++] = 0;
    }
}
