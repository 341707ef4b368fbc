namespace O4O.Edge.Store.BoxTracking;

/// <summary>
/// One picture's detections, the surest first, by a total order that knows nothing of the order in which they came: what the
/// tracker makes of a picture must not hang on that.
/// </summary>
internal sealed class DetectionOrder(int max)
{
    private readonly int[] _indices = new int[max];

    public int Count { get; private set; }

    /// <summary>Index into the picture's detections of the <paramref name="rank"/>th surest.</summary>
    public int this[int rank] => _indices[rank];

    /// <summary>Sorts those that can be used. Returns how many were not: no area, no number, or beyond the limit the least sure.</summary>
    public int Sort(ReadOnlySpan<Detection> detections)
    {
        Count = 0;
        int refused = 0;
        for (int i = 0; i < detections.Length; i++)
        {
            if (!detections[i].IsSound)
            {
                refused++;
                continue;
            }
            int at = Count;
            if (Count < _indices.Length)
            {
                Count++;
            }
            else
            {
                refused++;
                if (!Before(detections[i], detections[_indices[--at]])) continue;
            }
            // By insertion: detectors give them nearly in this order.
            for (; at > 0 && Before(detections[i], detections[_indices[at - 1]]); at--) _indices[at] = _indices[at - 1];
            _indices[at] = i;
        }
        return refused;
    }

    /// <summary>Rank of the first that is less sure than this.</summary>
    public int RankBelow(ReadOnlySpan<Detection> detections, double confidence)
    {
        int rank = 0;
        while (rank < Count && detections[_indices[rank]].Confidence >= confidence) rank++;
        return rank;
    }

    private static bool Before(in Detection a, in Detection b)
    {
        if (a.Confidence != b.Confidence) return a.Confidence > b.Confidence;
        if (a.Box.Left != b.Box.Left) return a.Box.Left < b.Box.Left;
        if (a.Box.Top != b.Box.Top) return a.Box.Top < b.Box.Top;
        return a.Box.Width != b.Box.Width ? a.Box.Width < b.Box.Width : a.Box.Height < b.Box.Height;
    }
}
