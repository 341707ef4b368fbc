using O4O.Edge.Store.BoxTracking;

namespace O4O.Simulator.TrackScoring;

/// <summary>
/// The figures of the field, each by the definition that its usual program has: MOTA, precision, recall, switches, mostly
/// tracked, mostly lost and IDF1 as py-motmetrics, HOTA as TrackEval.
/// </summary>
public static class TrackScorer
{
    /// <summary>A box of a track is right when it overlaps a person's by at least this much.</summary>
    public const double OverlapMin = 0.5;

    /// <summary>Scores tracks against the truth; both without an id twice in a frame, the truth not empty.</summary>
    public static TrackScore Of(IReadOnlyList<MotRow> truth, IReadOnlyList<MotRow> tracks)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(tracks);
        if (truth.Count == 0) throw new ArgumentException("a truth without a row has nothing to score", nameof(truth));
        return Of(ScoredFrame.Of(truth, tracks, out int people, out int ids), people, ids);
    }

    /// <summary>The same of frames that are paired already, by whatever likeness; a pair is right from <see cref="OverlapMin"/> on.</summary>
    /// <param name="frames">In the order of time, with somebody in one of them at least.</param>
    /// <param name="people">How many people there are in all of them.</param>
    /// <param name="ids">How many tracks.</param>
    internal static TrackScore Of(ScoredFrame[] frames, int people, int ids)
    {
        int truth = frames.Sum(f => f.People.Length), tracks = frames.Sum(f => f.Tracks.Length);
        if (truth == 0) throw new ArgumentException("a truth without anybody has nothing to score", nameof(frames));
        var assignment = new Assignment(Math.Max(people, ids), Math.Max(people, ids));
        ClearFigures clear = ClearFigures.Of(frames, people, assignment);
        int found = truth - clear.Misses;
        return new TrackScore(
            1 - (double)(clear.Misses + clear.FalsePositives + clear.Switches) / truth,
            2.0 * IdentityMatches(frames, people, ids, assignment) / (truth + tracks),
            HigherOrder.Hota(frames, people, ids, assignment),
            tracks == 0 ? 0 : (double)found / tracks,
            (double)found / truth,
            clear.FalsePositives, clear.Misses, clear.Switches, clear.MostlyTracked, clear.MostlyLost);
    }

    /// <summary>Boxes that are right under the best choice of one track for each person, over the whole recording.</summary>
    private static long IdentityMatches(ScoredFrame[] frames, int people, int ids, Assignment assignment)
    {
        var together = new double[people * ids];
        foreach (ScoredFrame frame in frames)
            for (int i = 0; i < frame.People.Length; i++)
                for (int j = 0; j < frame.Tracks.Length; j++)
                    if (ClearFigures.IsRight(frame.Overlap(i, j))) together[frame.People[i] * ids + frame.Tracks[j]]--;
        ReadOnlySpan<int> pairs = assignment.Solve(together, people, ids, 0);
        long matches = 0;
        for (int person = 0; person < people; person++)
            if (pairs[person] >= 0) matches -= (long)together[person * ids + pairs[person]];
        return matches;
    }
}
