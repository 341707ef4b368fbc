using System.Collections.Concurrent;
using System.Globalization;
using O4O.Edge.Host.EventLoop;
using O4O.Edge.Host.Review;
using O4O.Edge.Store;
using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Provisional;
using O4O.Edge.Store.Sources;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Host.Live;

/// <summary>
/// The store as people see it: pictures made on the loop's thread, read from any other. What the loop changes it shows at
/// once; people on the floor are painted ten times a second.
/// </summary>
/// <param name="intake">The door of the machine that is shown.</param>
/// <param name="sights">Told where each visit's people are; or null.</param>
public sealed class LiveView(FactIntake intake, LastSights? sights = null)
{
    private readonly StoreMachine _machine = intake.Machine;
    private readonly ConcurrentDictionary<string, SessionView> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _settled = new();
    private readonly List<SessionView> _shown = [];
    private readonly FaultBoard _board = new(intake.Machine.Layout);
    private volatile IReadOnlyList<FaultView> _faults = [];
    private volatile IReadOnlyList<PersonView> _people = [];
    private volatile IReadOnlyList<SourceView> _sources = [];
    private volatile IReadOnlyList<SessionView> _open = [];
    private volatile IReadOnlyDictionary<string, long> _counters = new Dictionary<string, long>();
    private volatile ChargesView _charges = new(0, 0, 0, 0, null);
    private volatile TripsView _trips = new(0, 0, 0);
    private long _timeUs, _sequence;

    public long TimeUs => Interlocked.Read(ref _timeUs);
    public long Sequence => Interlocked.Read(ref _sequence);
    public IReadOnlyList<PersonView> People => _people;
    public IReadOnlyList<SourceView> Sources => _sources;
    public IReadOnlyDictionary<string, long> Counters => _counters;

    /// <summary>Devices at fault, and those that were until a moment ago.</summary>
    public IReadOnlyList<FaultView> Faults => _faults;
    public ChargesView Charges => _charges;
    public TripsView Trips => _trips;

    /// <summary>Visits that are not settled.</summary>
    public IReadOnlyList<SessionView> Open => _open;

    /// <summary>A visit that is open or was settled lately; null for any other.</summary>
    public SessionView? Find(string session) => _sessions.GetValueOrDefault(session);

    /// <summary>A record of the past, before the machine runs.</summary>
    public void Restore(JournalRecord record) => _board.Restore(record);

    /// <summary>
    /// What was decided at one moment: the new picture of each visit that it changed, in the order in which they were named. One picture
    /// each, however often a decision was thought over on the way: nobody sees a cart between "taken back" and "told anew".
    /// </summary>
    /// <param name="records">The records; the machine stands behind the last of them.</param>
    /// <param name="provisional">What is shown before it is decided, and came or went.</param>
    /// <returns>A list that the next call fills anew.</returns>
    public IReadOnlyList<SessionView> Show(IReadOnlyList<JournalRecord> records, IReadOnlyList<ProvisionalChange> provisional)
    {
        _shown.Clear();
        for (int i = 0; i < records.Count; i++)
        {
            if (records[i] is SourceChanged changed) _board.Hear(changed);
            (string? one, string? other) = Visits(records[i]);
            Show(one);
            Show(other);
            if (records[i] is not SessionSettled settled) continue;
            _settled.Enqueue(settled.Session);
            while (_settled.Count > StoreState.SettledKept && _settled.TryDequeue(out string? old)) _sessions.TryRemove(old, out _);
        }
        for (int i = 0; i < provisional.Count; i++) Show(provisional[i].Line.Session);
        if (_shown.Count == 0) return _shown;
        _open = [.. _machine.State.Open.Select(s => _sessions.GetValueOrDefault(s.Id) ?? View(s))];
        _charges = ChargesNow(null);
        _trips = new TripsView(_machine.State.TripsCharged, _machine.State.TripsInReview, _machine.State.TripsEmpty);
        return _shown;
    }

    /// <summary>Paints the floor.</summary>
    public FloorView Paint(Stamp stamp)
    {
        Interlocked.Exchange(ref _timeUs, stamp.Time.Us);
        Interlocked.Exchange(ref _sequence, stamp.Sequence);
        var people = new List<PersonView>(_machine.People.Count);
        foreach (Track track in _machine.People)
        {
            if (stamp.Time - track.LastSeen > 1_500_000) continue;
            if (track.Session is { } visit) sights?.See(visit, track.Place.X, track.Place.Y, track.LastSeen.Us);
            var wrists = new List<int[]>(2);
            AddWrist(track, JointKind.LeftWrist, wrists);
            AddWrist(track, JointKind.RightWrist, wrists);
            people.Add(new PersonView(
                track.Id.ToString(CultureInfo.InvariantCulture), track.Session, (int)track.Place.X, (int)track.Place.Y, wrists));
        }
        _people = people;
        return new FloorView(stamp.Time.Us, people);
    }

    /// <summary>Counts again what is counted.</summary>
    public void Count(Inbox inbox, string? lastChargeError, IReadOnlyList<KeyValuePair<string, long>> others)
    {
        var sources = new List<SourceView>(_machine.Sources.Count);
        long stale = 0, gaps = 0, missed = 0, restarts = 0, clockFaults = 0, transients = 0;
        foreach (SourceWatch s in _machine.Sources)
        {
            string state = s.Messages == 0 && s.Source.Kind != SourceKind.Gate ? "waiting" : s.Silent ? "silent" : "ok";
            sources.Add(new SourceView(
                s.Source.Device, s.Source.Kind.ToString().ToLowerInvariant(), state, s.Messages, s.Stale, s.Gaps, s.MissedMessages, s.Restarts,
                s.ClockFaults, intake.MalformedOf(s.Source.Index)));
            stale += s.Stale;
            gaps += s.Gaps;
            missed += s.MissedMessages;
            restarts += s.Restarts;
            clockFaults += s.ClockFaults;
        }
        _faults = _board.Look(_machine, TimeUs);
        foreach (var scale in _machine.Scales) transients += scale.Transients;
        MachineCounters m = _machine.Counters;
        var counters = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["weightChanges"] = m.WeightChanges, ["transients"] = transients, ["unattributed"] = m.Unattributed, ["doubts"] = m.Doubts,
            ["scans"] = m.Scans, ["repeatedScans"] = m.RepeatedScans, ["decidedWithoutEyes"] = m.DecidedWithoutEyes,
            ["looks"] = m.Looks, ["looksOfNobody"] = m.LooksOfNobody,
            ["settledByLimit"] = m.SettledByLimit, ["malformed"] = intake.Malformed, ["wrongShape"] = m.WrongShape,
            ["duplicates"] = stale, ["gaps"] = gaps, ["missed"] = missed, ["restarts"] = restarts, ["clockFaults"] = clockFaults,
            ["dropped"] = inbox.Dropped, ["inbox"] = inbox.Count, ["faults"] = _board.Count,
        };
        foreach ((string name, long value) in others) counters[name] = value;
        _sources = sources;
        _counters = counters;
        _charges = ChargesNow(lastChargeError);
    }

    private ChargesView ChargesNow(string? error) => new(
        _machine.State.PendingCharges.Count, _machine.State.ChargesBooked, _machine.State.ChargesRefused, _machine.State.BookedMinor, error);

    /// <summary>Whose look a record changes: nobody's, one visit's, or two.</summary>
    private (string? One, string? Other) Visits(JournalRecord record) => record switch
    {
        SessionOpened o => (o.Session, null),
        TrackBound b => (b.Session, null),
        Interaction i => (i.Session, null),
        HandedOver h => (h.From, h.To),
        DoubtRaised d => (d.Session, null),
        SessionLeft l => (l.Session, null),
        SessionSettled s => (s.Session, null),
        ChargeAnswered a => (SessionOf(a), null),
        _ => (null, null),
    };

    private void Show(string? id)
    {
        if (id is null || _machine.State.Find(id) is not { } session) return;
        foreach (SessionView known in _shown)
            if (known.Session == id) return;
        SessionView view = View(session);
        _sessions[id] = view;
        _shown.Add(view);
    }

    private string? SessionOf(ChargeAnswered answer)
    {
        foreach (Session session in _machine.State.RecentlySettled)
            if (session.Settled?.ChargeId == answer.ChargeId) return session.Id;
        return null;
    }

    private static void AddWrist(Track track, JointKind kind, List<int[]> wrists)
    {
        if (track.Count > 0 && track.JointsAt(0)[kind] is { Seen: true } joint) wrists.Add([joint.XMm, joint.YMm, joint.ZMm]);
    }

    private SessionView View(Session session)
    {
        if (session.Settled is { } settled) return View(session, settled);
        var lines = new List<LineView>(session.Cart.Lines.Count);
        long total = 0;
        foreach (CartLine line in session.Cart.Lines)
        {
            Product p = _machine.Layout.Products[line.ProductIndex];
            long amount = p.Price.Minor * line.Quantity;
            total += amount;
            lines.Add(new LineView(p.Gtin, p.Name, line.Quantity, p.Price.Minor, amount, line.Confidence));
        }
        return new SessionView(
            session.Id, session.Shopper, session.Party, session.State.ToString().ToLowerInvariant(), session.OpenedUs, null, Tracks(session),
            lines, total, [.. session.Doubts], null, null, null, Provisional: Provisional(session.Id));
    }

    private List<ProvisionalView>? Provisional(string session)
    {
        List<ProvisionalView>? views = null;
        foreach (ProvisionalLine line in _machine.Provisional)
        {
            if (line.Session != session) continue;
            Product p = _machine.Layout.Products[line.ProductIndex];
            (views ??= []).Add(new ProvisionalView(p.Gtin, p.Name, line.Quantity, line.Probability));
        }
        return views;
    }

    /// <summary>As it was settled: reasons for a review are found at the exit, and so is how sure each line is.</summary>
    private static SessionView View(Session session, SessionSettled settled)
    {
        string? charge = settled.ChargeId is null ? null : session.Answer is null ? "pending" : session.Answer.Booked ? "booked" : "refused";
        return new SessionView(
            session.Id, session.Shopper, session.Party, session.State.ToString().ToLowerInvariant(), session.OpenedUs, settled.AtUs, Tracks(session),
            [.. settled.Lines.Select(l => new LineView(l.Gtin, l.Name, l.Quantity, l.UnitPriceMinor, l.UnitPriceMinor * l.Quantity, l.Confidence))],
            settled.TotalMinor, settled.Reasons, settled.Outcome, settled.ChargeId, charge, Confidence: settled.Confidence);
    }

    private static IReadOnlyList<string> Tracks(Session session) => [.. session.Tracks.Select(t => t.ToString(CultureInfo.InvariantCulture))];
}
