using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Wire;

public sealed class WeightsPayloadTests
{
    [Fact]
    public void Weights_AnyBatch_ComesBackTheSame()
    {
        var batches =
            from plates in Gen.Choose(1, WeightsPayload.PlatesMax)
            from samples in Gen.Choose(1, WeightsPayload.SamplesMax)
            from seed in ArbMap.Default.GeneratorFor<int>()
            from epoch in ArbMap.Default.GeneratorFor<uint>()
            from sequence in ArbMap.Default.GeneratorFor<uint>()
            from timeUs in ArbMap.Default.GeneratorFor<long>()
            from periodUs in Gen.Choose(500, 1_000_000)
            select (plates, samples, seed, mark: new DeviceMark(epoch, sequence, timeUs), periodUs);

        Prop.ForAll(batches.ToArbitrary(), b =>
        {
            int[] samplesMg = SamplesMg(b.plates * b.samples, b.seed);
            byte[] bytes = new byte[WeightsPayload.Size(b.plates, b.samples)];

            int written = WeightsPayload.Write(bytes, b.mark, b.periodUs, b.plates, samplesMg);
            bool read = WeightsPayload.TryRead(bytes, out WeightBatch batch, out _);

            return written == bytes.Length && read && batch.Mark == b.mark && batch.SamplePeriodUs == b.periodUs
                && batch.PlateCount == b.plates && batch.SampleCount == b.samples && batch.SamplesMg.SequenceEqual(samplesMg);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Weights_CutAnywhere_AreRefusedWithAReason() =>
        Damage.RefusedCutAnywhere(Sample(), (byte[] cut, out string error) => WeightsPayload.TryRead(cut, out _, out error));

    [Fact]
    public void Weights_DamagedAtRandom_AreRefusedOrStayWithinTheirOwnBytes() => Damage.Mutate(Sample(), damaged =>
    {
        bool read = WeightsPayload.TryRead(damaged, out WeightBatch batch, out string error);

        Assert.Equal(read, error.Length == 0);
        if (!read) return;
        Assert.Equal(damaged.Length, WeightsPayload.Size(batch.PlateCount, batch.SampleCount));
        Assert.Equal(batch.PlateCount * batch.SampleCount, batch.SamplesMg.ToArray().Length);
    });

    [Theory]
    [InlineData(0, 0x58, "not a weights message")]
    [InlineData(1, 2, "unknown version")]
    [InlineData(2, 0, "plate count out of range")]
    [InlineData(2, 65, "plate count out of range")]
    [InlineData(3, 0xff, "plate count out of range")]
    [InlineData(4, 0, "sample count out of range")]
    [InlineData(5, 2, "sample count out of range")]
    [InlineData(5, 0xff, "sample count out of range")]
    [InlineData(4, 3, "length does not match its counts")]
    [InlineData(27, 0xff, "sample period out of range")]
    public void Weights_OneFieldOutOfRange_AreRefusedForThatReason(int at, byte value, string reason)
    {
        byte[] bytes = Sample();
        bytes[at] = value;

        bool read = WeightsPayload.TryRead(bytes, out _, out string error);

        Assert.False(read);
        Assert.Equal(reason, error);
    }

    [Theory]
    [InlineData(499u)]
    [InlineData(1_000_001u)]
    [InlineData(uint.MaxValue)]
    public void Weights_AbsurdSamplePeriod_AreRefused(uint periodUs)
    {
        byte[] bytes = Sample();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(24), periodUs);

        Assert.False(WeightsPayload.TryRead(bytes, out _, out _));
    }

    [Fact]
    public void Weights_LongerThanTheirCounts_AreRefused()
    {
        byte[] oversize = [.. Sample(), 0];

        Assert.False(WeightsPayload.TryRead(oversize, out _, out _));
    }

    [Theory]
    [InlineData(65, 65)]
    [InlineData(1, 257)]
    [InlineData(2, 3)]
    [InlineData(1, 0)]
    public void Write_ShapeThatNoReaderTakes_Throws(int plates, int values) => Assert.Throws<ArgumentException>(
        () => WeightsPayload.Write(new byte[100_000], default, 16_667, plates, new int[values]));

    /// <summary>Three plates, two samples.</summary>
    private static byte[] Sample()
    {
        byte[] bytes = new byte[WeightsPayload.Size(3, 2)];
        WeightsPayload.Write(bytes, new DeviceMark(4, 17, 1_000_000), 16_667, 3, SamplesMg(6, 1));
        return bytes;
    }

    private static int[] SamplesMg(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(8) == 0 ? WeightBatch.Missing : random.Next(int.MinValue, int.MaxValue))];
    }
}
