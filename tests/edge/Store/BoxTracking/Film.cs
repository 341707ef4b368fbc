using O4O.Edge.Store.BoxTracking;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Tests.Store.BoxTracking;

/// <summary>Pictures for a tracker, and what it made of them.</summary>
internal sealed class Film(double framesPerSecond, BoxTrackerOptions? options = null)
{
    private int _frame;

    public BoxTracker Tracker { get; } = new(options ?? new BoxTrackerOptions());

    /// <summary>Every number that was ever told of somebody who is believed in.</summary>
    public SortedSet<long> Ids { get; } = [];

    /// <summary>Time of the newest picture, µs.</summary>
    public long NowUs => (long)Math.Round(_frame * (1e6 / framesPerSecond));

    /// <summary>The one who is seen or predicted; fails when it is not one.</summary>
    public TrackedBox Only => Tracker.Tracks.ToArray().Single(t => t.Phase is TrackPhase.Seen or TrackPhase.Predicted);

    public static Detection Person(double x, double y = 300, double height = 200, double confidence = 0.95) =>
        new(PixelBox.Around(x, y, height * 0.35, height), confidence);

    public void Show(params Detection[] detections)
    {
        _frame++;
        if (!Tracker.Update(new StoreTime(NowUs), detections)) throw new InvalidOperationException("a picture came late");
        foreach (TrackedBox track in Tracker.Tracks)
            if (track.Phase is TrackPhase.Seen or TrackPhase.Predicted) Ids.Add(track.Id);
    }

    /// <summary>So many seconds of what is there at each moment (in seconds from now).</summary>
    public void Play(double seconds, Func<double, Detection[]> at)
    {
        int frames = (int)Math.Round(seconds * framesPerSecond);
        for (int i = 1; i <= frames; i++) Show(at(i / framesPerSecond));
    }
}
