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

    /// <summary>
    /// What cameras find of a wrist is off by a decimetre, and by more while somebody is before it: where people are followed by detections,
    /// hands so near to each other may have met.
    /// </summary>
    private const double PerhapsMm = 340;

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

    /// <summary>Sightings farther apart than this are two meetings.</summary>
    private const long BreakUs = 800_000;
    private const int MeetingsMax = 64;

    private struct Meeting
    {
        public Track First, Second;
        public bool FirstRight, SecondRight, Met, Reported;
        public StoreTime Near, Began, Last;
    }

    private readonly List<Meeting> _meetings = new(MeetingsMax);
    private readonly bool _fromDetections = layout.Cameras.Count > 0;

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
            if (!m.Reported && _fromDetections && m.Last - m.Near >= PerhapsUs) perhaps(ToReport(m));
        }
        for (int i = 0; i < tracks.Count; i++)
        {
            Track a = tracks[i];
            if (now - a.LastSeen > HiddenUs || a.Session is null) continue;
            for (int j = i + 1; j < tracks.Count; j++)
            {
                Track b = tracks[j];
                if (now - b.LastSeen > HiddenUs || b.Session is null || a.Session == b.Session || (a.LastSeen != now && b.LastSeen != now)) continue;
                if (Point3.FloorDistanceMm(a.Place, b.Place) >= 1_500) continue;
                double apart = NearestHands(now, a, b, out bool right, out bool otherRight);
                if (apart < (_fromDetections ? PerhapsMm : TogetherMm)) Note(now, a, b, right, otherRight, apart < TogetherMm, report);
            }
        }
    }

    private static HandMeeting ToReport(in Meeting m) => new(m.First, m.FirstRight, m.Second, m.SecondRight, m.Began);

    private void Note(StoreTime now, Track a, Track b, bool right, bool otherRight, bool met, Action<HandMeeting> report)
    {
        for (int i = 0; i < _meetings.Count; i++)
        {
            Meeting m = _meetings[i];
            if (m.First != a || m.Second != b) continue;
            m.Last = now;
            if (met && !m.Met) (m.Began, m.FirstRight, m.SecondRight, m.Met) = (now, right, otherRight, true);
            bool due = met && !m.Reported && now - m.Began >= LastsUs;
            m.Reported |= due;
            _meetings[i] = m;
            if (due) report(ToReport(m));
            return;
        }
        if (_meetings.Count < MeetingsMax) _meetings.Add(new Meeting { First = a, Second = b, FirstRight = right, SecondRight = otherRight, Met = met, Near = now, Began = now, Last = now });
    }

    /// <summary>How near two stretched-out hands away from the shelves are to each other, mm: the first two that are together, or the nearest.</summary>
    private double NearestHands(StoreTime now, Track first, Track second, out bool right, out bool otherRight)
    {
        double least = double.PositiveInfinity;
        right = otherRight = false;
        for (int i = 0; i < 2; i++)
        {
            if (StretchedOut(first, i == 1, now) is not { } mine || AtShelf(mine)) continue;
            for (int j = 0; j < 2; j++)
            {
                if (StretchedOut(second, j == 1, now) is not { } other) continue;
                double apart = (mine - other).LengthMm;
                if (apart >= least) continue;
                (least, right, otherRight) = (apart, i == 1, j == 1);
                if (least < TogetherMm) return least;
            }
        }
        return least;
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
