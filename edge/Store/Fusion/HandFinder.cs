using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store.Fusion;

/// <summary>
/// Whose hand: looks at wrists (and elbows, to see where a hidden hand must be) over the time around a lift, not at one frame.
/// </summary>
public sealed class HandFinder(StoreLayout layout, FusionOptions options)
{
    /// <summary>A hand reaches so far beyond its wrist.</summary>
    private const double HandBeyondWristMm = 90;

    /// <summary>An arm reaches so far from under the head.</summary>
    private const double ArmMm = 750;

    /// <summary>When no hand was seen, being near counts, but as little as a hand so far away.</summary>
    private const double UnseenHandMm = 260;

    /// <summary>A hand that is there a second too early or late counts as so far away.</summary>
    private const double MmPerSecond = 250;

    /// <summary>Everybody whose hand may have been at the plates of a change, nearest first.</summary>
    public List<Hand> Find(ShelfChange change, TrackBook tracks)
    {
        Box3 place = PlaceOf(change);
        // A change across a gap happened at some moment of the gap.
        StoreTime from = change.Lift - options.LookBackUs;
        StoreTime to = (change.AcrossGap ? change.Settled : change.Lift) + options.LookAheadUs;
        var hands = new List<Hand>();
        foreach (Track track in tracks.Tracks)
        {
            double nearest = double.PositiveInfinity;
            for (int back = 0; back < track.Count; back++)
            {
                StoreTime t = track.TimeAt(back);
                if (t > to) continue;
                if (t < from) break;
                long offUs = t < change.Lift ? change.Lift - t : change.AcrossGap ? 0 : t - change.Lift;
                double late = offUs * (MmPerSecond / StoreTime.SecondUs);
                double d = Distance(track.JointsAt(back), place);
                nearest = Math.Min(nearest, Math.Sqrt(d * d + late * late));
            }
            if (nearest > options.ReachMm) continue;
            double sigmas = nearest / options.HandMm;
            hands.Add(new Hand(track, nearest, -0.5 * sigmas * sigmas));
        }
        hands.Sort(static (a, b) => a.DistanceMm != b.DistanceMm ? a.DistanceMm.CompareTo(b.DistanceMm) : a.Person.Id.CompareTo(b.Person.Id));
        return hands;
    }

    /// <summary>The space above the plates that changed most.</summary>
    private Box3 PlaceOf(ShelfChange change)
    {
        double largest = 0;
        foreach (double d in change.DeltaMg) largest = Math.Max(largest, Math.Abs(d));
        int first = layout.Shelves[change.ShelfIndex].FirstPlate + change.FirstPlate;
        Box3? place = null;
        for (int i = 0; i < change.DeltaMg.Length; i++)
        {
            if (Math.Abs(change.DeltaMg[i]) < 0.5 * largest) continue;
            Box3 space = layout.Plates[first + i].Space;
            place = place is { } p ? Box3.Union(p, space) : space;
        }
        return place ?? layout.Shelves[change.ShelfIndex].Space;
    }

    private static double Distance(in JointSet joints, Box3 place)
    {
        double left = HandDistance(joints[JointKind.LeftWrist], joints[JointKind.LeftElbow], place);
        double right = HandDistance(joints[JointKind.RightWrist], joints[JointKind.RightElbow], place);
        double nearest = Math.Min(left, right);
        bool bothSeen = joints[JointKind.LeftWrist].Seen && joints[JointKind.RightWrist].Seen;
        if (bothSeen || Track.BodyPlace(joints) is not { } body) return nearest;
        double beyondArm = Math.Max(0, place.FloorDistanceMm(body) - ArmMm);
        return Math.Min(nearest, UnseenHandMm + beyondArm);
    }

    private static double HandDistance(Joint wrist, Joint elbow, Box3 place)
    {
        if (!wrist.Seen) return double.PositiveInfinity;
        double atWrist = place.DistanceMm(wrist.Place);
        if (!elbow.Seen) return atWrist;
        Point3 forearm = wrist.Place - elbow.Place;
        double length = forearm.LengthMm;
        if (length < 50) return atWrist;
        return Math.Min(atWrist, place.DistanceMm(wrist.Place + forearm * (HandBeyondWristMm / length)));
    }
}
