using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store.Fusion;

/// <summary>
/// Notices when the hands of two people of different visits meet away from the shelves: a product may have changed hands, and no
/// scale will ever say so. Reports each meeting once, when it has lasted.
/// </summary>
public sealed class HandMeetings(StoreLayout layout)
{
    /// <summary>Wrists so near to each other hold the same thing, or could, millimetres.</summary>
    private const double TogetherMm = 300;

    /// <summary>A hand that gives is stretched out: the forearm is raised, the wrist no more than this below the elbow …</summary>
    private const double BelowElbowMm = 160;

    /// <summary>… or, where no elbow is seen, above this …</summary>
    private const double RaisedMm = 950;

    /// <summary>… and so far from under its own head, millimetres on the floor.</summary>
    private const double OutMm = 150;

    /// <summary>Nearer than this to a plate, hands meet over the goods: the scales see to that.</summary>
    private const double AtShelfMm = 60;

    /// <summary>People who pass each other part sooner than this.</summary>
    private const long LastsUs = 130_000;

    /// <summary>A wrist that is hidden is taken to be where it was last seen for so long: hands that give hide each other.</summary>
    private const long HiddenUs = 400_000;

    /// <summary>Sightings farther apart than this are two meetings.</summary>
    private const long BreakUs = 800_000;
    private const int MeetingsMax = 64;

    private struct Meeting
    {
        public Track First, Second;
        public bool FirstRight, SecondRight, Reported;
        public StoreTime Began, Last;
    }

    private readonly List<Meeting> _meetings = new(MeetingsMax);

    /// <summary>Looks at everybody who was just seen; calls <paramref name="report"/> with each two who met long enough.</summary>
    /// <param name="now">Moment of capture.</param>
    /// <param name="tracks">Everybody.</param>
    /// <param name="report">Hears of two people.</param>
    public void Look(StoreTime now, IReadOnlyList<Track> tracks, Action<HandMeeting> report)
    {
        for (int i = _meetings.Count - 1; i >= 0; i--)
            if (now - _meetings[i].Last > BreakUs) _meetings.RemoveAt(i);
        for (int i = 0; i < tracks.Count; i++)
        {
            Track a = tracks[i];
            if (now - a.LastSeen > HiddenUs || a.Session is null) continue;
            for (int j = i + 1; j < tracks.Count; j++)
            {
                Track b = tracks[j];
                if (now - b.LastSeen > HiddenUs || b.Session is null || a.Session == b.Session || (a.LastSeen != now && b.LastSeen != now)) continue;
                if (Point3.FloorDistanceMm(a.Place, b.Place) < 1_500 && Meet(now, a, b, out bool right, out bool otherRight)) Note(now, a, b, right, otherRight, report);
            }
        }
    }

    private void Note(StoreTime now, Track a, Track b, bool right, bool otherRight, Action<HandMeeting> report)
    {
        for (int i = 0; i < _meetings.Count; i++)
        {
            Meeting m = _meetings[i];
            if (m.First != a || m.Second != b) continue;
            m.Last = now;
            bool due = !m.Reported && now - m.Began >= LastsUs;
            m.Reported |= due;
            _meetings[i] = m;
            if (due) report(new HandMeeting(a, m.FirstRight, b, m.SecondRight, m.Began));
            return;
        }
        if (_meetings.Count < MeetingsMax) _meetings.Add(new Meeting { First = a, Second = b, FirstRight = right, SecondRight = otherRight, Began = now, Last = now });
    }

    private bool Meet(StoreTime now, Track first, Track second, out bool right, out bool otherRight)
    {
        right = otherRight = false;
        for (int i = 0; i < 2; i++)
        {
            if (StretchedOut(first, i == 1, now) is not { } mine || AtShelf(mine)) continue;
            for (int j = 0; j < 2; j++)
            {
                if (StretchedOut(second, j == 1, now) is not { } other || (mine - other).LengthMm >= TogetherMm) continue;
                (right, otherRight) = (i == 1, j == 1);
                return true;
            }
        }
        return false;
    }

    /// <summary>Where a hand is, or was when it was last seen, if it is stretched out.</summary>
    private static Point3? StretchedOut(Track person, bool right, StoreTime now)
    {
        JointKind hand = right ? JointKind.RightWrist : JointKind.LeftWrist;
        for (int back = 0; back < person.Count && now - person.TimeAt(back) <= HiddenUs; back++)
        {
            ref readonly JointSet joints = ref person.JointsAt(back);
            Joint wrist = joints[hand], elbow = joints[right ? JointKind.RightElbow : JointKind.LeftElbow];
            if (!wrist.Seen) continue;
            bool raised = elbow.Seen ? wrist.ZMm > elbow.ZMm - BelowElbowMm : wrist.ZMm > RaisedMm;
            return raised && Point3.FloorDistanceMm(wrist.Place, person.Place) > OutMm ? wrist.Place : null;
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
