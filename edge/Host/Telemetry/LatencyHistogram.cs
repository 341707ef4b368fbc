using System.Diagnostics;
using System.Numerics;

namespace O4O.Edge.Host.Telemetry;

/// <summary>
/// Latencies of one stage in buckets of an eighth of an octave, from a microsecond to hours: percentiles to within 9 %.
/// Any thread records, without locks or allocation.
/// </summary>
public sealed class LatencyHistogram
{
    private const int SubBits = 3, Buckets = 36 << SubBits;
    private readonly long[] _counts = new long[Buckets];
    private long _count, _maxUs;

    public long Count => Interlocked.Read(ref _count);
    public long MaxUs => Interlocked.Read(ref _maxUs);

    /// <summary>Records the time since a timestamp of <see cref="Stopwatch"/>.</summary>
    public void RecordSince(long timestamp) => Record((long)Stopwatch.GetElapsedTime(timestamp).TotalMicroseconds);

    /// <summary>Records one latency, microseconds.</summary>
    public void Record(long us)
    {
        us = Math.Max(0, us);
        Interlocked.Increment(ref _counts[Bucket(us)]);
        Interlocked.Increment(ref _count);
        long max;
        while (us > (max = Interlocked.Read(ref _maxUs)) && Interlocked.CompareExchange(ref _maxUs, us, max) != max) { }
    }

    /// <summary>The latency that a share of all stays below, microseconds; 0 when there is none.</summary>
    public long Percentile(double share)
    {
        long target = (long)Math.Ceiling(Count * share), seen = 0;
        if (target == 0) return 0;
        for (int i = 0; i < Buckets; i++)
        {
            seen += Interlocked.Read(ref _counts[i]);
            if (seen >= target) return Math.Min(UpperUs(i), MaxUs);
        }
        return MaxUs;
    }

    private static int Bucket(long us)
    {
        if (us < 1 << SubBits) return (int)us;
        int octave = BitOperations.Log2((ulong)us);
        int sub = (int)(us >> (octave - SubBits)) & ((1 << SubBits) - 1);
        return Math.Min(Buckets - 1, ((octave - SubBits + 1) << SubBits) + sub);
    }

    private static long UpperUs(int bucket)
    {
        if (bucket < 1 << SubBits) return bucket;
        int octave = (bucket >> SubBits) + SubBits - 1, sub = bucket & ((1 << SubBits) - 1);
        return ((1L << SubBits) + sub + 1 << (octave - SubBits)) - 1;
    }
}
