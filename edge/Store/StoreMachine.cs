using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Gates;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Provisional;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Sources;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>
/// The store: stamped facts go in, journal records come out. One thread's; the same facts always give the same records.
/// Call the method for a fact, then <see cref="Decide"/>, then take <see cref="Records"/> and <see cref="Repeats"/> and clear
/// them with <see cref="Taken"/>.
/// </summary>
public sealed class StoreMachine
{
    private readonly StoreOptions _options;
    private readonly ShelfScale[] _scales;
    private readonly SourceBoard _board;
    private readonly DoubtSpreader _doubts;
    private readonly BlindTimes _unseen;
    private readonly Story _story;
    private readonly Narrator _narrator;
    private readonly TrackBook _tracks = new();
    private readonly PeopleSight _people;
    private readonly LookJoin _looks;
    private readonly Gatekeeper _gatekeeper;
    private readonly Visits _visits;
    private readonly Checkout _checkout;
    private readonly Departures _departures;
    private readonly List<JournalRecord> _records = [];
    private readonly List<GateDecided> _repeats = [];
    private readonly List<ShelfChange> _found = [];
    private readonly PendingChanges _pending;
    private readonly ExchangeJudge _exchanges;
    private readonly LateEvidence _late;
    private readonly LevelWriter _levels;
    private readonly ShelfBalance _balance;
    private readonly ProvisionalLines _provisional;
    private bool _started;

    /// <exception cref="ArgumentException">An option is out of range, or an issuer's key is not one.</exception>
    public StoreMachine(StoreLayout layout, StoreOptions options, IReadOnlyList<CodeIssuer> issuers)
    {
        foreach (string problem in options.Problems()) throw new ArgumentException(problem, nameof(options));
        Layout = layout;
        _options = options;
        State = new StoreState(layout);
        _scales = new ShelfScale[layout.Shelves.Count];
        for (int i = 0; i < _scales.Length; i++) _scales[i] = new ShelfScale(layout.Shelves[i], options.Weighing);
        _board = new SourceBoard(layout, _scales, Emit);
        _levels = new LevelWriter(_scales, Emit);
        _gatekeeper = new Gatekeeper(
            layout.StoreId, options.Gates, options.Sessions.SessionsMax, new CodeVerifier(issuers), layout.Gates.Count);
        _story = new Story(options.Fusion.StoriesMax, id => State.Find(id) is { Staff: true });
        _narrator = new Narrator(layout, State, _story, Counters, Emit);
        _visits = new Visits(layout, options.Sessions, State, _tracks, Emit);
        _checkout = new Checkout(layout, options, State, _tracks, _story, _narrator, Emit);
        _doubts = new DoubtSpreader(layout, State, _tracks, Emit);
        _unseen = new BlindTimes(layout, State, _tracks, Emit);
        var sight = new HandSight(layout, options.Fusion);
        var meetings = new MeetingJudge(layout, sight, State, _tracks, _story, _narrator, Emit);
        _people = new PeopleSight(layout, options.Floor, State, _tracks, _visits, meetings, Emit);
        _looks = new LookJoin(layout, _people.Floor, _tracks, Counters);
        var lateSight = new LateSight(sight, _tracks, _story, _narrator);
        var evidence = new EvidenceFinder(layout, options.Fusion, State, _tracks, _story);
        var judge = new ChangeJudge(layout, evidence, State, _story, lateSight, _narrator, _unseen, _scales, Counters, Emit);
        _exchanges = new ExchangeJudge(layout, options.Fusion, evidence, State, _story, lateSight, _narrator, Counters);
        _late = new LateEvidence(lateSight, _exchanges, meetings);
        _pending = new PendingChanges(layout, options.Fusion, _tracks, _board, _scales, Counters, judge, _exchanges);
        _balance = new ShelfBalance(layout, _scales, State, _pending.AnyOn, Emit);
        _departures = new Departures(options.Sessions, State, Counters, _checkout, _board, _pending, _late, _unseen, Emit);
        var provisional = new ProvisionalJudge(evidence, options.Provisional, State, _story, lateSight);
        _provisional = new ProvisionalLines(layout, State, _scales, new RoughScale(options.Weighing, options.Provisional), provisional, _pending);
    }

    public StoreLayout Layout { get; }
    public StoreState State { get; }
    public MachineCounters Counters { get; } = new();

    /// <summary>What was decided since <see cref="Taken"/>, in order. Already part of <see cref="State"/>.</summary>
    public IReadOnlyList<JournalRecord> Records => _records;
    /// <summary>Answers that are not journaled: to a scan that was answered before, or to one of a flood.</summary>
    public IReadOnlyList<GateDecided> Repeats => _repeats;

    /// <summary>What is shown to people before it is decided; and what of that came and went since <see cref="Taken"/>.</summary>
    public IReadOnlyList<ProvisionalLine> Provisional => _provisional.Lines;
    public IReadOnlyList<ProvisionalChange> ProvisionalChanges => _provisional.Changes;
    public IReadOnlyList<SourceWatch> Sources => _board.Watches;
    public IReadOnlyList<ShelfScale> Scales => _scales;
    public IReadOnlyList<Track> People => _tracks.Tracks;

    /// <summary>How people are followed by cameras; null in a store without calibrated ones.</summary>
    public FloorTracker? Floor => _people.Floor;

    /// <summary>The caller has the records and repeats.</summary>
    public void Taken()
    {
        _records.Clear();
        _repeats.Clear();
        _provisional.Taken();
    }

    /// <summary>Before the first fact: takes in one record of the journal.</summary>
    public void Restore(JournalRecord record) => State.Apply(record);

    /// <summary>After the journal is read, or at once where there is none: the edge listens from now on.</summary>
    public void Start(StoreTime now)
    {
        if (_started) throw new InvalidOperationException("the machine was started before");
        _started = true;
        foreach (Plate plate in Layout.Plates)
        {
            if (State.Level(plate.Index) is not { } known) continue;
            Shelf shelf = Layout.Shelves[plate.ShelfIndex];
            _scales[shelf.Index].Restore(plate.Index - shelf.FirstPlate, known.LevelMg, new StoreTime(State.LastAtUs));
        }
        _visits.Resume(now);
        _checkout.Resume(now);
        Emit(new EdgeStarted(now.Us, Layout.StoreId));
    }

    /// <summary>Weights of one shelf.</summary>
    public void OnWeights(Stamp stamp, int sourceIndex, in WeightBatch batch)
    {
        SourceWatch source = _board.Watches[sourceIndex];
        int shelf = source.Source.ShelfIndex;
        if (shelf < 0 || batch.PlateCount != Layout.Shelves[shelf].PlateCount)
        {
            Counters.WrongShape++;
            return;
        }
        SequenceVerdict verdict = _board.Hear(stamp.Time, source, batch.Mark);
        if (verdict == SequenceVerdict.Stale) return;
        long spanUs = (long)batch.SamplePeriodUs * (batch.SampleCount - 1);
        StoreTime last = source.Place(batch.Mark.TimeUs + spanUs, stamp.Time); // the mark is of the first sample
        Counters.WeightBatches++;
        _scales[shelf].Update(batch, last - spanUs, verdict is SequenceVerdict.AfterGap or SequenceVerdict.Restarted, _found);
        source.Advance(last);
        if (_board.NotePlates(stamp.Time, source)) PlatesFailed(stamp.Time, _scales[shelf]);
        foreach (ShelfChange change in _found) _pending.Add(change, stamp.Time);
        _found.Clear();
        _exchanges.Take(_scales[shelf].Passings);
        _provisional.Look(stamp.Time, shelf);
    }

    /// <summary>People as seen.</summary>
    public void OnPeople(Stamp stamp, int sourceIndex, in PeopleFrame frame)
    {
        SourceWatch source = _board.Watches[sourceIndex];
        if (_board.Hear(stamp.Time, source, frame.Mark) == SequenceVerdict.Stale) return;
        StoreTime captured = source.Place(frame.Mark.TimeUs, stamp.Time);
        Counters.PeopleFrames++;
        _people.See(stamp.Time, captured, frame.People);
        _unseen.Heard(source.Watermark, captured);
        source.Advance(captured);
    }

    /// <summary>What is in the hands of people, as seen. Nothing waits for it, and nobody is doubted without it.</summary>
    public void OnHands(Stamp stamp, int sourceIndex, in HandsFrame frame)
    {
        SourceWatch source = _board.Watches[sourceIndex];
        if (_board.Hear(stamp.Time, source, frame.Mark) == SequenceVerdict.Stale) return;
        StoreTime captured = source.Place(frame.Mark.TimeUs, stamp.Time);
        Counters.HandFrames++;
        _looks.Take(stamp.Time, captured, source.Source, frame);
        source.Advance(captured);
    }

    /// <summary>What a detector found in one picture of a camera.</summary>
    public void OnDetections(Stamp stamp, int sourceIndex, in DetectionsFrame frame)
    {
        SourceWatch source = _board.Watches[sourceIndex];
        if (_board.Hear(stamp.Time, source, frame.Mark) == SequenceVerdict.Stale) return;
        StoreTime captured = source.Place(frame.Mark.TimeUs, stamp.Time);
        Counters.DetectionFrames++;
        Counters.Detections += frame.Boxes.Length;
        _people.See(stamp.Time, captured, sourceIndex, frame);
        _unseen.Heard(StoreTime.Min, captured);
        source.Advance(captured);
    }

    /// <summary>
    /// What a source says of itself. That it senses nothing is believed at once; that it is well is not, before it tells what it senses.
    /// </summary>
    public void OnStatus(Stamp stamp, int sourceIndex, bool online, string reason)
    {
        if (!online) _board.Declare(stamp.Time, _board.Watches[sourceIndex], reason);
    }

    /// <summary>A code at a gate. A gate repeats a scan until it is answered: the same scan always gets the same answer.</summary>
    public void OnScan(Stamp stamp, int sourceIndex, GateScan scan)
    {
        Source source = _board.Watches[sourceIndex].Source;
        if (source.GateIndex < 0)
        {
            Counters.WrongShape++;
            return;
        }
        Counters.Scans++;
        if (State.Decision(source.Device, scan.Mark.BootEpoch, scan.Mark.Sequence) is { } known)
        {
            Counters.RepeatedScans++;
            _repeats.Add(known);
            return;
        }
        GateDecided decision = _gatekeeper.Decide(stamp.Time, source.GateIndex, source.Device, scan, State);
        if (decision.Reason == GateReasons.TooFast)
        {
            _repeats.Add(decision); // answered, not remembered: a flood of scans must not fill the disk
            return;
        }
        Emit(decision);
        if (decision.Admit) _visits.Admit(stamp.Time, decision);
    }

    /// <summary>Billing answered.</summary>
    public void OnChargeAnswer(Stamp stamp, ChargeAnswer answer)
    {
        foreach (Charging.PendingCharge charge in State.PendingCharges)
        {
            if (charge.ChargeId != answer.ChargeId) continue;
            Emit(new ChargeAnswered(stamp.Time.Us, answer.ChargeId, answer.Booked, answer.Reference));
            return;
        }
    }

    /// <summary>A driver had to drop facts of a source before they could be stamped.</summary>
    public void OnDropped(Stamp stamp, int sourceIndex, long count)
    {
        Source source = _board.Watches[sourceIndex].Source;
        Emit(new SourceChanged(stamp.Time.Us, source.Device, "dropped", $"{count} messages dropped: the edge could not keep up"));
        if (source.Kind != SourceKind.Hands) _doubts.Everybody(stamp.Time, $"messages of {source.Device} were dropped");
    }

    /// <summary>Time passed.</summary>
    public void OnTick(Stamp stamp)
    {
        StoreTime now = stamp.Time;
        _board.NoteSilence(now, _options.Weighing.SilenceUs);
        StoreTime eyes = _board.EyesWatermark(now, out bool blind);
        _doubts.AtSilentSources(now, eyes, _board.Watches, blind);
        _doubts.AtFaultyPlates(now, eyes, _scales, sinceTheyFailed: false);
        _visits.FindLeft(now, eyes, blind, _unseen.LastBlind(now));
        _tracks.ForgetUnseen(now);
        _levels.Tick(now);
        _balance.Tick(now);
    }

    /// <summary>After each fact: decides what can be decided now.</summary>
    public void Decide(Stamp stamp)
    {
        _looks.Decide(stamp.Time);
        _pending.Decide(stamp.Time);
        _late.Decide(stamp.Time, _pending);
        _unseen.Decide(stamp.Time);
        _departures.Settle(stamp.Time);
        _provisional.Tend(stamp.Time);
    }

    /// <summary>The recording is over: everybody has left, nothing more will come.</summary>
    public void Finish(Stamp stamp)
    {
        _looks.Decide(stamp.Time, all: true);
        _pending.Finish(stamp.Time);
        _late.Decide(stamp.Time, _pending, all: true);
        _unseen.Decide(stamp.Time, all: true);
        for (int i = 0; i < State.Open.Count; i++)
        {
            Session session = State.Open[i];
            if (session.State is SessionState.Inside or SessionState.Admitted)
                Emit(new SessionLeft(stamp.Time.Us, session.Id, stamp.Time.Us, "end"));
        }
        while (State.Open.Count > 0) _checkout.Settle(stamp.Time, State.Open[0]);
        _provisional.Tend(stamp.Time);
    }

    private void PlatesFailed(StoreTime now, ShelfScale scale)
    {
        _doubts.AtFaultyPlates(now, _board.EyesWatermark(now, out _), _scales, sinceTheyFailed: true);
        _unseen.PlatesFailed(now, scale);
    }

    private void Emit(JournalRecord record)
    {
        State.Apply(record);
        _balance.Told(record);
        _records.Add(record);
        if (record is SessionLeft left) _people.Leave(new StoreTime(left.AtUs), left.Session);
    }
}
