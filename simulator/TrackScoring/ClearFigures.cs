using O4O.Edge.Store.BoxTracking;

namespace O4O.Simulator.TrackScoring;

/// <summary>
/// The CLEAR MOT figures (Bernardin and Stiefelhagen 2008) as py-motmetrics counts them: whoever had a track keeps it while it is
/// good enough; the others are paired by the most pairs, then the greatest overlap; a pair that differs from the person's
/// last one is a switch, however long ago that was.
/// </summary>
internal sealed class ClearFigures
{
    /// <summary>More than all distances of a frame together: a pair more is always better.</summary>
    private const double AloneCost = 1e6;
    private const double MostlyTrackedShare = 0.8, MostlyLostShare = 0.2;

    public int FalsePositives { get; private set; }
    public int Misses { get; private set; }
    public int Switches { get; private set; }
    public int MostlyTracked { get; private set; }
    public int MostlyLost { get; private set; }

    public static bool IsRight(double overlap) => 1 - overlap <= 1 - TrackScorer.OverlapMin;

    public static ClearFigures Of(ScoredFrame[] frames, int people, Assignment assignment)
    {
        var figures = new ClearFigures();
        var lastTrack = new int[people];
        Array.Fill(lastTrack, -1);
        int[] there = new int[people], found = new int[people];
        foreach (ScoredFrame frame in frames)
        {
            int pairs = figures.Frame(frame, lastTrack, found, assignment);
            figures.Misses += frame.People.Length - pairs;
            figures.FalsePositives += frame.Tracks.Length - pairs;
            foreach (int person in frame.People) there[person]++;
        }
        for (int person = 0; person < people; person++)
        {
            double share = (double)found[person] / there[person];
            if (share >= MostlyTrackedShare) figures.MostlyTracked++;
            else if (share < MostlyLostShare) figures.MostlyLost++;
        }
        return figures;
    }

    private int Frame(ScoredFrame frame, int[] lastTrack, int[] found, Assignment assignment)
    {
        bool[] personDone = new bool[frame.People.Length], trackDone = new bool[frame.Tracks.Length];
        int pairs = 0;
        for (int i = 0; i < frame.People.Length; i++)
        {
            int j = Array.IndexOf(frame.Tracks, lastTrack[frame.People[i]]);
            if (j < 0 || trackDone[j] || !IsRight(frame.Overlap(i, j))) continue;
            personDone[i] = trackDone[j] = true;
            found[frame.People[i]]++;
            pairs++;
        }
        var costs = new double[personDone.Length * trackDone.Length];
        for (int i = 0; i < personDone.Length; i++)
            for (int j = 0; j < trackDone.Length; j++)
                costs[i * trackDone.Length + j] =
                    personDone[i] || trackDone[j] || !IsRight(frame.Overlap(i, j)) ? double.PositiveInfinity : 1 - frame.Overlap(i, j);
        ReadOnlySpan<int> columns = assignment.Solve(costs, personDone.Length, trackDone.Length, AloneCost);
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i] < 0) continue;
            ref int last = ref lastTrack[frame.People[i]];
            if (last >= 0 && last != frame.Tracks[columns[i]]) Switches++;
            last = frame.Tracks[columns[i]];
            found[frame.People[i]]++;
            pairs++;
        }
        return pairs;
    }
}
