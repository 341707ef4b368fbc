using System.Buffers;

namespace O4O.Edge.Drivers.Mcap;

/// <summary>
/// A window over a stream: the bytes from <see cref="Offset"/> on, as many as were asked for. It keeps a checksum of the
/// bytes passed. Its memory is pooled, and doubles only as bytes arrive.
/// </summary>
internal sealed class RecordSource(Stream stream) : IDisposable
{
    private const int StartBytes = 1 << 20;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(StartBytes);
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Offset in the file of the window's first byte.</summary>
    public long Offset { get; private set; }

    /// <summary>CRC-32 of the bytes passed since <see cref="RestartCrc"/>.</summary>
    public uint Crc { get; private set; }

    public int Available => _end - _start;

    public ReadOnlySpan<byte> Window => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Tries to have <paramref name="count"/> bytes in the window; false when the stream ends before.</summary>
    public bool Ensure(int count)
    {
        while (_end - _start < count && !_ended)
        {
            MakeRoom();
            int read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _ended = read == 0;
            _end += read;
        }

        return _end - _start >= count;
    }

    /// <summary>Passes <paramref name="count"/> bytes of the window.</summary>
    public void Advance(int count)
    {
        Crc = Crc32.Append(Crc, _buffer.AsSpan(_start, count));
        _start += count;
        Offset += count;
    }

    public void RestartCrc() => Crc = 0;

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _start = _end = 0;
            _ended = true;
        }
    }

    private void MakeRoom()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_end < _buffer.Length)
        {
            return;
        }

        int held = _end - _start;
        byte[] target = held <= _buffer.Length / 2 ? _buffer : ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(_start, held).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _start = 0;
        _end = held;
    }
}
