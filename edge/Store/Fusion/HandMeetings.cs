using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store.Fusion;

/// <summary>
/// Notices when the hands of two people of different visits meet away from the shelves, or of one whose visit is not known: a product may
/// have changed hands, and no scale will ever say so. Reports each meeting once, when it has lasted.
/// </summary>
public sealed class HandMeetings(StoreLayout layout)
{
    /// <summary>Wrists so near to each other hold the same thing, or could, millimetres.</summary>
    private const double TogetherMm = 300;

    /// <summary>
    /// What cameras find of a wrist is off by a decimetre, and by more while somebody is before it: where people are followed by detections,
    /// hands so near to each other may have met.
    /// </summary>
    private const double PerhapsMm = 340;

    /// <summary>… and hands no farther apart than this, wherever they are, may have met if looks say that a thing went from one to the other.</summary>
    private const double NearMm = 450;

    /// <summary>A hand that gives is stretched out: the forearm is raised, the wrist no more than this below the elbow …</summary>
    private const double BelowElbowMm = 160;

    /// <summary>… or, where no elbow is seen, above this …</summary>
    private const double RaisedMm = 950;

    /// <summary>… and so far from under its own head, millimetres on the floor.</summary>
    private const double OutMm = 70;

    /// <summary>Nearer than this to a plate, hands meet over the goods: the scales see to that.</summary>
    private const double AtShelfMm = 60;

    /// <summary>People who pass each other part sooner than this.</summary>
    private const long LastsUs = 130_000;

    /// <summary>One picture alone may be wrong about a hand.</summary>
    private const long PerhapsUs = 50_000;

    /// <summary>A wrist that is hidden is taken to be where it was last seen for so long: hands that give hide each other.</summary>
    private const long HiddenUs = 400_000;

    /// <summary>Hands have come together so long before they are nearest.</summary>
    private const long ReachUs = 150_000;

    /// <summary>Sightings farther apart than this are two meetings.</summary>
    private const long BreakUs = 800_000;
    private const int MeetingsMax = 64;

    private struct Meeting
    {
        public Track First, Second;
        public Hands Met, Nearest;
        public bool HaveMet, Reported;
        public StoreTime? Close;
        public StoreTime Began, Last, LastClose;
    }

    private readonly record struct Hands(bool Right, bool OtherRight, bool Raised, double ApartMm, StoreTime At)
    {
        public static readonly Hands None = new(false, false, false, double.PositiveInfinity, default);

        /// <summary>These may rather have given: hands that hang down pass each other all day.</summary>
        public bool RatherThan(in Hands other) => Raised != other.Raised ? Raised : ApartMm < other.ApartMm;
    }

    private readonly List<Meeting> _meetings = new(MeetingsMax);

    /// <summary>Looks at everybody who was just seen; calls <paramref name="report"/> with each two who met long enough.</summary>
    /// <param name="now">Moment of capture.</param>
    /// <param name="tracks">Everybody.</param>
    /// <param name="report">Hears of two people.</param>
    /// <param name="perhaps">Hears, when it is over, of two whose hands may have met, and may not.</param>
    public void Look(StoreTime now, IReadOnlyList<Track> tracks, Action<HandMeeting> report, Action<HandMeeting> perhaps)
    {
        for (int i = _meetings.Count - 1; i >= 0; i--)
        {
            Meeting m = _meetings[i];
            if (now - m.Last <= BreakUs) continue;
            _meetings.RemoveAt(i);
            if (!m.Reported && layout.IsSeenByCameras) perhaps(Perhaps(m));
        }
        for (int i = 0; i < tracks.Count; i++)
        {
            Track a = tracks[i];
            if (now - a.LastSeen > HiddenUs) continue;
            for (int j = i + 1; j < tracks.Count; j++)
            {
                Track b = tracks[j];
                if (now - b.LastSeen > HiddenUs || a.Session == b.Session || (a.LastSeen != now && b.LastSeen != now)) continue;
                if (Point3.FloorDistanceMm(a.Place, b.Place) >= 1_500) continue;
                (Hands stretchedOut, Hands near) = Between(now, a, b);
                if (near != Hands.None || stretchedOut.ApartMm < TogetherMm) Note(now, a, b, stretchedOut, near, report);
            }
        }
    }

    /// <summary>Hands that only may have met did so shortly before they were nearest.</summary>
    private static HandMeeting Perhaps(in Meeting m) => new(
        m.First, m.Nearest.Right, m.Second, m.Nearest.OtherRight, m.Nearest.At - ReachUs, m.Close is { } close && m.LastClose - close >= PerhapsUs);

    private void Note(StoreTime now, Track a, Track b, Hands stretchedOut, Hands near, Action<HandMeeting> report)
    {
        int i = 0;
        while (i < _meetings.Count && (_meetings[i].First != a || _meetings[i].Second != b)) i++;
        if (i == _meetings.Count)
        {
            if (i == MeetingsMax) return;
            _meetings.Add(new Meeting { First = a, Second = b, Nearest = Hands.None });
        }
        Meeting m = _meetings[i];
        m.Last = now;
        if (near.RatherThan(m.Nearest)) m.Nearest = near;
        if (stretchedOut.ApartMm < PerhapsMm) (m.Close, m.LastClose) = (m.Close ?? now, now);
        if (stretchedOut.ApartMm < TogetherMm)
        {
            if (!m.HaveMet) (m.Began, m.Met, m.HaveMet) = (now, stretchedOut, true);
            if (!m.Reported && now - m.Began >= LastsUs)
            {
                m.Reported = true;
                report(new HandMeeting(a, m.Met.Right, b, m.Met.OtherRight, m.Began, Close: true));
            }
        }
        _meetings[i] = m;
    }

    /// <summary>
    /// Of the hands of two away from the shelves: the stretched-out ones that are nearest to each other, or the first two that are together;
    /// and those that are near, wherever they are, and may rather have given than the others, where detections tell of them.
    /// </summary>
    private (Hands StretchedOut, Hands Near) Between(StoreTime now, Track first, Track second)
    {
        Hands stretchedOut = Hands.None, near = Hands.None;
        for (int i = 0; i < 2; i++)
        {
            if (HandOf(first, i == 1, now) is not { } mine || !(mine.IsOut || layout.IsSeenByCameras) || AtShelf(mine.Place)) continue;
            for (int j = 0; j < 2; j++)
            {
                if (HandOf(second, j == 1, now) is not { } other) continue;
                var hands = new Hands(i == 1, j == 1, mine.IsRaised && other.IsRaised, (mine.Place - other.Place).LengthMm, now);
                bool nearer = stretchedOut.ApartMm >= TogetherMm && hands.ApartMm < stretchedOut.ApartMm;
                if (mine.IsOut && other.IsOut && nearer) stretchedOut = hands;
                if (layout.IsSeenByCameras && hands.ApartMm < NearMm && hands.RatherThan(near)) near = hands;
            }
        }
        return (stretchedOut, near);
    }

    private readonly record struct HandAt(Point3 Place, bool IsRaised, bool IsOut);

    /// <summary>Where a hand is, or was when it was last seen.</summary>
    private static HandAt? HandOf(Track person, bool right, StoreTime now)
    {
        JointKind hand = right ? JointKind.RightWrist : JointKind.LeftWrist;
        for (int back = 0; back < person.Count && now - person.TimeAt(back) <= HiddenUs; back++)
        {
            ref readonly JointSet joints = ref person.JointsAt(back);
            Joint wrist = joints[hand], elbow = joints[right ? JointKind.RightElbow : JointKind.LeftElbow];
            if (!wrist.Seen) continue;
            bool raised = elbow.Seen ? wrist.ZMm > elbow.ZMm - BelowElbowMm : wrist.ZMm > RaisedMm;
            return new HandAt(wrist.Place, raised, raised && Point3.FloorDistanceMm(wrist.Place, person.Place) > OutMm);
        }
        return null;
    }

    private bool AtShelf(Point3 place)
    {
        for (int s = 0; s < layout.Shelves.Count; s++)
            if (layout.Shelves[s].Space.DistanceMm(place) < AtShelfMm) return true;
        return false;
    }
}
