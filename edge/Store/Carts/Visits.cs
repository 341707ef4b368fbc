using O4O.Edge.Store.Charging;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store.Carts;

/// <summary>Who belongs to which visit, when a visit is over, and what it comes to. Emits records; remembers nothing itself.</summary>
internal sealed class Visits(
    StoreLayout layout, SessionOptions options, StoreState state, TrackBook tracks, Action<JournalRecord> emit)
{
    /// <summary>Standing so near to the scanner is standing at it, millimetres on the floor.</summary>
    private const double AtScannerMm = 1_500;
    private const string CameInUnseen = "The cameras saw nobody come in: they may have missed who did";
    private const string LostInside = "lost from sight away from any exit: nobody saw what was carried out";
    private const string Stood = "What the cameras follow has stood in one place for so long that it may be no person: nobody saw what was carried out";
    private const string TooLong = "This visit lasted longer than any may: nobody saw what was carried out";
    private const string Late = "Nobody came in for a while after the code was shown: it is not certain that it was the same person";

    /// <summary>A person seen for the first time.</summary>
    public void FirstSight(StoreTime now, Track track)
    {
        if (state.OfTrack(track.Id) is { } known)
        {
            track.Session = known.Id; // followed since before a restart
            return;
        }
        if (layout.Entry != EntryPolicy.FirstSight || state.Open.Count >= options.SessionsMax) return;
        string shopper = track.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        long ordinal = state.Visits + 1;
        string session = Identities.Session(layout.StoreId, $"{shopper}#{ordinal}");
        emit(new SessionOpened(now.Us, session, shopper, 1, ordinal));
        Bind(now, session, track);
    }

    /// <summary>A gate opened: a visit begins, and whoever stands there belongs to it.</summary>
    public void Admit(StoreTime now, GateDecided decision)
    {
        emit(new SessionOpened(now.Us, decision.Session!, decision.Shopper!, decision.Party, state.Visits + 1, decision.Gate, decision.Staff));
        BindWaiting(now);
    }

    /// <summary>
    /// People in a gate's entry zone without a visit are given to the visits of that gate that still wait for somebody: first to
    /// those whose code was just shown, oldest first, then to those that wait for too long. While one waits for too long, whoever
    /// comes in may be either: its owner may have turned back, or come in while the eyes were blind.
    /// </summary>
    public void BindWaiting(StoreTime now)
    {
        Bind(now, late: false);
        Bind(now, late: true);
    }

    private void Bind(StoreTime now, bool late)
    {
        for (int i = 0; i < state.Open.Count; i++)
        {
            Session session = state.Open[i];
            if (!Waits(session, now) || IsLate(session, now) != late) continue;
            while (session.Tracks.Count < session.Party && NearestStranger(session) is { } track)
            {
                if (session.Tracks.Count == 0) DoubtWaiting(now, session, late);
                Bind(now, session.Id, track);
            }
        }
    }

    private bool IsLate(Session session, StoreTime now) => session.Tracks.Count == 0 && now.Us - session.OpenedUs > options.WayInUs;

    private bool Waits(Session session, StoreTime now) =>
        session.Tracks.Count < session.Party && session.State is (SessionState.Admitted or SessionState.Inside) &&
        now.Us - session.OpenedUs <= (session.Tracks.Count == 0 ? options.ArrivalUs : options.PartyUs);

    private void DoubtWaiting(StoreTime now, Session first, bool late)
    {
        bool doubtful = late;
        for (int i = 0; i < state.Open.Count; i++)
        {
            Session other = state.Open[i];
            if (other == first || other.Gate != first.Gate || other.State != SessionState.Admitted || !Waits(other, now)) continue;
            if (!late && !IsLate(other, now)) continue;
            doubtful = true;
            emit(new DoubtRaised(now.Us, other.Id, 0, Late));
        }
        if (doubtful) emit(new DoubtRaised(now.Us, first.Id, 0, Late));
    }

    /// <summary>Visits whose people are gone.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="eyes">Up to when the eyes have told everything.</param>
    /// <param name="blind">They have fallen silent.</param>
    /// <param name="lastBlind">When they were last blind for a while.</param>
    public void FindLeft(StoreTime now, StoreTime eyes, bool blind, StoreTime lastBlind)
    {
        for (int i = 0; i < state.Open.Count; i++)
        {
            Session session = state.Open[i];
            if (session.State == SessionState.Admitted && now.Us - session.OpenedUs > options.ArrivalUs)
            {
                if (lastBlind.Us >= session.OpenedUs) emit(new DoubtRaised(now.Us, session.Id, 0, BlindTimes.NobodySeen));
                if (layout.IsSeenByCameras) emit(new DoubtRaised(now.Us, session.Id, 0, CameInUnseen));
                emit(new SessionLeft(now.Us, session.Id, session.OpenedUs, "absent"));
            }
            if (session.State == SessionState.Inside) FindGone(now, blind ? now : StoreTime.Earlier(now, eyes), blind, session);
        }
    }

    private void FindGone(StoreTime now, StoreTime told, bool blind, Session session)
    {
        StoreTime lastSeen = new(session.OpenedUs);
        bool atExit = true, moves = false, stands = false;
        for (int t = 0; t < session.Tracks.Count; t++)
        {
            Track? track = tracks.Find(session.Tracks[t]);
            atExit &= track is not null && layout.IsExit(track.Place); // null: not seen since a restart
            if (track is null) continue;
            lastSeen = StoreTime.Later(lastSeen, track.LastSeen);
            if (told - track.LastSeen > options.LostUs) continue;
            if (Stands(session, track)) stands = true;
            else moves = true;
        }
        lastSeen = StoreTime.Later(lastSeen, _resumed);
        long unseenUs = told - lastSeen;
        if (atExit && !blind && unseenUs > options.ExitUnseenUs) emit(new SessionLeft(now.Us, session.Id, lastSeen.Us, "exit"));
        else if (unseenUs > options.LostUs) Lose(now, session, lastSeen, LostInside);
        else if (stands && !moves) Lose(now, session, lastSeen, Stood);
        else if (now.Us - session.OpenedUs > options.VisitMaxUs) Lose(now, session, lastSeen, TooLong);
    }

    /// <summary>
    /// Whether what is followed may be no person. A network that takes a thing for somebody goes on doing so, and a number that went
    /// over to it would keep the visit open for ever; people move, or take something.
    /// </summary>
    private bool Stands(Session session, Track track)
    {
        if (!layout.IsSeenByCameras) return false;
        long sinceUs = Math.Max(track.StandsSince.Us, Math.Max(session.OpenedUs, session.ActedUs));
        return track.LastSeen.Us - sinceUs > options.StandUs;
    }

    private void Lose(StoreTime now, Session session, StoreTime lastSeen, string why)
    {
        // Where no gate counts people, whoever was seen and took nothing may have been nobody.
        if (layout.Entry == EntryPolicy.Gate || (why != LostInside && session.Cart.Lines.Count > 0)) emit(new DoubtRaised(now.Us, session.Id, 0, why));
        emit(new SessionLeft(now.Us, session.Id, lastSeen.Us, "lost"));
    }

    private StoreTime _resumed = StoreTime.Min;

    /// <summary>After a restart nobody has been seen for a while: that is nobody's fault.</summary>
    public void Resume(StoreTime now) => _resumed = now;

    private void Bind(StoreTime now, string session, Track track)
    {
        track.Session = session;
        emit(new TrackBound(now.Us, session, track.Id));
    }

    private Track? NearestStranger(Session session)
    {
        Track? nearest = null;
        double least = AtScannerMm;
        for (int g = 0; g < layout.Gates.Count; g++)
        {
            Gate gate = layout.Gates[g];
            if (gate.Device != session.Gate) continue;
            for (int t = 0; t < tracks.Tracks.Count; t++)
            {
                Track track = tracks.Tracks[t];
                if (layout.IsSeenByCameras && track.LastSeen - track.StandsSince > options.StandUs) continue;
                if (track.Session is not null || state.OfTrack(track.Id) is not null || track.LastSeen.Us < session.OpenedUs - 2 * StoreTime.SecondUs) continue;
                double d = Point3.FloorDistanceMm(track.Place, gate.Scanner);
                if (gate.EntryZone.FloorDistanceMm(track.Place) > 0 && d > AtScannerMm / 2) continue;
                if (d < least) (least, nearest) = (d, track);
            }
        }
        return nearest;
    }
}
