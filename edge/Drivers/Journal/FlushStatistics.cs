using System.Numerics;

namespace O4O.Edge.Drivers.Journal;

/// <summary>
/// What a writer counts. Durations are microseconds in buckets of powers of two: 40 counters, no allocation, exact to a
/// factor of two. Its owner locks.
/// </summary>
internal sealed class FlushStatistics
{
    private readonly long[] _counts = new long[40];
    private long _records;
    private long _bytes;
    private long _flushes;
    private long _maxRecords;
    private long _lastUs;
    private long _maxUs;

    /// <summary>Times that an append waited for room.</summary>
    public long Waits { get; set; }

    /// <summary>Counts one write with its flush.</summary>
    public void Add(long records, int bytes, TimeSpan duration)
    {
        _lastUs = duration.Ticks / TimeSpan.TicksPerMicrosecond;
        _counts[BitOperations.Log2((ulong)_lastUs | 1)]++;
        _maxUs = Math.Max(_maxUs, _lastUs);
        _records += records;
        _bytes += bytes;
        _maxRecords = Math.Max(_maxRecords, records);
        _flushes++;
    }

    /// <summary>The counters now.</summary>
    public JournalCounters Read(long rolls) => new(
        _records, _bytes, _flushes, _maxRecords, Waits, rolls, _lastUs, _maxUs, QuantileUs(0.5), QuantileUs(0.99));

    /// <summary>The upper edge of the bucket in which the given share of the durations is reached; 0 when there are none.</summary>
    private long QuantileUs(double share)
    {
        var wanted = (long)Math.Ceiling(_flushes * share);
        var seen = 0L;
        for (var i = 0; i < _counts.Length && wanted > 0; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
            {
                return Math.Min((2L << i) - 1, _maxUs);
            }
        }

        return 0;
    }
}
