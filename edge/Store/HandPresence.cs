using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>Whether the hand that moved something is still there. Looks at wrists; one that is hidden is where it was last seen.</summary>
internal sealed class HandPresence(StoreLayout layout, TrackBook tracks)
{
    /// <summary>A wrist that near to the space above a plate belongs to a hand that may touch what stands there, mm.</summary>
    private const double AtPlateMm = 120;

    /// <summary>A hand that takes rests within this of the space above a plate, on the average of three sightings, mm.</summary>
    private const double TakesMm = 60;

    /// <summary>Somebody who leans on a shelf presses plates that far from the hand, mm.</summary>
    private const double BesideMm = 450;

    /// <summary>Sightings so near to a moment are of that moment: two of them at 15 a second.</summary>
    private const long AroundUs = 110_000;

    /// <summary>A hand that is seen elsewhere for so long has left.</summary>
    private const long AwayUs = 110_000;

    /// <summary>Somebody who is seen without a wrist may have it anywhere within the arm's reach.</summary>
    private const long HiddenUs = 300_000;

    /// <summary>The eyes lose people for a moment: a hand is where it was last seen, for so long.</summary>
    private const long UnseenUs = 1_500_000;

    /// <summary>An arm reaches so far from under the head, mm on the floor.</summary>
    private const double ArmMm = 750;

    /// <summary>
    /// Whether a hand that was at the plates of a change at one moment was there at a later one as well. Where nobody's was, an
    /// arm that leant on the shelf beside them counts.
    /// </summary>
    public bool Stays(ShelfChange change, StoreTime from, StoreTime to)
    {
        Box3 place = change.Space(layout);
        return Stays(place, AtPlateMm, from, to, out bool anybody) || (!anybody && Stays(place, BesideMm, from, to, out _));
    }

    /// <summary>
    /// Whose hands were at the plates of a change from one moment to another: one that never left them, and others that came or
    /// went meanwhile. Where nobody's was at the plates at the first moment, arms that leant beside them count.
    /// </summary>
    public (bool Stayed, bool Others) Between(ShelfChange change, StoreTime from, StoreTime to)
    {
        Box3 place = change.Space(layout);
        (bool stayed, bool others) = Between(place, AtPlateMm, from, to, out bool anybody);
        return anybody ? (stayed, others) : Between(place, BesideMm, from, to, out _);
    }

    private (bool Stayed, bool Others) Between(Box3 place, double withinMm, StoreTime from, StoreTime to, out bool anybody)
    {
        anybody = false;
        bool stayed = false, others = false;
        for (int i = 0; i < tracks.Tracks.Count; i++)
        {
            Track track = tracks.Tracks[i];
            if (track.LastSeen < from - UnseenUs) continue;
            for (JointKind wrist = JointKind.LeftWrist; wrist <= JointKind.RightWrist; wrist++)
            {
                bool first = IsAt(track, wrist, place, withinMm, from), last = IsAt(track, wrist, place, withinMm, to);
                anybody |= first;
                if (first && last && !Leaves(track, wrist, place, withinMm, from, to)) stayed = true;
                else others |= first || last;
            }
        }
        return (stayed, others);
    }

    /// <summary>Whether a hand was away between two moments: one sighting may be bad, several in a row are not.</summary>
    private static bool Leaves(Track track, JointKind wrist, Box3 place, double withinMm, StoreTime from, StoreTime to)
    {
        StoreTime? away = null;
        for (int back = 0; back < track.Count; back++)
        {
            StoreTime t = track.TimeAt(back);
            if (t > to) continue;
            if (t < from) break;
            ref readonly JointSet joints = ref track.JointsAt(back);
            if (!joints[wrist].Seen) continue;
            if (place.DistanceMm(joints[wrist].Place) <= withinMm) away = null;
            else if (away is not { } until) away = t;
            else if (until - t >= AwayUs) return true;
        }
        return false;
    }

    private bool Stays(Box3 place, double withinMm, StoreTime from, StoreTime to, out bool anybody)
    {
        anybody = false;
        for (int i = 0; i < tracks.Tracks.Count; i++) // asked after every fact: an interface's enumerator is an object
        {
            Track track = tracks.Tracks[i];
            if (track.LastSeen < from - UnseenUs) continue;
            for (JointKind wrist = JointKind.LeftWrist; wrist <= JointKind.RightWrist; wrist++)
            {
                if (!IsAt(track, wrist, place, withinMm, from)) continue;
                anybody = true;
                if (IsAt(track, wrist, place, withinMm, to)) return true;
            }
        }
        return false;
    }

    /// <summary>
    /// Whether one of somebody's hands was at a place within a time, by three sightings together, or hidden for a while within the
    /// arm's reach of it.
    /// </summary>
    public static bool Reached(Track track, Box3 place, StoreTime from, StoreTime to)
    {
        for (JointKind wrist = JointKind.LeftWrist; wrist <= JointKind.RightWrist; wrist++)
        {
            JointKind elbow = wrist == JointKind.LeftWrist ? JointKind.LeftElbow : JointKind.RightElbow;
            StoreTime? hiddenTo = null;
            (double last, double before) = (double.NaN, double.NaN); // the two sightings after this one
            for (int back = 0; back < track.Count && track.TimeAt(back) >= from; back++)
            {
                StoreTime t = track.TimeAt(back);
                if (t > to) continue;
                ref readonly JointSet joints = ref track.JointsAt(back);
                if (joints[wrist].Seen)
                {
                    double mm = HandFinder.HandDistance(joints[wrist], joints[elbow], place);
                    if ((mm + last + before) / 3 <= TakesMm) return true;
                    (last, before) = (mm, last);
                }
                bool hidden = !joints[wrist].Seen && Track.BodyPlace(joints) is { } body && place.FloorDistanceMm(body) <= ArmMm;
                if (!hidden) hiddenTo = null;
                else if (hiddenTo is not { } since) hiddenTo = t;
                else if (since - t >= HiddenUs) return true;
            }
        }
        return false;
    }

    private static bool IsAt(Track track, JointKind wrist, Box3 place, double withinMm, StoreTime time)
    {
        // One sighting may be bad: a hand is there while one of those around the moment says so. Where there is none, the
        // nearest one; and where the hand is hidden, whoever stands there may have it there.
        long nearestUs = long.MaxValue;
        bool at = false, hidden = false;
        for (int back = 0; back < track.Count; back++)
        {
            StoreTime t = track.TimeAt(back);
            long offUs = Math.Abs(t - time);
            if (t < time && offUs > UnseenUs) break;
            if (t > time && offUs > AroundUs) continue;
            ref readonly JointSet joints = ref track.JointsAt(back);
            if (!joints[wrist].Seen)
            {
                hidden |= offUs <= HiddenUs && Track.BodyPlace(joints) is { } body && place.FloorDistanceMm(body) <= ArmMm;
                continue;
            }
            bool there = place.DistanceMm(joints[wrist].Place) <= withinMm;
            if (there && offUs <= AroundUs) return true;
            if (offUs >= nearestUs) continue;
            (nearestUs, at) = (offUs, there);
        }
        return nearestUs > AroundUs && (at || (nearestUs > HiddenUs && hidden));
    }
}
