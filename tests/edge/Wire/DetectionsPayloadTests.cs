using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Wire;

public sealed class DetectionsPayloadTests
{
    /// <summary>Of the sample: the first box has two joints, the second none.</summary>
    private const int SecondBoxAt = DetectionsPayload.HeaderBytes + DetectionsPayload.BoxBytes + 2 * DetectionsPayload.KeypointBytes;
    private const int FirstJointAt = DetectionsPayload.HeaderBytes + DetectionsPayload.BoxBytes;
    private readonly DetectedBox[] _buffer = new DetectedBox[DetectionsPayload.BoxesMax];

    [Fact]
    public void Detections_AnyFrame_ComeBackTheSame()
    {
        var frames =
            from count in Gen.Choose(0, DetectionsPayload.BoxesMax)
            from seed in ArbMap.Default.GeneratorFor<int>()
            from width in Gen.Choose(1, ushort.MaxValue)
            from height in Gen.Choose(1, ushort.MaxValue)
            from epoch in ArbMap.Default.GeneratorFor<uint>()
            from sequence in ArbMap.Default.GeneratorFor<uint>()
            from timeUs in ArbMap.Default.GeneratorFor<long>()
            select (count, seed, width, height, mark: new DeviceMark(epoch, sequence, timeUs));

        Prop.ForAll(frames.ToArbitrary(), f =>
        {
            DetectedBox[] boxes = Boxes(f.count, f.seed);
            byte[] bytes = new byte[DetectionsPayload.Size(boxes)];
            bytes.AsSpan().Fill(0xa5); // what lay in a reused buffer must not come through
            Array.Fill(_buffer, new DetectedBox(1, 2, 3, 4, 1, 9, Points(new Keypoint(1, 1, 1))));

            int written = DetectionsPayload.Write(bytes, new DetectionsFrame(f.mark, f.width, f.height, boxes));
            bool read = DetectionsPayload.TryRead(bytes, _buffer, out DetectionsFrame frame, out _);

            return written == bytes.Length && bytes.Length <= DetectionsPayload.BytesMax && read
                && (frame.Mark, frame.Width, frame.Height) == (f.mark, f.width, f.height) && boxes.AsSpan().SequenceEqual(frame.Boxes);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Detections_CutAnywhere_AreRefusedWithAReason()
    {
        Damage.RefusedCutAnywhere(Sample(), (byte[] cut, out string error) => DetectionsPayload.TryRead(cut, _buffer, out _, out error));
        Damage.RefusedCutAnywhere(Dressed(), (byte[] cut, out string error) => DetectionsPayload.TryRead(cut, _buffer, out _, out error));
    }

    [Fact]
    public void Detections_WithoutClothes_AreAsReadersOfVersionOneKnowThem()
    {
        Assert.Equal(1, Sample()[1]);
        Assert.Equal(2, Dressed()[1]);
        Assert.Equal(Sample().Length + 2 * DetectionsPayload.ClothesBytes, Dressed().Length);
    }

    [Theory]
    [InlineData(0, 0, "not a colour of clothes")]
    [InlineData(3, 1, "not a colour of clothes")]
    public void Clothes_ThatCannotBe_AreRefused(int at, byte value, string reason)
    {
        byte[] bytes = Dressed();
        bytes[FirstJointAt + at] = value;

        Assert.False(DetectionsPayload.TryRead(bytes, _buffer, out _, out string error));
        Assert.Equal(reason, error);
    }

    [Fact]
    public void Clothes_OfNobody_AreRefused()
    {
        byte[] bytes = Dressed();
        bytes.AsSpan(FirstJointAt, DetectionsPayload.ClothesBytes).Clear();

        Assert.False(DetectionsPayload.TryRead(bytes, _buffer, out _, out string error));
        Assert.Equal("clothes without a colour", error);
    }

    [Fact]
    public void Detections_DamagedAtRandom_AreRefusedOrInReach()
    {
        Damage.Mutate(Sample(), RefusedOrInReach);
        Damage.Mutate(Dressed(), RefusedOrInReach);
    }

    private void RefusedOrInReach(byte[] damaged)
    {
        bool read = DetectionsPayload.TryRead(damaged, _buffer, out DetectionsFrame frame, out string error);

        Assert.Equal(read, error.Length == 0);
        if (!read) return;
        Assert.Equal(damaged.Length, DetectionsPayload.Size(frame.Boxes));
        foreach (DetectedBox box in frame.Boxes)
        {
            Assert.InRange(box.Left, -DetectionsPayload.ReachMaxPx, DetectionsPayload.ReachMaxPx);
            Assert.InRange(box.Height, float.Epsilon, DetectionsPayload.ReachMaxPx);
            Assert.InRange(box.Score, 0, 1);
        }
    }

    [Theory]
    [InlineData(0, 0x57, "not a detections message")]
    [InlineData(1, 0, "unknown version")]
    [InlineData(3, 0xff, "too many boxes")]
    [InlineData(2, 1, "length does not match its counts")]
    [InlineData(2, 3, "length does not match its counts")]
    [InlineData(DetectionsPayload.HeaderBytes + 1, 0xff, "length does not match its counts")]
    public void Detections_OneFieldOutOfRange_AreRefusedForThatReason(int at, byte value, string reason)
    {
        byte[] bytes = Sample();
        bytes[at] = value;

        bool read = DetectionsPayload.TryRead(bytes, _buffer, out _, out string error);

        Assert.False(read);
        Assert.Equal(reason, error);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Picture_WithoutPixels_IsRefused(int sideAt)
    {
        byte[] bytes = Sample();
        bytes[sideAt] = bytes[sideAt + 1] = 0;

        Assert.False(DetectionsPayload.TryRead(bytes, _buffer, out _, out string error));
        Assert.Equal("a picture without pixels", error);
    }

    [Theory]
    [InlineData(4, DetectionsPayload.ReachMaxPx, true)]
    [InlineData(4, -DetectionsPayload.ReachMaxPx, true)]
    [InlineData(4, 65_536.01f, false)]
    [InlineData(8, -65_536.01f, false)]
    [InlineData(4, float.NaN, false)]
    [InlineData(8, float.PositiveInfinity, false)]
    [InlineData(12, 0, false)]
    [InlineData(12, -1, false)]
    [InlineData(12, float.NaN, false)]
    [InlineData(16, 0, false)]
    [InlineData(16, float.Epsilon, true)]
    public void Box_AtTheLimits_IsTakenUpToThem(int at, float px, bool taken)
    {
        byte[] bytes = Sample();
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(SecondBoxAt + at), px);

        bool read = DetectionsPayload.TryRead(bytes, _buffer, out _, out string error);

        Assert.Equal((taken, taken ? "" : "a box without an inside, or absurdly far away"), (read, error));
    }

    [Theory]
    [InlineData(0, float.NaN, "a joint is absurdly far away")]
    [InlineData(4, 70_000, "a joint is absurdly far away")]
    [InlineData(8, 0, "a joint that is there and not seen")]
    public void Joint_ThatCannotBe_IsRefused(int at, float value, string reason)
    {
        byte[] bytes = Sample();
        if (at == 8) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(FirstJointAt + at), 0);
        else BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(FirstJointAt + at), value);

        Assert.False(DetectionsPayload.TryRead(bytes, _buffer, out _, out string error));
        Assert.Equal(reason, error);
    }

    [Fact]
    public void Detections_OneMoreThanTheLimit_AreRefusedBothWays()
    {
        DetectedBox[] boxes = [.. Enumerable.Repeat(new DetectedBox(1, 2, 3, 4, 1, DetectedBox.Person, default), DetectionsPayload.BoxesMax + 1)];
        byte[] bytes = new byte[DetectionsPayload.Size(boxes)];
        DetectionsPayload.Write(bytes, new DetectionsFrame(default, 640, 480, boxes.AsSpan(1)));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), DetectionsPayload.BoxesMax + 1);

        bool read = DetectionsPayload.TryRead(bytes, _buffer, out _, out string error);

        Assert.False(read);
        Assert.Equal("too many boxes", error);
        Assert.Throws<ArgumentException>(() => DetectionsPayload.Write(bytes, new DetectionsFrame(default, 640, 480, boxes)));
    }

    [Theory]
    [InlineData(0, 480, 1, 0.5f)]
    [InlineData(640, 65_536, 1, 0.5f)]
    [InlineData(640, 480, 0, 0.5f)]
    [InlineData(640, 480, float.NaN, 0.5f)]
    [InlineData(640, 480, 1, 1.1f)]
    [InlineData(640, 480, 1, float.NaN)]
    public void Frame_ThatCouldNotBeRead_IsNotWritten(int width, int height, float boxWidth, float score)
    {
        byte[] bytes = new byte[DetectionsPayload.BytesMax];
        DetectedBox[] boxes = [new(1, 2, boxWidth, 4, score, DetectedBox.Person, default)];

        Assert.Throws<ArgumentException>(() => DetectionsPayload.Write(bytes, new DetectionsFrame(default, width, height, boxes)));
    }

    private static byte[] Sample() => Sample(default);

    /// <summary>The sample as version 2: its first box's clothes have a colour.</summary>
    private static byte[] Dressed() => Sample(new ClothesColour(81, 90, 240));

    private static byte[] Sample(ClothesColour clothes)
    {
        DetectedBox[] boxes =
        [
            new(10, 20, 30, 40, 0.9f, DetectedBox.Person, Points(new Keypoint(25, 24, 0.8f), default, new Keypoint(20, 30, 0.7f))) { Clothes = clothes },
            new(-3, 5, 30, 40, 0.4f, 7, default),
        ];
        byte[] bytes = new byte[DetectionsPayload.Size(boxes)];
        DetectionsPayload.Write(bytes, new DetectionsFrame(new DeviceMark(1, 2, 3), 640, 480, boxes));
        return bytes;
    }

    private static KeypointSet Points(params Keypoint[] points)
    {
        var set = default(KeypointSet);
        for (int j = 0; j < points.Length; j++) set[j] = points[j];
        return set;
    }

    private static DetectedBox[] Boxes(int count, int seed)
    {
        var random = new Random(seed);
        float Place() => (float)(random.NextDouble() * 2 - 1) * DetectionsPayload.ReachMaxPx;
        float Side() => (float)(1 - random.NextDouble()) * DetectionsPayload.ReachMaxPx;
        float Score(int least) => random.Next(least, 65_536) / 65_535f; // what a message can say
        var boxes = new DetectedBox[count];
        for (int i = 0; i < count; i++)
        {
            var points = default(KeypointSet);
            for (int j = 0; j < JointSet.Count; j++)
                if (random.Next(2) == 0) points[j] = new Keypoint(Place(), Place(), Score(1));
            boxes[i] = new DetectedBox(Place(), Place(), Side(), Side(), Score(0), (byte)random.Next(256), points)
            {
                Clothes = seed % 2 == 0 && random.Next(3) > 0 ? new ClothesColour((byte)random.Next(1, 256), (byte)random.Next(256), (byte)random.Next(256)) : default,
            };
        }
        return boxes;
    }
}
