using O4O.Edge.Host.Telemetry;
using Xunit;

namespace O4O.Edge.Tests.Host;

public sealed class LatencyHistogramTests
{
    private static readonly double[] Shares = [0.01, 0.5, 0.9, 0.99, 0.999, 1];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Percentile_OfAnyDistribution_IsWithinAnEighthAbove(int seed)
    {
        var random = new Random(seed);
        var histogram = new LatencyHistogram();
        long[] all = [.. Enumerable.Range(0, 20_000).Select(_ => (long)Math.Pow(10, random.NextDouble() * 7))];

        foreach (long us in all) histogram.Record(us);

        Array.Sort(all);
        foreach (double share in Shares)
        {
            long exact = all[(int)Math.Ceiling(all.Length * share) - 1];
            Assert.InRange(histogram.Percentile(share), exact, (long)(exact * 1.125) + 1);
        }
        Assert.Equal((all.Length, all[^1]), (histogram.Count, histogram.MaxUs));
    }

    [Fact]
    public void Percentile_OfNothing_IsZero() => Assert.Equal(0, new LatencyHistogram().Percentile(0.99));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1_000_000)]
    public void Percentile_OfOneLatency_IsThatLatency(long us)
    {
        var histogram = new LatencyHistogram();

        histogram.Record(us);

        Assert.Equal(us, histogram.Percentile(0.5));
    }

    [Fact]
    public void Latency_BeyondAllBuckets_IsCountedAndClamped()
    {
        var histogram = new LatencyHistogram();

        histogram.Record(long.MaxValue);
        histogram.Record(-5);

        Assert.Equal(2, histogram.Count);
        Assert.Equal(0, histogram.Percentile(0.5));
        Assert.True(histogram.Percentile(1) > 3_600_000_000, "an hour has its own bucket");
    }

    [Fact]
    public void Threads_ThatRecordTogether_LoseNothing()
    {
        var histogram = new LatencyHistogram();

        Parallel.For(0, 8, who =>
        {
            for (int i = 0; i < 5_000; i++) histogram.Record(who * 5_000 + i);
        });

        Assert.Equal((40_000, 39_999), (histogram.Count, histogram.MaxUs));
    }

    [Fact]
    public void Record_Always_AllocatesNothing()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(1);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 1_000; i++) histogram.Record(i);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
