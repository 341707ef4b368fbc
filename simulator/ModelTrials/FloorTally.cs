using O4O.Edge.Store.Quantities;
using O4O.Simulator.TrackScoring;

namespace O4O.Simulator.ModelTrials;

/// <summary>
/// How well people keep their numbers on the floor, counted as MOTChallenge counts on the ground (its 3D task of 2015): who was within a
/// metre of a number stays with it as long as it is; the others are paired by the most pairs, then the nearest; a pair that differs from a
/// person's last one is a switch, however long ago that was. Days are counted each for itself, and add up.
/// </summary>
internal sealed class FloorTally
{
    /// <summary>Told so far off, it is somebody else, millimetres.</summary>
    public const double GateMm = 1_000;

    /// <summary>Moments lie so far apart, microseconds.</summary>
    public const long EveryUs = 100_000;

    private const double MinuteUs = 60e6;
    private long _people, _told, _misses, _ghosts, _moments;
    private double _identities;

    /// <summary>Times that somebody went over to another number.</summary>
    public int Switches { get; private set; }

    /// <summary>Minutes that people were there, all people's together.</summary>
    public double ShopperMinutes => _people * EveryUs / MinuteUs;

    /// <summary>Switches in ten shopper-minutes; null where nobody was there.</summary>
    public double? SwitchesInTen => _people == 0 ? null : 10 * Switches / ShopperMinutes;

    /// <summary>Share of the time that people were there in which they were told of, within a metre.</summary>
    public double? Followed => _people == 0 ? null : 1 - (double)_misses / _people;

    /// <summary>Seconds a minute of a store in which somebody is told of where nobody is, several at a time counted each.</summary>
    public double? GhostSecondsAMinute => _moments == 0 ? null : 60.0 * _ghosts / _moments;

    /// <summary>Share of the time that is right when each person has one number for good (Ristani and others 2016).</summary>
    public double? Idf1 => _people == 0 ? null : _identities / (_people + _told);

    /// <summary>Adds a day.</summary>
    /// <param name="moments">In the order of time, <see cref="EveryUs"/> apart; those in which nobody is there and nobody is told of may be left out.</param>
    public void Add(IReadOnlyList<FloorMoment> moments)
    {
        ScoredFrame[] frames = Frames(moments, out int people, out int ids);
        int there = frames.Sum(f => f.People.Length), told = frames.Sum(f => f.Tracks.Length);
        _moments += moments.Count;
        _people += there;
        _told += told;
        if (there == 0)
        {
            _ghosts += told;
            return;
        }
        TrackScore score = TrackScorer.Of(frames, people, ids);
        Switches += score.Switches;
        _misses += score.Fn;
        _ghosts += score.Fp;
        _identities += score.Idf1 * (there + told);
    }

    private static ScoredFrame[] Frames(IReadOnlyList<FloorMoment> moments, out int people, out int ids)
    {
        var personNumbers = new Dictionary<long, int>();
        var trackNumbers = new Dictionary<long, int>();
        var frames = new ScoredFrame[moments.Count];
        for (int m = 0; m < frames.Length; m++)
        {
            FloorMoment moment = moments[m];
            frames[m] = new ScoredFrame(Numbered(moment.People, personNumbers), Numbered(moment.Told, trackNumbers), Likeness(moment));
        }
        (people, ids) = (personNumbers.Count, trackNumbers.Count);
        return frames;
    }

    private static int[] Numbered(IReadOnlyList<(long Id, Point3 Place)> some, Dictionary<long, int> numbers)
    {
        var dense = new int[some.Count];
        for (int i = 0; i < dense.Length; i++)
        {
            if (!numbers.TryGetValue(some[i].Id, out dense[i])) numbers.Add(some[i].Id, dense[i] = numbers.Count);
        }
        return dense;
    }

    /// <summary>From 1 in one place down to 0, so that a pair is as right as boxes are (<see cref="TrackScorer.OverlapMin"/>) at the gate.</summary>
    private static double[] Likeness(FloorMoment moment)
    {
        const double nothingMm = GateMm / (1 - TrackScorer.OverlapMin);
        var likeness = new double[moment.People.Count * moment.Told.Count];
        for (int i = 0; i < moment.People.Count; i++)
            for (int j = 0; j < moment.Told.Count; j++)
                likeness[i * moment.Told.Count + j] = Math.Max(0, 1 - Point3.FloorDistanceMm(moment.People[i].Place, moment.Told[j].Place) / nothingMm);
        return likeness;
    }
}
