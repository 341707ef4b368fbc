using System.Buffers.Binary;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;

namespace O4O.Edge.Wire;

/// <summary>
/// Looks into hands on the wire, little endian:
/// <code>
///  0 u8  'H'            4 u32 reserved, 0        16 i64 device time of capture, µs
///  1 u8  version 1      8 u32 boot epoch         24 looks, 72 bytes each:
///  2 u16 looks         12 u32 sequence               0 i64 track, the eyes' number
///                                                    8 u8 hand: 0 left, 1 right
///                                                    9 u8 products named, 0 to 6
///                                                   10 u16 share of "nothing in it"
///                                                   12 u16[6] share of each named product
///                                                   24 i64[6] GTIN of each, read as a number
/// </code>
/// Shares are parts of 65,535 and add up to no more; what is missing is shared evenly by all products that are not named. A
/// GTIN that the catalogue lacks counts as not named. What stands behind the named products is not read.
/// </summary>
public static class HandsPayload
{
    public const int HeaderBytes = PayloadHeader.Bytes;
    public const int LookBytes = 72;

    /// <summary>Two hands for each of the most people that a frame has.</summary>
    public const int LooksMax = 2 * PeoplePayload.PeopleMax;
    private const byte Letter = (byte)'H';
    private const int SharesAt = 12, GtinsAt = 24;

    public static int Size(int looks) => HeaderBytes + looks * LookBytes;

    /// <summary>
    /// Writes a frame; <paramref name="to"/> must hold <see cref="Size"/> bytes. Returns the bytes written. A product whose
    /// GTIN is no number cannot be named and is left to the unnamed ones.
    /// </summary>
    public static int Write(Span<byte> to, DeviceMark mark, ReadOnlySpan<HandLook> looks, StoreLayout layout)
    {
        if (looks.Length > LooksMax) throw new ArgumentException($"a frame has at most {LooksMax} looks, not {looks.Length}");
        to[..Size(looks.Length)].Clear();
        PayloadHeader.Write(to, Letter, looks.Length, 0, mark);
        Span<byte> at = to[HeaderBytes..];
        foreach (ref readonly HandLook look in looks)
        {
            BinaryPrimitives.WriteInt64LittleEndian(at, look.Track);
            at[8] = look.IsRight ? (byte)1 : (byte)0;
            BinaryPrimitives.WriteUInt16LittleEndian(at[10..], look.Empty);
            int named = 0;
            for (int e = 0; e < look.Count; e++)
            {
                LookEntry entry = look[e];
                if (layout.GtinNumber(entry.ProductIndex) is not (>= 0 and var gtin)) continue;
                BinaryPrimitives.WriteUInt16LittleEndian(at[(SharesAt + 2 * named)..], entry.Share);
                BinaryPrimitives.WriteInt64LittleEndian(at[(GtinsAt + 8 * named)..], gtin);
                named++;
            }
            at[9] = (byte)named;
            at = at[LookBytes..];
        }
        return Size(looks.Length);
    }

    /// <summary>
    /// Reads a frame into <paramref name="buffer"/> (of at least <see cref="LooksMax"/>); false, with the reason, when it is
    /// not one.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> from, StoreLayout layout, Span<HandLook> buffer, out HandsFrame frame, out string error)
    {
        frame = default;
        if (!PayloadHeader.TryRead(from, Letter, "not a hands message", out PayloadHeader header, out error)) return false;
        int count = header.Count;
        if (count > LooksMax) return Refuse(out error, "too many looks");
        if (from.Length != Size(count)) return Refuse(out error, "length does not match its count");
        ReadOnlySpan<byte> at = from[HeaderBytes..];
        for (int i = 0; i < count; i++, at = at[LookBytes..])
            if (!TryReadLook(at, layout, out buffer[i], out error)) return false;
        frame = new HandsFrame(header.Mark, buffer[..count]);
        return true;
    }

    private static bool TryReadLook(ReadOnlySpan<byte> at, StoreLayout layout, out HandLook look, out string error)
    {
        look = default;
        error = "";
        if (at[8] > 1) return Refuse(out error, "a hand is neither left nor right");
        if (at[9] > LookEntries.Max) return Refuse(out error, "too many products in a look");
        ushort empty = BinaryPrimitives.ReadUInt16LittleEndian(at[10..]);
        Span<LookEntry> named = stackalloc LookEntry[LookEntries.Max];
        int known = 0, sum = empty;
        for (int e = 0; e < at[9]; e++)
        {
            ushort share = BinaryPrimitives.ReadUInt16LittleEndian(at[(SharesAt + 2 * e)..]);
            sum += share;
            int product = layout.ProductIndex(BinaryPrimitives.ReadInt64LittleEndian(at[(GtinsAt + 8 * e)..]));
            if (product < 0) continue; // its share is among those of the products not named
            for (int k = 0; k < known; k++)
                if (named[k].ProductIndex == product) return Refuse(out error, "a product is named twice in a look");
            named[known++] = new LookEntry(product, share);
        }
        if (sum > HandLook.Whole) return Refuse(out error, "the shares of a look add up to more than one");
        look = new HandLook(BinaryPrimitives.ReadInt64LittleEndian(at), at[8] == 1, empty, named[..known]);
        return true;
    }

    private static bool Refuse(out string error, string why)
    {
        error = why;
        return false;
    }
}
