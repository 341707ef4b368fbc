namespace O4O.Edge.Eyes.Looking;

/// <summary>How old the last detections were when they were told, µs: the last few thousand, so that percentiles are of now.</summary>
internal sealed class Ages
{
    private readonly long[] _last = new long[4096];
    private long _count;

    public void Add(long us) => _last[_count++ % _last.Length] = us;

    /// <summary>Adds what is remembered to a list, in no order.</summary>
    public void CopyTo(List<long> all)
    {
        for (int i = 0; i < Math.Min(_count, _last.Length); i++) all.Add(_last[i]);
    }

    /// <summary>The age that a share of a sorted list stays within, µs; 0 when the list is empty.</summary>
    public static long Percentile(List<long> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
