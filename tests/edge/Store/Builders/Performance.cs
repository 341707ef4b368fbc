using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Provisional;
using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Store.Builders;

/// <summary>Feeds facts to a machine as the event loop does, and keeps what comes out.</summary>
internal sealed class Performance(StoreMachine machine)
{
    private long _sequence;
    private StoreTime _now = StoreTime.Min;

    public StoreMachine Machine { get; } = machine;
    public List<JournalRecord> Records { get; } = [];
    public List<GateDecided> Repeats { get; } = [];

    /// <summary>What was shown before it was decided, and when it went.</summary>
    public List<ProvisionalChange> Provisional { get; } = [];

    /// <summary>A fresh machine that heard these facts.</summary>
    public static Performance Of(IEnumerable<Fact> facts, StoreOptions? options = null)
    {
        var performance = new Performance(SmallStore.Machine(options));
        performance.Feed(facts);
        return performance;
    }

    /// <summary>A machine that read this journal, as after a crash.</summary>
    public static Performance After(IEnumerable<JournalRecord> journal)
    {
        StoreMachine machine = SmallStore.Machine();
        foreach (JournalRecord record in journal) machine.Restore(record);
        return new Performance(machine);
    }

    public void Feed(IEnumerable<Fact> facts)
    {
        foreach (Fact fact in facts) Feed(fact);
    }

    public void Feed(Fact fact)
    {
        if (_sequence == 0) Start(new StoreTime(fact.AtUs));
        _now = StoreTime.Later(_now, new StoreTime(fact.AtUs));
        var stamp = new Stamp(++_sequence, _now);
        switch (fact)
        {
            case WeightsFact w:
                Machine.OnWeights(stamp, SmallStore.Source(w.Device).Index, new WeightBatch(w.Mark, w.PeriodUs, w.Plates, w.Mg));
                break;
            case PeopleFact p:
                Machine.OnPeople(stamp, SmallStore.Source(p.Device).Index, new PeopleFrame(p.Mark, p.People));
                break;
            case PictureFact p:
                Machine.OnDetections(stamp, Machine.Layout.Cameras[0].SourceIndex, new DetectionsFrame(p.Mark, 640, 480, []));
                break;
            case HandsFact h:
                Machine.OnHands(stamp, SmallStore.Source(h.Device).Index, new HandsFrame(h.Mark, h.Looks));
                break;
            case ScanFact s:
                Machine.OnScan(stamp, SmallStore.Source(SmallStore.GateDevice).Index, s.Scan);
                break;
            case AnswerFact a:
                Machine.OnChargeAnswer(stamp, a.Answer);
                break;
            case DroppedFact d:
                Machine.OnDropped(stamp, SmallStore.Source(d.Device).Index, d.Count);
                break;
            default:
                Machine.OnTick(stamp);
                break;
        }
        Machine.Decide(stamp);
        Collect();
    }

    public IEnumerable<SessionSettled> Settled => Records.OfType<SessionSettled>();

    /// <summary>The one visit's end; a test that has several looks itself.</summary>
    public SessionSettled OnlySettled => Assert.Single(Settled);

    public IEnumerable<Interaction> Interactions => Records.OfType<Interaction>();

    /// <summary>All records as they stand in a journal: two runs that say the same have the same bytes.</summary>
    public string Bytes() => string.Join('\n', Records.Select(r => System.Text.Encoding.UTF8.GetString(JournalCodec.ToBytes(r))));

    private void Start(StoreTime now)
    {
        _now = now;
        Machine.Start(now);
        Collect();
    }

    private void Collect()
    {
        Records.AddRange(Machine.Records);
        Repeats.AddRange(Machine.Repeats);
        Provisional.AddRange(Machine.ProvisionalChanges);
        Machine.Taken();
    }
}
