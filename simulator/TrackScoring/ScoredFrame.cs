using O4O.Edge.Store.BoxTracking;

namespace O4O.Simulator.TrackScoring;

/// <summary>One frame: who was there, what the tracks say, and how much each pair overlaps.</summary>
internal sealed class ScoredFrame
{
    private readonly double[] _overlaps;

    private ScoredFrame(int[] people, int[] tracks, double[] overlaps) => (People, Tracks, _overlaps) = (people, tracks, overlaps);

    /// <summary>Dense numbers of the people in this frame, in the order of the file.</summary>
    public int[] People { get; }

    /// <summary>Dense numbers of the tracks in this frame, in the order of the file.</summary>
    public int[] Tracks { get; }

    /// <summary>Intersection over union of the frame's <paramref name="person"/>th person and <paramref name="track"/>th track.</summary>
    public double Overlap(int person, int track) => _overlaps[person * Tracks.Length + track];

    /// <summary>Every frame in which there is anything, in the order of time; and how many people and tracks there are in all.</summary>
    public static ScoredFrame[] Of(IReadOnlyList<MotRow> truth, IReadOnlyList<MotRow> tracks, out int people, out int ids)
    {
        Dictionary<long, int> personNumbers = Number(truth), trackNumbers = Number(tracks);
        (people, ids) = (personNumbers.Count, trackNumbers.Count);
        ILookup<int, MotRow> truthOf = truth.ToLookup(r => r.Frame), tracksOf = tracks.ToLookup(r => r.Frame);
        return
        [
            .. truth.Concat(tracks).Select(r => r.Frame).Distinct().Order().Select(frame =>
                Of([.. truthOf[frame]], [.. tracksOf[frame]], personNumbers, trackNumbers)),
        ];
    }

    private static ScoredFrame Of(MotRow[] truth, MotRow[] tracks, Dictionary<long, int> personNumbers, Dictionary<long, int> trackNumbers)
    {
        var overlaps = new double[truth.Length * tracks.Length];
        for (int i = 0; i < truth.Length; i++)
            for (int j = 0; j < tracks.Length; j++)
                overlaps[i * tracks.Length + j] = PixelBox.Overlap(truth[i].Box, tracks[j].Box);
        return new ScoredFrame([.. truth.Select(r => personNumbers[r.Id])], [.. tracks.Select(r => trackNumbers[r.Id])], overlaps);
    }

    private static Dictionary<long, int> Number(IReadOnlyList<MotRow> rows)
    {
        var numbers = new Dictionary<long, int>();
        foreach (MotRow row in rows) numbers.TryAdd(row.Id, numbers.Count);
        return numbers;
    }
}
