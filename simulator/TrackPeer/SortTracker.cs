using O4O.Edge.Store.BoxTracking;

namespace O4O.Simulator.TrackPeer;

/// <summary>
/// A benchmark: SORT (Bewley, Ge, Ott, Ramos, Upcroft, ICIP 2016), written anew from the paper and from the numbers of its
/// published program, to be held beside the tracker of the edge on the same detections. One call a frame, also when there is
/// nothing in it: SORT counts frames, not time.
/// </summary>
public sealed class SortTracker
{
    private const int DeadAfter = 1, HitsMin = 3, SizeMax = 512;
    private const double OverlapMin = 0.3;
    private readonly Assignment _assignment = new(SizeMax, SizeMax);
    private readonly double[] _costs = new double[SizeMax * SizeMax];
    private readonly List<SortTrack> _tracks = [];
    private readonly List<(long Id, PixelBox Box)> _shown = [];
    private readonly bool[] _taken = new bool[SizeMax];
    private long _ids;
    private int _frames;

    /// <summary>What SORT shows of the frame, the newest track first.</summary>
    public IReadOnlyList<(long Id, PixelBox Box)> Shown => _shown;

    /// <summary>Whether there is any track, shown or not.</summary>
    public bool IsFollowing => _tracks.Count > 0;

    /// <summary>One frame. At most 512 detections.</summary>
    public void Update(ReadOnlySpan<Detection> detections)
    {
        _frames++;
        for (int t = _tracks.Count - 1; t >= 0; t--)
            if (!_tracks[t].Predict()) _tracks.RemoveAt(t);
        Match(detections);
        for (int d = 0; d < detections.Length; d++)
            if (!_taken[d]) _tracks.Add(new SortTrack(++_ids, detections[d].Box));
        _shown.Clear();
        for (int t = _tracks.Count - 1; t >= 0; t--)
        {
            SortTrack track = _tracks[t];
            if (track.Unseen < 1 && (track.Hits >= HitsMin || _frames <= HitsMin)) _shown.Add((track.Id, track.Box));
            if (track.Unseen > DeadAfter) _tracks.RemoveAt(t);
        }
    }

    private void Match(ReadOnlySpan<Detection> detections)
    {
        int columns = detections.Length;
        Array.Clear(_taken, 0, columns);
        for (int t = 0; t < _tracks.Count; t++)
            for (int d = 0; d < columns; d++) _costs[t * columns + d] = -PixelBox.Overlap(_tracks[t].Box, detections[d].Box);
        ReadOnlySpan<int> pairs = _assignment.Solve(_costs, _tracks.Count, columns, 0);
        for (int t = 0; t < pairs.Length; t++)
        {
            if (pairs[t] < 0 || _costs[t * columns + pairs[t]] > -OverlapMin) continue;
            _tracks[t].See(detections[pairs[t]].Box);
            _taken[pairs[t]] = true;
        }
    }
}
