using O4O.Edge.Store.BoxTracking;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.TrackPeer;

namespace O4O.Benchmarks.Workloads;

/// <summary>
/// A camera over a busy aisle: fifteen people walk to and fro in front of each other, boxes tremble, one in twelve is missed and
/// one in ten is faint. The same pictures over and over through the edge's tracker, and through SORT's rule beside it.
/// </summary>
internal sealed class TrackerLoad
{
    public const int People = 15, Frames = 500;
    private const long PictureUs = 40_000;
    private readonly Detection[][] _pictures = new Detection[Frames][];
    private readonly BoxTracker _tracker = new(new BoxTrackerOptions());
    private readonly SortTracker _sort = new();
    private StoreTime _now = new(0);

    public TrackerLoad(ulong seed)
    {
        var dice = new Dice(seed, "tracker load");
        for (int frame = 0; frame < Frames; frame++)
        {
            var seen = new List<Detection>();
            for (int person = 0; person < People; person++)
            {
                // Each walks his own way up and down a loop as long as the film, so that it can be shown again without a jump.
                double turn = 2.0 * ((frame * (1 + person % 3) + person * 37) % Frames) / Frames, share = turn < 1 ? turn : 2 - turn;
                double height = 180 + 12 * person, tremble = 0.02 * height;
                if (dice.Chance(1.0 / 12)) continue;
                seen.Add(new Detection(
                    PixelBox.Around(100 + 1_700 * share + tremble * dice.Gauss(), 400 + 10 * person + tremble * dice.Gauss(), height * 0.38, height + tremble * dice.Gauss()),
                    dice.Chance(0.1) ? 0.55 : 0.95));
            }
            _pictures[frame] = [.. seen];
        }
    }

    /// <summary>All pictures through the edge's tracker; how many were followed at the end.</summary>
    public int Follow()
    {
        foreach (Detection[] picture in _pictures) _tracker.Update(_now += PictureUs, picture);
        if (_tracker.Tracks.Length < People / 2) throw new InvalidOperationException("the tracker followed nobody");
        return _tracker.Tracks.Length;
    }

    /// <summary>All pictures through SORT's rule; how many it showed at the end.</summary>
    public int FollowAsSort()
    {
        foreach (Detection[] picture in _pictures) _sort.Update(picture);
        if (!_sort.IsFollowing) throw new InvalidOperationException("SORT followed nobody");
        return _sort.Shown.Count;
    }
}
