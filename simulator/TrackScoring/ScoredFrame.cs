using O4O.Edge.Store.BoxTracking;

namespace O4O.Simulator.TrackScoring;

/// <summary>One frame: who was there, what the tracks say, and how alike each pair is, as boxes by their overlap.</summary>
internal sealed class ScoredFrame
{
    private readonly double[] _overlaps;

    /// <param name="people">Dense numbers of the people, from 0.</param>
    /// <param name="tracks">Dense numbers of the tracks, from 0.</param>
    /// <param name="overlaps">How alike they are, 0 to 1: a person after another, a value for each track.</param>
    public ScoredFrame(int[] people, int[] tracks, double[] overlaps) => (People, Tracks, _overlaps) = (people, tracks, overlaps);

    /// <summary>Dense numbers of the people in this frame.</summary>
    public int[] People { get; }

    /// <summary>Dense numbers of the tracks in this frame.</summary>
    public int[] Tracks { get; }

    /// <summary>How alike the frame's <paramref name="person"/>th person and <paramref name="track"/>th track are; of boxes, intersection over union.</summary>
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
