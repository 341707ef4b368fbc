using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Builders;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Wire;

public sealed class HandsPayloadTests
{
    private static readonly int Cola = SmallStore.Layout.ProductIndex(SmallStore.Cola), Gum = SmallStore.Layout.ProductIndex(SmallStore.Gum);
    private readonly HandLook[] _buffer = new HandLook[HandsPayload.LooksMax];

    [Fact]
    public void Hands_AnyFrame_ComesBackTheSame()
    {
        var frames =
            from count in Gen.Choose(0, HandsPayload.LooksMax)
            from seed in ArbMap.Default.GeneratorFor<int>()
            from epoch in ArbMap.Default.GeneratorFor<uint>()
            from sequence in ArbMap.Default.GeneratorFor<uint>()
            from timeUs in ArbMap.Default.GeneratorFor<long>()
            select (count, seed, mark: new DeviceMark(epoch, sequence, timeUs));

        Prop.ForAll(frames.ToArbitrary(), f =>
        {
            HandLook[] looks = Looks(f.count, f.seed);
            byte[] bytes = new byte[HandsPayload.Size(f.count)];
            bytes.AsSpan().Fill(0xa5); // what lay in a reused buffer must not come through

            int written = HandsPayload.Write(bytes, f.mark, looks, SmallStore.Layout);
            bool read = HandsPayload.TryRead(bytes, SmallStore.Layout, _buffer, out HandsFrame frame, out _);

            return written == bytes.Length && read && frame.Mark == f.mark && frame.Looks.ToArray().Select(Text).SequenceEqual(looks.Select(Text));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Hands_CutAnywhere_AreRefusedWithAReason() =>
        Damage.RefusedCutAnywhere(Sample(), (byte[] cut, out string error) => HandsPayload.TryRead(cut, SmallStore.Layout, _buffer, out _, out error));

    [Fact]
    public void Hands_DamagedAtRandom_AreRefusedOrProbabilities() => Damage.Mutate(Sample(), damaged =>
    {
        bool read = HandsPayload.TryRead(damaged, SmallStore.Layout, _buffer, out HandsFrame frame, out string error);

        Assert.Equal(read, error.Length == 0);
        if (!read) return;
        Assert.Equal(damaged.Length, HandsPayload.Size(frame.Looks.Length));
        foreach (HandLook look in frame.Looks) Assert.Equal(1, Total(look), 9);
    });

    [Theory]
    [InlineData(0, 0x50, "not a hands message")]
    [InlineData(1, 0, "unknown version")]
    [InlineData(3, 0xff, "too many looks")]
    [InlineData(2, 1, "length does not match its count")]
    [InlineData(HandsPayload.HeaderBytes + 8, 2, "a hand is neither left nor right")]
    [InlineData(HandsPayload.HeaderBytes + 9, 7, "too many products in a look")]
    [InlineData(HandsPayload.HeaderBytes + 11, 0xff, "the shares of a look add up to more than one")]
    public void Hands_OneFieldOutOfRange_AreRefusedForThatReason(int at, byte value, string reason)
    {
        byte[] bytes = Sample();
        bytes[at] = value;

        bool read = HandsPayload.TryRead(bytes, SmallStore.Layout, _buffer, out _, out string error);

        Assert.False(read);
        Assert.Equal(reason, error);
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public void Hands_SharesUpToOne_AreTakenAndNotOneMore(int empty, bool taken)
    {
        byte[] bytes = Message(new HandLook(7, true, 0, [new LookEntry(Cola, 50_000), new LookEntry(Gum, 5_535)]));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(HandsPayload.HeaderBytes + 10), (ushort)empty);

        Assert.Equal(taken, HandsPayload.TryRead(bytes, SmallStore.Layout, _buffer, out _, out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData(null)]
    public void Hands_AtAPlaceInAPicture_AreReadBackTheSame(bool? right)
    {
        var mark = new DeviceMark(3, 41, 1_763_790_000_000_000);
        var said = new HandLook(412.5f, -3.25f, right, 1_311, [new LookEntry(Gum, 52_428)]);
        byte[] bytes = new byte[HandsPayload.Size(1)];

        int written = HandsPayload.Write(bytes, new HandsFrame(mark, [said], 1_280, 960), SmallStore.Layout);
        bool read = HandsPayload.TryRead(bytes, SmallStore.Layout, _buffer, out HandsFrame frame, out string error);

        Assert.True(read, error);
        Assert.Equal((bytes.Length, 1_280, 960), (written, frame.Width, frame.Height));
        Assert.Equal(mark, frame.Mark);
        HandLook look = frame.Looks[0];
        Assert.Equal((true, 412.5f, -3.25f, 0L), (look.IsPlaced, look.X, look.Y, look.Track));
        Assert.Equal((right is not null, right == true), (look.IsSideKnown, look.IsRight));
        Assert.Equal((1, new LookEntry(Gum, 52_428), (ushort)1_311), (look.Count, look[0], look.Empty));
    }

    [Theory]
    [InlineData(4, 0, "a picture without pixels")]
    [InlineData(HandsPayload.HeaderBytes + 8, 3, "a hand is neither left nor right")]
    [InlineData(HandsPayload.HeaderBytes + 3, 0x7f, "a hand is absurdly far away")]
    public void Hands_AtAPlaceThatIsNone_AreRefusedForThatReason(int at, byte value, string reason)
    {
        byte[] bytes = new byte[HandsPayload.Size(1)];
        HandsPayload.Write(bytes, new HandsFrame(new DeviceMark(1, 1, 1), [new HandLook(412.5f, 1, true, 0, [])], 200, 100), SmallStore.Layout);
        bytes[at] = value;

        bool read = HandsPayload.TryRead(bytes, SmallStore.Layout, _buffer, out _, out string error);

        Assert.False(read);
        Assert.Equal(reason, error);
    }

    [Fact]
    public void Hands_PlacesAmongPeoplesNumbers_AreNotWritten() => Assert.Throws<ArgumentException>(() =>
        HandsPayload.Write(new byte[HandsPayload.Size(1)], new DeviceMark(1, 1, 1), [new HandLook(1, 1, true, 0, [])], SmallStore.Layout));

    [Fact]
    public void Hands_ProductThatTheCatalogueLacks_IsAmongThoseNotNamed()
    {
        byte[] bytes = Message(new HandLook(7, true, 1_000, [new LookEntry(Cola, 40_000), new LookEntry(Gum, 20_000)]));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(HandsPayload.HeaderBytes + 24), 1234567890123);

        bool read = HandsPayload.TryRead(bytes, SmallStore.Layout, _buffer, out HandsFrame frame, out string error);

        Assert.True(read, error);
        HandLook look = frame.Looks[0];
        Assert.Equal((1, new LookEntry(Gum, 20_000)), (look.Count, look[0]));
        Assert.Equal(44_535, look.Unnamed);
        Assert.Equal(44_535.0 / 65_535 / (SmallStore.Layout.Products.Count - 1), look.Probability(Cola, SmallStore.Layout.Products.Count), 12);
    }

    [Fact]
    public void Hands_ProductNamedTwice_AreRefused()
    {
        byte[] bytes = Message(new HandLook(7, true, 0, [new LookEntry(Cola, 1), new LookEntry(Gum, 2)]));
        bytes.AsSpan(HandsPayload.HeaderBytes + 24, 8).CopyTo(bytes.AsSpan(HandsPayload.HeaderBytes + 32));

        bool read = HandsPayload.TryRead(bytes, SmallStore.Layout, _buffer, out _, out string error);

        Assert.False(read);
        Assert.Equal("a product is named twice in a look", error);
    }

    [Fact]
    public void Hands_OneMoreThanTheLimit_AreRefusedBothWays()
    {
        byte[] bytes = new byte[HandsPayload.Size(HandsPayload.LooksMax + 1)];
        Sample().AsSpan(0, HandsPayload.HeaderBytes).CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), HandsPayload.LooksMax + 1);

        bool read = HandsPayload.TryRead(bytes, SmallStore.Layout, _buffer, out _, out string error);

        Assert.False(read);
        Assert.Equal("too many looks", error);
        Assert.Throws<ArgumentException>(() => HandsPayload.Write(bytes, default, new HandLook[HandsPayload.LooksMax + 1], SmallStore.Layout));
    }

    [Fact]
    public void Gtins_ReadAsNumbers_MeanOneProductOrNone()
    {
        var builder = new StoreLayoutBuilder("s", "EUR", EntryPolicy.FirstSight, new Box3(default, new Point3(1, 1, 1)));
        foreach (string gtin in new[] { "0123", "123", "42", "apple", "9999999999999999999" })
            builder.Product(new Product(gtin, gtin, Mass.FromGrams(1), new Money(1)));
        StoreLayout layout = builder.Build();

        Assert.Equal((-1, 2), (layout.ProductIndex(123), layout.ProductIndex(42)));
        Assert.Equal([123, 123, 42, -1, -1], Enumerable.Range(0, 5).Select(layout.GtinNumber));
        Assert.Equal(-1, layout.ProductIndex(-1));
    }

    private static byte[] Sample() => Message(
        new HandLook(7, true, 300, [new LookEntry(Cola, 50_000), new LookEntry(Gum, 9_000)]), new HandLook(8, false, 65_535, []));

    private static byte[] Message(params HandLook[] looks)
    {
        byte[] bytes = new byte[HandsPayload.Size(looks.Length)];
        HandsPayload.Write(bytes, new DeviceMark(1, 2, 3), looks, SmallStore.Layout);
        return bytes;
    }

    private static double Total(HandLook look)
    {
        int products = SmallStore.Layout.Products.Count;
        return look.EmptyProbability + Enumerable.Range(0, products).Sum(p => look.Probability(p, products));
    }

    private static HandLook[] Looks(int count, int seed)
    {
        var random = new Random(seed);
        var looks = new HandLook[count];
        for (int i = 0; i < count; i++)
        {
            int left = HandLook.Whole;
            ushort Part()
            {
                int part = random.Next(left + 1);
                left -= part;
                return (ushort)part;
            }
            int[] products = [.. Enumerable.Range(0, SmallStore.Layout.Products.Count)];
            random.Shuffle(products);
            LookEntry[] named = [.. products.Take(random.Next(LookEntries.Max + 1)).Select(p => new LookEntry(p, Part()))];
            looks[i] = new HandLook(random.NextInt64(long.MinValue, long.MaxValue), random.Next(2) == 1, Part(), named);
        }
        return looks;
    }

    private static string Text(HandLook look) =>
        $"{look.Track} {look.IsRight} {look.Empty} {look.Unnamed} {string.Join(' ', Enumerable.Range(0, look.Count).Select(e => look[e]))}";
}
