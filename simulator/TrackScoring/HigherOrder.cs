using O4O.Edge.Store.BoxTracking;

namespace O4O.Simulator.TrackScoring;

/// <summary>
/// HOTA (Luiten, Ošep, Dendorfer, Torr, Geiger, Leal-Taixé, Leibe, IJCV 2020) as TrackEval computes it: pairs in a frame are
/// those with the greatest sum of overlap times how well the two fit over the whole recording; at each overlap threshold the
/// figure is the root of detection accuracy times association accuracy; the mean over 19 thresholds.
/// </summary>
internal static class HigherOrder
{
    private const int Thresholds = 19;
    private const double Step = 0.05, RoundingError = 2.2e-16;

    public static double Hota(ScoredFrame[] frames, int people, int ids, Assignment assignment)
    {
        if (ids == 0) return 0;
        int[] personFrames = new int[people], trackFrames = new int[ids];
        double[] fit = Fit(frames, ids, personFrames, trackFrames);
        var together = new int[Thresholds][];
        for (int a = 0; a < Thresholds; a++) together[a] = new int[people * ids];
        var found = new int[Thresholds];
        foreach (ScoredFrame frame in frames) Pair(frame, fit, ids, assignment, together, found);
        long boxes = personFrames.Sum(n => (long)n) + trackFrames.Sum(n => (long)n);
        double sum = 0;
        for (int a = 0; a < Thresholds; a++)
        {
            double association = 0;
            for (int pair = 0; pair < together[a].Length; pair++)
            {
                double n = together[a][pair];
                if (n > 0) association += n * n / (personFrames[pair / ids] + trackFrames[pair % ids] - n);
            }
            if (found[a] > 0) sum += Math.Sqrt((double)found[a] / (boxes - found[a]) * (association / found[a]));
        }
        return sum / Thresholds;
    }

    /// <summary>How well each person fits each track over the whole recording: a Jaccard index of soft matches.</summary>
    private static double[] Fit(ScoredFrame[] frames, int ids, int[] personFrames, int[] trackFrames)
    {
        var fit = new double[personFrames.Length * ids];
        foreach (ScoredFrame frame in frames)
        {
            foreach (int person in frame.People) personFrames[person]++;
            foreach (int track in frame.Tracks) trackFrames[track]++;
            double[] ofPerson = new double[frame.People.Length], ofTrack = new double[frame.Tracks.Length];
            for (int i = 0; i < ofPerson.Length; i++)
                for (int j = 0; j < ofTrack.Length; j++)
                {
                    ofPerson[i] += frame.Overlap(i, j);
                    ofTrack[j] += frame.Overlap(i, j);
                }
            for (int i = 0; i < ofPerson.Length; i++)
                for (int j = 0; j < ofTrack.Length; j++)
                {
                    double overlap = frame.Overlap(i, j);
                    if (overlap > 0) fit[frame.People[i] * ids + frame.Tracks[j]] += overlap / (ofPerson[i] + ofTrack[j] - overlap);
                }
        }
        for (int pair = 0; pair < fit.Length; pair++)
            if (fit[pair] > 0) fit[pair] /= personFrames[pair / ids] + trackFrames[pair % ids] - fit[pair];
        return fit;
    }

    private static void Pair(ScoredFrame frame, double[] fit, int ids, Assignment assignment, int[][] together, int[] found)
    {
        var costs = new double[frame.People.Length * frame.Tracks.Length];
        for (int i = 0; i < frame.People.Length; i++)
            for (int j = 0; j < frame.Tracks.Length; j++)
                costs[i * frame.Tracks.Length + j] = -fit[frame.People[i] * ids + frame.Tracks[j]] * frame.Overlap(i, j);
        ReadOnlySpan<int> columns = assignment.Solve(costs, frame.People.Length, frame.Tracks.Length, 0);
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i] < 0) continue;
            for (int a = 0; a < Thresholds && frame.Overlap(i, columns[i]) >= (a + 1) * Step - RoundingError; a++)
            {
                together[a][frame.People[i] * ids + frame.Tracks[columns[i]]]++;
                found[a]++;
            }
        }
    }
}
