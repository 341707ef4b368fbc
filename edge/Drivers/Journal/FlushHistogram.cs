using System.Numerics;

namespace O4O.Edge.Drivers.Journal;

/// <summary>Durations in microseconds, in buckets of powers of two: 40 counters, no allocation, exact to a factor of two.</summary>
internal sealed class FlushHistogram
{
    private readonly long[] _counts = new long[40];

    public long LastUs { get; private set; }

    public long MaxUs { get; private set; }

    public long Total { get; private set; }

    public void Add(long us)
    {
        _counts[BitOperations.Log2((ulong)us | 1)]++;
        LastUs = us;
        MaxUs = Math.Max(MaxUs, us);
        Total++;
    }

    /// <summary>The upper edge of the bucket in which the given share of the durations is reached; 0 when there are none.</summary>
    public long QuantileUs(double share)
    {
        var wanted = (long)Math.Ceiling(Total * share);
        var seen = 0L;
        for (var i = 0; i < _counts.Length && wanted > 0; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
            {
                return Math.Min((2L << i) - 1, MaxUs);
            }
        }

        return 0;
    }
}
