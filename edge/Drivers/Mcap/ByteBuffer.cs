using System.Buffers.Binary;
using System.Text;

namespace O4O.Edge.Drivers.Mcap;

/// <summary>A growing little-endian buffer. It keeps its memory when cleared, so steady use allocates nothing.</summary>
internal sealed class ByteBuffer(int capacity)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public Span<byte> Slice(int at, int length) => _bytes.AsSpan(0, Length).Slice(at, length);

    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    /// <summary>Appends <paramref name="length"/> bytes for the caller to fill.</summary>
    public Span<byte> Take(int length)
    {
        int end = checked(Length + length);
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(end, (int)Math.Min(Array.MaxLength, _bytes.Length * 2L)));
        }

        Span<byte> taken = _bytes.AsSpan(Length, length);
        Length = end;
        return taken;
    }

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    public void Byte(byte value) => Take(1)[0] = value;

    public void U16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(2), value);

    public void U32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    public void U64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    public void I64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void Text(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        U32((uint)length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    public void Map(IReadOnlyDictionary<string, string> map)
    {
        int start = Length;
        U32(0);
        foreach ((string key, string value) in map)
        {
            Text(key);
            Text(value);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(Slice(start, 4), (uint)(Length - start - 4));
    }

    /// <summary>Opens a record; <see cref="EndRecord"/> writes its length.</summary>
    public int BeginRecord(byte opcode)
    {
        int start = Length;
        Byte(opcode);
        U64(0);
        return start;
    }

    public void EndRecord(int start)
    {
        int content = Length - start - McapFormat.RecordHeaderBytes;
        BinaryPrimitives.WriteUInt64LittleEndian(Slice(start + 1, 8), (ulong)content);
    }
}
