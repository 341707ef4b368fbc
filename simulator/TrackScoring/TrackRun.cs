using System.Runtime.InteropServices;
using O4O.Edge.Store.BoxTracking;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.TrackPeer;

namespace O4O.Simulator.TrackScoring;

/// <summary>A whole file of detections through a tracker, frame by frame, as it would have been live: no row is put right later.</summary>
public static class TrackRun
{
    /// <summary>The edge's tracker. Frame n is the picture taken n / <paramref name="framesPerSecond"/> seconds after the beginning.</summary>
    /// <param name="detections">Rows in any order, confidences from 0 to 1.</param>
    /// <param name="framesPerSecond">Pictures a second.</param>
    /// <param name="options">How to follow.</param>
    /// <returns>The boxes of everybody who is seen or believed to be there, by frame and id.</returns>
    public static IReadOnlyList<MotRow> Follow(IReadOnlyList<MotRow> detections, double framesPerSecond, BoxTrackerOptions options)
    {
        var tracker = new BoxTracker(options);
        var rows = new List<MotRow>();
        Play(detections, (frame, seen) =>
        {
            tracker.Update(new StoreTime((long)Math.Round(frame * (1e6 / framesPerSecond))), seen);
            foreach (TrackedBox track in tracker.Tracks)
                if (track.Phase is TrackPhase.Seen or TrackPhase.Predicted) rows.Add(new MotRow(frame, track.Id, track.Box, track.Confidence, 0));
            return tracker.Tracks.Length > 0;
        });
        return rows;
    }

    /// <summary>The same through SORT, which knows frames only and takes what is at least half sure, as its detector gave it.</summary>
    public static IReadOnlyList<MotRow> FollowAsSort(IReadOnlyList<MotRow> detections)
    {
        const double Sure = 0.5;
        var tracker = new SortTracker();
        var rows = new List<MotRow>();
        MotRow[] sure = [.. detections.Where(d => d.Confidence >= Sure && d.Box.IsSound)];
        Play(sure, (frame, seen) =>
        {
            tracker.Update(seen);
            foreach ((long id, PixelBox box) in tracker.Shown) rows.Add(new MotRow(frame, id, box, 1, 0));
            return tracker.IsFollowing;
        });
        return rows;
    }

    /// <summary>Calls for each frame in order, empty ones too; those after which nobody is followed are left out until the next detection.</summary>
    private static void Play(IReadOnlyList<MotRow> detections, FrameStep step)
    {
        int last = 0;
        bool follows = false;
        foreach (IGrouping<int, MotRow> frame in detections.GroupBy(d => d.Frame).OrderBy(g => g.Key))
        {
            for (int empty = last + 1; follows && empty < frame.Key; empty++) follows = step(empty, []);
            follows = step(frame.Key, CollectionsMarshal.AsSpan(frame.Select(d => new Detection(d.Box, d.Confidence)).ToList()));
            last = frame.Key;
        }
    }

    /// <summary>One frame; whether anybody is still followed after it.</summary>
    private delegate bool FrameStep(int frame, ReadOnlySpan<Detection> detections);
}
