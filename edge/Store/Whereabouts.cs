using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store;

/// <summary>
/// Who may have been where. While somebody is seen, their hands say; while not, their legs: from where they were seen last, by there,
/// to where they were seen next, no faster than people walk.
/// </summary>
internal static class Whereabouts
{
    /// <summary>Somebody who is not seen for so long may have used a hand meanwhile, µs: it takes half a second to reach.</summary>
    public const long UnseenUs = 500_000;

    /// <summary>Who is not seen for so long is not only missed for a moment, µs.</summary>
    private const long GoneUs = 1_200_000;

    /// <summary>
    /// Hardly anybody walks faster in a shop, mm a second: pedestrians walk at 1.34 m/s, with a standard deviation of 0.26 (Weidmann
    /// 1993, all purposes together; shoppers are the slowest of all, at 1.16).
    /// </summary>
    private const double WalkMmPerS = 1_700;

    /// <summary>Standing so near to a shelf on the floor, one can take from it, mm: an arm, and what the eyes are off by.</summary>
    private const double ArmMm = 900;

    /// <summary>Two people so near to each other on the floor can give each other something, mm.</summary>
    private const double TogetherMm = 1_500;

    /// <summary>To give something takes both of them so long, standing, µs.</summary>
    private const long GiveUs = StoreTime.SecondUs;

    /// <summary>Whether one of the hands of a visit's person may have been at a place within a time.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="session">The visit: nobody was there before they can have come from its gate.</param>
    /// <param name="track">One of its people.</param>
    /// <param name="place">The space above some plates.</param>
    /// <param name="when">Which time, and what is known of it.</param>
    public static bool MayHaveReached(StoreLayout layout, Session session, Track track, Box3 place, in Span when)
    {
        StoreTime from = StoreTime.Later(when.From, Arrival(layout, session, place)), to = StoreTime.Earlier(when.To, when.Eyes);
        StoreTime since = StoreTime.Later(from, when.Since);
        if (HandPresence.Reached(track, place, since, to)) return true;
        if (track.Count == 0) return true;
        // Who was last seen where people leave, and not since, has left.
        bool isGone = when.Eyes - track.LastSeen >= GoneUs && !layout.IsExit(track.Place);
        if (isGone && StoreTime.Later(from, Soonest(track, 0, place)) <= to) return true;
        int oldest = track.Count - 1;
        for (int back = 0; back < oldest && track.TimeAt(back) > since; back++)
        {
            if (track.TimeAt(back) - track.TimeAt(back + 1) < UnseenUs) continue;
            if (StoreTime.Later(from, Soonest(track, back + 1, place)) <= StoreTime.Earlier(to, Latest(track, back, place))) return true;
        }
        // Not seen before: they may have come from there. What was seen and is forgotten was judged when it was seen.
        StoreTime first = track.TimeAt(oldest);
        return track.FirstSeen == first && first > since && from <= StoreTime.Earlier(to, Latest(track, oldest, place));
    }

    /// <summary>The soonest that somebody of a visit can have been at a place.</summary>
    public static StoreTime Arrival(StoreLayout layout, Session session, Box3 place)
    {
        for (int g = 0; g < layout.Gates.Count; g++)
            if (layout.Gates[g].Device == session.Gate) return new StoreTime(session.OpenedUs + WalkUs(place, layout.Gates[g].Scanner));
        return new StoreTime(session.OpenedUs);
    }

    /// <summary>A time, and what is known of it.</summary>
    /// <param name="From">Its begin.</param>
    /// <param name="To">Its end.</param>
    /// <param name="Since">What was seen up to here was looked at before.</param>
    /// <param name="Eyes">Up to when the eyes have told everything.</param>
    public readonly record struct Span(StoreTime From, StoreTime To, StoreTime Since, StoreTime Eyes);

    /// <summary>Whether two people may have met, to give each other something, while nobody was seen.</summary>
    /// <param name="one">One of them.</param>
    /// <param name="other">The other.</param>
    /// <param name="from">Last moment seen before.</param>
    /// <param name="to">First moment seen after.</param>
    public static bool MayHaveMet(Track one, Track other, StoreTime from, StoreTime to)
    {
        double? before = Apart(Before(one, from), Before(other, from)), after = Apart(After(one, to), After(other, to));
        if (before <= TogetherMm || after <= TogetherMm) return true;
        double walkMm = Math.Max(0, to - from - GiveUs) * WalkMmPerS / StoreTime.SecondUs;
        // Each goes to where they meet and away again: both ways of both are at least as long as what parted them before and after.
        double waysMm = before is { } b && after is { } a ? (a + b) / 2 : (before ?? after ?? 0) / 2;
        return waysMm <= TogetherMm + walkMm;
    }

    /// <summary>The soonest that somebody can have been at a place after a sighting.</summary>
    private static StoreTime Soonest(Track track, int back, Box3 place) => track.TimeAt(back) + LegUs(track, back, place);

    /// <summary>The latest that somebody can have been at a place before a sighting.</summary>
    private static StoreTime Latest(Track track, int back, Box3 place) => track.TimeAt(back) - LegUs(track, back, place);

    private static long LegUs(Track track, int back, Box3 place) => Track.BodyPlace(track.JointsAt(back)) is { } body ? WalkUs(place, body) : 0;

    /// <summary>How long it takes at least from somewhere to within an arm's reach of a place, µs.</summary>
    private static long WalkUs(Box3 place, Point3 body) => (long)(Math.Max(0, place.FloorDistanceMm(body) - ArmMm) / WalkMmPerS * StoreTime.SecondUs);

    private static double? Apart(Point3? a, Point3? b) => a is { } x && b is { } y ? Point3.FloorDistanceMm(x, y) : null;

    /// <summary>Where somebody was seen last up to a moment, or null.</summary>
    private static Point3? Before(Track track, StoreTime time)
    {
        for (int back = 0; back < track.Count; back++)
            if (track.TimeAt(back) <= time) return Track.BodyPlace(track.JointsAt(back));
        return null;
    }

    /// <summary>Where somebody was seen first from a moment on, or null.</summary>
    private static Point3? After(Track track, StoreTime time)
    {
        Point3? place = null;
        for (int back = 0; back < track.Count && track.TimeAt(back) >= time; back++) place = Track.BodyPlace(track.JointsAt(back));
        return place;
    }
}
