using System.Buffers;
using System.Numerics;
using System.Text;

namespace O4O.Edge.Recording;

/// <summary>The little of Protocol Buffers that pictures need: numbers and runs of bytes, each behind its field's number.</summary>
internal static class ProtoBytes
{
    private const int Varint = 0, Run = 2;

    /// <summary>A number; 0 is written too.</summary>
    public static void Number(ArrayBufferWriter<byte> to, int field, ulong value)
    {
        Put(to, (ulong)(field << 3 | Varint));
        Put(to, value);
    }

    /// <summary>Bytes, a text or a message.</summary>
    public static void Bytes(ArrayBufferWriter<byte> to, int field, ReadOnlySpan<byte> bytes)
    {
        Put(to, (ulong)(field << 3 | Run));
        Put(to, (ulong)bytes.Length);
        to.Write(bytes);
    }

    public static void Text(ArrayBufferWriter<byte> to, int field, string text)
    {
        Put(to, (ulong)(field << 3 | Run));
        Put(to, (ulong)Encoding.UTF8.GetByteCount(text));
        to.Advance(Encoding.UTF8.GetBytes(text, to.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
    }

    /// <summary>A message of two numbers, its fields 1 and 2.</summary>
    public static void Numbers(ArrayBufferWriter<byte> to, int field, ulong first, ulong second)
    {
        Put(to, (ulong)(field << 3 | Run));
        Put(to, (ulong)(2 + Length(first) + Length(second)));
        Number(to, 1, first);
        Number(to, 2, second);
    }

    /// <summary>A message within a message.</summary>
    public static void Message(ArrayBufferWriter<byte> to, int field, Action<ArrayBufferWriter<byte>> write)
    {
        var inner = new ArrayBufferWriter<byte>();
        write(inner);
        Bytes(to, field, inner.WrittenSpan);
    }

    /// <summary>
    /// The next field of a message: a number, or a run of bytes; <paramref name="at"/> stands behind it then. False at the end and where the
    /// bytes are no message, which leaves some.
    /// </summary>
    public static bool TryNext(scoped ref ReadOnlySpan<byte> at, out int field, out ulong number, out ReadOnlySpan<byte> bytes)
    {
        field = 0;
        number = 0;
        bytes = default;
        ReadOnlySpan<byte> rest = at;
        if (rest.IsEmpty || !TryTake(ref rest, out ulong key) || key >> 3 is 0 or > int.MaxValue || !TryTake(ref rest, out number)) return false;
        field = (int)(key >> 3);
        if ((key & 7) == Run)
        {
            if (number > (ulong)rest.Length) return false;
            bytes = rest[..(int)number];
            rest = rest[(int)number..];
        }
        else if ((key & 7) != Varint) return false;
        at = rest;
        return true;
    }

    /// <summary>Bytes that a number takes: seven bits in each.</summary>
    private static int Length(ulong value) => Math.Max(1, (70 - BitOperations.LeadingZeroCount(value)) / 7);

    private static void Put(ArrayBufferWriter<byte> to, ulong value)
    {
        Span<byte> bytes = to.GetSpan(10);
        int count = 0;
        for (; value >= 0x80; value >>= 7) bytes[count++] = (byte)(value | 0x80);
        bytes[count++] = (byte)value;
        to.Advance(count);
    }

    private static bool TryTake(scoped ref ReadOnlySpan<byte> at, out ulong value)
    {
        value = 0;
        for (int i = 0; i < 10 && i < at.Length; i++)
        {
            value |= (ulong)(at[i] & 0x7F) << (7 * i);
            if ((at[i] & 0x80) != 0) continue;
            at = at[(i + 1)..];
            return true;
        }
        return false;
    }
}
