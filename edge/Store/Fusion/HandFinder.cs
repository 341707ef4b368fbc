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
    private const double MmPerSecond = 600;

    /// <summary>Two sightings within this time are of one rest of the hand.</summary>
    private const long RestUs = 110_000;

    /// <summary>A hand at a plate stays for longer than this: one seen elsewhere that near to the lift was not there.</summary>
    private const long DwellUs = 200_000;

    /// <summary>Of several movements in one change the first may be so long before the last, µs.</summary>
    private const long SeveralUs = 900_000;

    /// <summary>Everybody whose hand may have been at the plates of a change, nearest first.</summary>
    /// <param name="change">The change.</param>
    /// <param name="plates">Which of its plates: bit i stands for plate i.</param>
    /// <param name="tracks">Everybody.</param>
    /// <param name="several">Several took something in the course of this change: not all of them at its one moment.</param>
    public List<Hand> Find(ShelfChange change, ulong plates, TrackBook tracks, bool several = false)
    {
        Box3 place = change.Space(layout, plates);
        StoreTime begun = change.FirstLift ?? (several ? StoreTime.Later(change.Start, change.Lift - SeveralUs) : change.Lift);
        // A change across a gap happened at some moment of the gap.
        StoreTime from = begun - (several ? options.LookBackUs / 2 : options.LookBackUs);
        StoreTime to = (change.AcrossGap ? change.Settled : change.Lift) + options.LookAheadUs;
        var hands = new List<Hand>();
        foreach (Track track in tracks.Tracks)
        {
            double left = Nearest(track, JointKind.LeftWrist, JointKind.LeftElbow, place, change, begun, from, to);
            double right = Nearest(track, JointKind.RightWrist, JointKind.RightElbow, place, change, begun, from, to);
            double nearest = Math.Min(left, right);
            if (nearest > options.ReachMm) continue;
            hands.Add(new Hand(track, nearest, right < left, LogLikelihood(nearest)));
        }
        hands.Sort(static (a, b) => a.DistanceMm != b.DistanceMm ? a.DistanceMm.CompareTo(b.DistanceMm) : a.Person.Id.CompareTo(b.Person.Id));
        return hands;
    }

    /// <summary>
    /// Of a distance, if this was the hand: most hands that take are seen within a few centimetres of the plate, some are seen
    /// badly. 0 for a hand on the plate.
    /// </summary>
    private double LogLikelihood(double mm)
    {
        double near = mm / options.HandMm, far = mm / options.BadlySeenHandMm;
        double good = (1 - options.BadlySeenShare) / options.HandMm, bad = options.BadlySeenShare / options.BadlySeenHandMm;
        return Elementary.Log((good * Elementary.Exp(-0.5 * near * near) + bad * Elementary.Exp(-0.5 * far * far)) / (good + bad));
    }

    /// <summary>
    /// Nearest that one hand came, over its trajectory around the lift: a hand that takes rests at the plate for a few frames, one
    /// that passes by is there in one of them only. Where the hand was hidden all the while that it would have needed, it may have
    /// been anywhere within the arm's reach.
    /// </summary>
    private static double Nearest(
        Track track, JointKind wrist, JointKind elbow, Box3 place, ShelfChange change, StoreTime begun, StoreTime from, StoreTime to)
    {
        Span<(StoreTime At, double Mm, double Late)> seen = stackalloc (StoreTime, double, double)[Track.RingSize];
        int frames = 0;
        double hidden = double.PositiveInfinity;
        bool seenAtLift = false;
        for (int back = 0; back < track.Count; back++)
        {
            StoreTime t = track.TimeAt(back);
            if (t > to) continue;
            if (t < from) break;
            ref readonly JointSet joints = ref track.JointsAt(back);
            long offUs = t < begun ? begun - t : t <= change.Lift || change.AcrossGap ? 0 : t - change.Lift;
            double late = offUs * (MmPerSecond / StoreTime.SecondUs);
            if (joints[wrist].Seen)
            {
                seen[frames++] = (t, HandDistance(joints[wrist], joints[elbow], place), late);
                seenAtLift |= offUs <= DwellUs;
            }
            else if (Track.BodyPlace(joints) is { } body)
            {
                double d = UnseenHandMm + Math.Max(0, place.FloorDistanceMm(body) - ArmMm);
                hidden = Math.Min(hidden, Math.Sqrt(d * d + late * late));
            }
        }
        double nearest = Rest(seen[..frames]);
        return seenAtLift ? nearest : Math.Min(nearest, hidden);
    }

    /// <summary>The least of the distances, each taken together with those just before and after it.</summary>
    private static double Rest(ReadOnlySpan<(StoreTime At, double Mm, double Late)> seen)
    {
        double nearest = double.PositiveInfinity;
        for (int i = 0; i < seen.Length; i++)
        {
            double sum = 0;
            int n = 0;
            for (int j = Math.Max(0, i - 1); j <= Math.Min(seen.Length - 1, i + 1); j++)
            {
                if (Math.Abs(seen[j].At - seen[i].At) > RestUs) continue;
                sum += seen[j].Mm;
                n++;
            }
            double mm = sum / n;
            nearest = Math.Min(nearest, Math.Sqrt(mm * mm + seen[i].Late * seen[i].Late));
        }
        return nearest;
    }

    internal static double HandDistance(Joint wrist, Joint elbow, Box3 place)
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
