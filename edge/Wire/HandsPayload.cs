using System.Buffers.Binary;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;

namespace O4O.Edge.Wire;

/// <summary>
/// Looks into hands on the wire, little endian:
/// <code>
///  0 u8  'H'            4 u16 picture's width     16 i64 device time of capture, µs
///  1 u8  version 1      6 u16 its height, or 0    24 looks, 72 bytes each:
///  2 u16 looks          8 u32 boot epoch              0 i64 track, the eyes' number; with a picture's size
///                      12 u32 sequence                  f32[2] the wrist's place in it, x and y, px
///                                                    8 u8 hand: 0 left, 1 right; with a picture's size 2 for either
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
    private const byte EitherHand = 2;

    public static int Size(int looks) => HeaderBytes + looks * LookBytes;

    /// <summary>
    /// Writes a frame; <paramref name="to"/> must hold <see cref="Size"/> bytes. Returns the bytes written. A product whose
    /// GTIN is no number cannot be named and is left to the unnamed ones.
    /// </summary>
    public static int Write(Span<byte> to, DeviceMark mark, ReadOnlySpan<HandLook> looks, StoreLayout layout) =>
        Write(to, new HandsFrame(mark, looks), layout);

    /// <summary>The same, of people by their numbers or of places in a picture; <see cref="HandsFrame.Width"/> says which.</summary>
    /// <exception cref="ArgumentException">Too many looks, a size that no picture has, or a look that says it the other way.</exception>
    public static int Write(Span<byte> to, in HandsFrame frame, StoreLayout layout)
    {
        ReadOnlySpan<HandLook> looks = frame.Looks;
        bool placed = frame.Width != 0 || frame.Height != 0;
        if (placed && (frame.Width is < 1 or > ushort.MaxValue || frame.Height is < 1 or > ushort.MaxValue))
            throw new ArgumentException($"a picture has 1..65535 pixels a side, not {frame.Width} x {frame.Height}");
        if (looks.Length > LooksMax) throw new ArgumentException($"a frame has at most {LooksMax} looks, not {looks.Length}");
        to[..Size(looks.Length)].Clear();
        PayloadHeader.Write(to, Letter, looks.Length, (uint)frame.Width | (uint)frame.Height << 16, frame.Mark);
        Span<byte> at = to[HeaderBytes..];
        foreach (ref readonly HandLook look in looks)
        {
            if (look.IsPlaced != placed) throw new ArgumentException("looks at places in a picture need its size, and go without people's numbers");
            if (placed)
            {
                BinaryPrimitives.WriteSingleLittleEndian(at, look.X);
                BinaryPrimitives.WriteSingleLittleEndian(at[4..], look.Y);
            }
            else BinaryPrimitives.WriteInt64LittleEndian(at, look.Track);
            at[8] = !look.IsSideKnown ? EitherHand : look.IsRight ? (byte)1 : (byte)0;
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
        int width = (int)(header.Own & 0xffff), height = (int)(header.Own >> 16);
        if (width == 0 != (height == 0)) return Refuse(out error, "a picture without pixels");
        ReadOnlySpan<byte> at = from[HeaderBytes..];
        for (int i = 0; i < count; i++, at = at[LookBytes..])
            if (!TryReadLook(at, layout, width > 0, out buffer[i], out error)) return false;
        frame = new HandsFrame(header.Mark, buffer[..count], width, height);
        return true;
    }

    private static bool TryReadLook(ReadOnlySpan<byte> at, StoreLayout layout, bool placed, out HandLook look, out string error)
    {
        look = default;
        error = "";
        if (at[8] > (placed ? EitherHand : 1)) return Refuse(out error, "a hand is neither left nor right");
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
        if (!placed)
        {
            look = new HandLook(BinaryPrimitives.ReadInt64LittleEndian(at), at[8] == 1, empty, named[..known]);
            return true;
        }
        float x = BinaryPrimitives.ReadSingleLittleEndian(at), y = BinaryPrimitives.ReadSingleLittleEndian(at[4..]);
        if (!InReach(x) || !InReach(y)) return Refuse(out error, "a hand is absurdly far away");
        look = new HandLook(x, y, at[8] == EitherHand ? null : at[8] == 1, empty, named[..known]);
        return true;
    }

    /// <summary>False for what is no number, too.</summary>
    private static bool InReach(float px) => px is >= -DetectionsPayload.ReachMaxPx and <= DetectionsPayload.ReachMaxPx;

    private static bool Refuse(out string error, string why)
    {
        error = why;
        return false;
    }
}
