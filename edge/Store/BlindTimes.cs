using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>
/// Times of which the eyes told nothing. When one is over, and it is known where everybody is, a person is asked to look at the
/// visits that may have done what nobody saw: changed a weight, given each other something, or come in as somebody else.
/// </summary>
internal sealed class BlindTimes(StoreLayout layout, StoreState state, TrackBook tracks, Action<JournalRecord> emit)
{
    /// <summary>The eyes see the hand come and go for so long before and after it takes something: all of it is evidence.</summary>
    private const long HandUs = 900_000;

    /// <summary>So long after a blind time everybody who is still there has been seen again.</summary>
    private const long SeenAgainUs = 700_000;

    /// <summary>Eyes that speak and go blind again and again are waited for no longer than this.</summary>
    private const long WaitMaxUs = 3 * StoreTime.SecondUs;

    /// <summary>A hand that takes is at the plates for so long around the moment, µs.</summary>
    private const long WithinUs = 200_000;

    /// <summary>Remembered for so long, and so many.</summary>
    private const long KeptUs = 30 * StoreTime.SecondUs;
    private const int KeptMax = 256;
    /// <summary>What real units and plates differ by from what is expected, and the converter's steps, milligrams.</summary>
    private const double FitShare = 0.06, FitMg = 2_000;

    /// <summary>What was lifted so shortly before a plate failed may not have been weighed either.</summary>
    private const long BeforeUs = StoreTime.SecondUs;
    private const string Bent = "a plate beside it cannot weigh";
    private const string NotSeen = "the eyes saw nothing of this moment";
    private const string NoHand = "no hand was seen there";
    private const string Met = "may have been given something, or have given it, while the eyes were blind";
    internal const string NobodySeen = "was let in while the eyes were blind: nobody saw who came in";
    private const string Entered = "came in while the eyes were blind, as others did: it is not certain who was who";

    private readonly record struct Hole(StoreTime From, StoreTime To, bool Judged);

    private readonly record struct Unseen(long Number, StoreTime From, StoreTime To, Box3 Place, string Shelf)
    {
        public int ShelfIndex { get; init; }
        public int FirstPlate { get; init; }
        public int PlateCount { get; init; }

        /// <summary>It weighs what units of the product of these plates weigh.</summary>
        public bool Fits { get; init; }
    }

    /// <summary>Cameras see a part each, and pause where nothing moves: their being blind is judged elsewhere.</summary>
    private readonly bool _hasEyes = layout.Sources.Any(s => s.Kind == SourceKind.Eyes);
    private readonly List<Hole> _holes = [];
    private readonly List<Unseen> _changes = [];
    private StoreTime _watermark = StoreTime.Min;

    /// <summary>When the eyes were last blind for a while, or now.</summary>
    public StoreTime LastBlind(StoreTime now) =>
        !_hasEyes ? StoreTime.Min : now - _watermark > StoreTime.SecondUs ? now : _holes.Count > 0 ? _holes[^1].To : StoreTime.Min;

    /// <summary>A frame of the eyes came.</summary>
    /// <param name="before">Up to when its source had told everything before it; the beginning of time for a camera.</param>
    /// <param name="captured">When it was captured.</param>
    public void Heard(StoreTime before, StoreTime captured)
    {
        _watermark = StoreTime.Later(_watermark, captured);
        if (before == StoreTime.Min || captured - before < Whereabouts.UnseenUs) return;
        while (_holes.Count > 0 && _holes[0].Judged && captured - _holes[0].To > KeptUs) _holes.RemoveAt(0);
        if (_holes.Count >= KeptMax) _holes.RemoveAt(0);
        _holes.Add(new Hole(before, captured, false));
    }

    /// <summary>A weight changed. Whether anybody saw it may be known only later.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="number">Number of the event.</param>
    /// <param name="change">What the plates did.</param>
    /// <param name="scale">The shelf's plates.</param>
    /// <param name="blind">It was decided without eyes.</param>
    public void Changed(StoreTime now, long number, ShelfChange change, ShelfScale scale, bool blind)
    {
        StoreTime to = change.AcrossGap ? change.Settled : change.Lift;
        Shelf shelf = layout.Shelves[change.ShelfIndex];
        var unseen = new Unseen(number, StoreTime.Earlier(change.Start, to), to, change.Space(layout), $"{shelf.Gondola}-{shelf.Number}")
        {
            ShelfIndex = change.ShelfIndex, FirstPlate = change.FirstPlate, PlateCount = change.DeltaMg.Length, Fits = Fits(change),
        };
        foreach (Hole hole in _holes)
            if (hole.Judged && Overlap(hole, unseen)) Doubt(now, unseen, NotSeen);
        while (_changes.Count > 0 && now - _changes[0].To > KeptUs) _changes.RemoveAt(0);
        if (_changes.Count >= KeptMax) _changes.RemoveAt(0);
        _changes.Add(unseen);
        if (!unseen.Fits && to.Us >= LastFailedUs(scale, unseen.FirstPlate, unseen.PlateCount)) Doubt(now, unseen, Bent);
        if (_watermark == StoreTime.Min || (blind && !_hasEyes)) Doubt(now, unseen, NotSeen); // there are no eyes
        else if (change.AcrossGap && _watermark >= to) Doubt(now, unseen, "the shelf was away when it happened");
    }

    /// <summary>
    /// Eyes or cameras saw the moment of the newest change, and no hand at it: whoever they did not see elsewhere may have done it. Cameras
    /// also see hands, and people, where they are not: then it may have been anybody inside.
    /// </summary>
    /// <param name="now">Store time.</param>
    /// <param name="number">Its number.</param>
    public void Unclaimed(StoreTime now, long number)
    {
        if (_changes.Count > 0 && _changes[^1] is var change && change.Number == number) Doubt(now, change, NoHand, layout.IsSeenByCameras ? Whom.Everybody : Whom.WhoMay);
    }

    /// <summary>Plates of a shelf were found to weigh no more: what changed beside them since may have been more than was seen.</summary>
    public void PlatesFailed(StoreTime now, ShelfScale scale)
    {
        foreach (Unseen change in _changes)
            if (change.ShelfIndex == scale.Shelf.Index && change.To.Us >= LastFailedUs(scale, change.FirstPlate, change.PlateCount) - BeforeUs && !change.Fits)
                Doubt(now, change, Bent);
    }

    /// <summary>Since when one of these plates cannot weigh; the far future while all can.</summary>
    private static long LastFailedUs(ShelfScale scale, int first, int count)
    {
        long firstUs = long.MaxValue;
        for (int p = first; p < first + count; p++)
            if (scale.Health(p) != PlateHealth.Live) firstUs = Math.Min(firstUs, scale.Plates[p].FaultSinceUs);
        return firstUs;
    }

    /// <summary>
    /// Whether a change is so nearly what units of the product of its plates weigh that no share of it can be missing: a unit that
    /// stands across two plates leaves a tenth of its weight or more on the lesser one.
    /// </summary>
    private bool Fits(ShelfChange change)
    {
        (int first, int last) = change.Bearers(ShelfChange.MainShare);
        int at = layout.Shelves[change.ShelfIndex].FirstPlate + change.FirstPlate;
        foreach (Facing facing in layout.FacingsOfShelf[change.ShelfIndex])
        {
            for (int p = at + first; first >= 0 && p <= at + last; p++)
            {
                if (!facing.Plates.Contains(p)) continue;
                double unitMg = layout.Products[facing.ProductIndex].Weight.Milligrams * state.Weights.Ratio(facing.ProductIndex);
                if (WholeUnits.Are(Math.Abs(change.TotalMg), unitMg, FitMg, FitShare)) return true;
            }
        }
        return false;
    }

    /// <summary>Whether what the eyes missed up to a moment has not been judged.</summary>
    public bool Waits(StoreTime upTo, StoreTime now)
    {
        foreach (Hole hole in _holes)
            if (!hole.Judged && hole.From <= upTo + HandUs) return true;
        return _hasEyes && _watermark > StoreTime.Min && now - _watermark > StoreTime.SecondUs && _watermark <= upTo + HandUs;
    }

    /// <summary>Judges the blind times after which everybody has been seen again.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="all">Nothing more will come.</param>
    public void Decide(StoreTime now, bool all = false)
    {
        if (_holes.Count == 0 && !all) return;
        if (all && _hasEyes && _watermark > StoreTime.Min && now - _watermark >= Whereabouts.UnseenUs) Heard(_watermark, now);
        for (int i = 0; i < _holes.Count; i++)
        {
            Hole hole = _holes[i];
            if (hole.Judged || !(all || _watermark - hole.To >= SeenAgainUs || now - hole.To >= WaitMaxUs)) continue;
            _holes[i] = hole with { Judged = true };
            Judge(now, hole);
        }
    }

    private void Judge(StoreTime now, Hole hole)
    {
        foreach (Unseen change in _changes)
            if (Overlap(hole, change)) Doubt(now, change, NotSeen);
        DoubtMeetings(now, hole);
        DoubtEntries(now, hole);
    }

    private static bool Overlap(Hole hole, Unseen change) => change.From - HandUs <= hole.To && change.To + HandUs >= hole.From;

    /// <summary>Whom a doubt concerns.</summary>
    private enum Whom
    {
        /// <summary>Whoever may have done it; where nobody can have, nobody.</summary>
        WhoMay,

        /// <summary>Whoever may have done it; where nobody can have, everybody who was inside.</summary>
        WhoMayOrEverybody,

        /// <summary>Everybody who was inside.</summary>
        Everybody,
    }

    private void Doubt(StoreTime now, Unseen change, string why, Whom whom = Whom.WhoMayOrEverybody)
    {
        string reason = $"weight changed on shelf {change.Shelf} and {why}";
        bool any = false;
        for (int pass = whom == Whom.Everybody ? 1 : 0; pass < (whom == Whom.WhoMay ? 1 : 2) && !any; pass++)
        {
            for (int i = 0; i < state.Open.Count; i++)
            {
                Session session = state.Open[i];
                if (session.OpenedUs > change.To.Us || (session.Left is { } left && left.LastSeenUs < change.From.Us - HandUs)) continue;
                if (pass == 0 && !MayHave(session, change)) continue;
                any = true;
                Raise(now, session, change.Number, reason);
            }
        }
    }

    private bool MayHave(Session session, Unseen change)
    {
        var when = new Whereabouts.Span(change.From - WithinUs, change.To + WithinUs, change.From - WithinUs, _watermark);
        for (int i = 0; i < session.Tracks.Count; i++)
        {
            if (tracks.Find(session.Tracks[i]) is not { } track) return true; // not seen since a restart
            if (Whereabouts.MayHaveReached(layout, session, track, change.Place, when)) return true;
        }
        return session.Tracks.Count < session.Party && Whereabouts.Arrival(layout, session, change.Place) <= change.To;
    }

    /// <summary>Two visits of which one may have given the other something.</summary>
    private void DoubtMeetings(StoreTime now, Hole hole)
    {
        for (int i = 0; i < tracks.Tracks.Count; i++)
        {
            for (int j = i + 1; j < tracks.Tracks.Count; j++)
            {
                Track one = tracks.Tracks[i], other = tracks.Tracks[j];
                if (one.Session == other.Session || !IsInside(one, hole) || !IsInside(other, hole)) continue;
                if (state.Find(one.Session) is not { Staff: false } first || state.Find(other.Session) is not { Staff: false } second) continue;
                if (first.Cart.Lines.Count + second.Cart.Lines.Count == 0 || !Whereabouts.MayHaveMet(one, other, hole.From, hole.To)) continue;
                Raise(now, first, 0, Met);
                Raise(now, second, 0, Met);
            }
        }
    }

    private static bool IsInside(Track track, Hole hole) =>
        track.Session is not null && track.FirstSeen < hole.To + SeenAgainUs && track.LastSeen >= hole.From - HandUs;

    /// <summary>Of those who came in at a blind time nobody can tell who is who, where there are two visits or more.</summary>
    private void DoubtEntries(StoreTime now, Hole hole)
    {
        int came = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < state.Open.Count; i++)
            {
                Session session = state.Open[i];
                if (!CameIn(session, hole)) continue;
                if (pass == 0) came++;
                else if (came > 1) Raise(now, session, 0, Entered);
                else if (session.Tracks.Count == 0 && session.OpenedUs <= hole.To.Us) Raise(now, session, 0, NobodySeen);
            }
        }
    }

    private bool CameIn(Session session, Hole hole)
    {
        if (session.Gate is null || session.OpenedUs > hole.To.Us + SeenAgainUs) return false;
        if (session.Tracks.Count == 0) return true;
        for (int i = 0; i < session.Tracks.Count; i++)
            if (tracks.Find(session.Tracks[i]) is { } track && track.FirstSeen >= hole.From - HandUs) return true;
        return false;
    }

    private void Raise(StoreTime now, Session session, long number, string reason)
    {
        if (session.State == SessionState.Settled || session.Doubts.Contains(reason)) return;
        emit(new DoubtRaised(now.Us, session.Id, number, reason));
    }
}
