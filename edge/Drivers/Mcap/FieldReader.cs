using System.Buffers.Binary;
using System.Text;

namespace O4O.Edge.Drivers.Mcap;

/// <summary>
/// Reads the fields of one record. Reading past the end sets <see cref="Failed"/> for good and returns zeros, so a
/// parser reads all its fields and asks once.
/// </summary>
internal ref struct FieldReader(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _rest = content;

    public bool Failed { get; private set; }

    public readonly int Remaining => _rest.Length;

    public ReadOnlySpan<byte> Bytes(ulong length)
    {
        if (Failed || length > (ulong)_rest.Length)
        {
            Failed = true;
            return default;
        }

        ReadOnlySpan<byte> taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    public ushort U16()
    {
        ReadOnlySpan<byte> taken = Bytes(2);
        return Failed ? (ushort)0 : BinaryPrimitives.ReadUInt16LittleEndian(taken);
    }

    public uint U32()
    {
        ReadOnlySpan<byte> taken = Bytes(4);
        return Failed ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(taken);
    }

    public ulong U64()
    {
        ReadOnlySpan<byte> taken = Bytes(8);
        return Failed ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(taken);
    }

    /// <summary>A time in nanoseconds; one beyond the year 2262 (the sign bit) fails.</summary>
    public long Time()
    {
        ulong value = U64();
        Failed |= value > long.MaxValue;
        return Failed ? 0 : (long)value;
    }

    public string Text() => Encoding.UTF8.GetString(Bytes(U32()));

    public Dictionary<string, string> Map()
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new FieldReader(Bytes(U32()));
        while (!entries.Failed && entries.Remaining > 0)
        {
            string key = entries.Text();
            string value = entries.Text();
            if (!entries.Failed)
            {
                map[key] = value;
            }
        }

        Failed |= entries.Failed;
        return map;
    }
}
