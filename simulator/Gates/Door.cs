using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;
using O4O.Simulator.Codes;
using O4O.Simulator.People;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Gates;

/// <summary>
/// The gate: one visit at a time shows its code; the scan goes out every second with the same mark until there is an answer.
/// An expired code is shown anew, three times at most; any other refusal sends the shopper away.
/// </summary>
internal sealed class Door
{
    private const long RepeatUs = 1_000_000, AloneUs = 150_000, PassUs = 1_300_000;
    private const int TriesMax = 3, LifetimeSeconds = 60;

    private readonly string _store, _topic;
    private readonly GateMode _mode;
    private readonly CodeIssuerKey _key;
    private readonly Post _post;
    private readonly Dice _dice;
    private readonly PriorityQueue<Visit, (long ArrivalUs, int Number)> _waiting = new();
    private readonly Action<Visit, int> _admit;
    private readonly double _clockRate;
    private readonly long _bootUs;
    private readonly uint _bootEpoch;
    private Visit? _current;
    private byte[] _scan = [];
    private uint _sequence;
    private int _tries, _toCome;
    private long _freeUs, _shownUs, _repeatUs, _nextPassUs;

    /// <param name="store">The store's id.</param>
    /// <param name="device">The scanner's device id.</param>
    /// <param name="visits">Who comes, by time of arrival.</param>
    /// <param name="admit">Lets person number 0, 1, … of a visit in.</param>
    /// <param name="mode">Who decides.</param>
    /// <param name="key">Whose codes are shown.</param>
    /// <param name="post">The way to the edge.</param>
    /// <param name="seed">The world's seed.</param>
    /// <param name="nowUs">The beginning.</param>
    public Door(
        string store, string device, IEnumerable<Visit> visits, Action<Visit, int> admit, GateMode mode, CodeIssuerKey key,
        Post post, ulong seed, long nowUs)
    {
        (_store, _mode, _key, _post, _admit) = (store, mode, key, post, admit);
        _topic = Topics.Up(store, device, Topics.Scan);
        _dice = new Dice(seed, "gate");
        foreach (Visit visit in visits) Await(visit);
        _clockRate = 1 + _dice.Between(-20e-6, 20e-6);
        _bootEpoch = (uint)_dice.Between(1L, 60L);
        _bootUs = nowUs - _dice.Between(60_000_000L, 86_400_000_000L);
        post.Send(nowUs, DeviceTime(nowUs), Topics.Up(store, device, Topics.Status), new StatusPayload(true).ToBytes());
    }

    /// <summary>Nobody comes in after this.</summary>
    public long ClosesUs { get; init; }

    /// <summary>Somebody will come.</summary>
    public void Await(Visit visit) => _waiting.Enqueue(visit, (visit.ArrivalUs, visit.Number));

    /// <summary>Visits turned away, by the edge or by the closed door.</summary>
    public int Refused { get; private set; }

    /// <summary>True when nobody waits any more.</summary>
    public bool IsDone => _current is null && _waiting.Count == 0;

    /// <summary>One sixtieth of a second.</summary>
    public void Tick(long nowUs)
    {
        if (_toCome > 0) LetPass(nowUs);
        else if (nowUs >= ClosesUs) Close();
        else if (_current is null)
        {
            if (_waiting.Count > 0 && nowUs >= _freeUs && nowUs >= _waiting.Peek().ArrivalUs)
            {
                _current = _waiting.Dequeue();
                _tries = 0;
                Show(nowUs);
            }
        }
        else if (_mode == GateMode.Alone && nowUs >= _shownUs + AloneUs) Open(nowUs);
        else if (nowUs >= _repeatUs) Send(nowUs);
    }

    /// <summary>The edge's answer; one to another scan than the last is ignored.</summary>
    public void Decide(DecisionPayload decision, long nowUs)
    {
        if (_current is null || _toCome > 0 || decision.BootEpoch != _bootEpoch || decision.Sequence != _sequence) return;
        if (decision.Admit)
        {
            _current.Session = decision.Session;
            Open(nowUs);
        }
        else if (decision.Reason == "expired" && _tries < TriesMax) Show(nowUs);
        else
        {
            Refused++;
            _current = null;
            _freeUs = nowUs + PassUs;
        }
    }

    private void Show(long nowUs)
    {
        _tries++;
        _sequence++;
        string codeId = $"{_dice.Next():x16}{_dice.Next():x16}";
        string code = _key.Issue(_current!.Shopper, _store, codeId, nowUs / 1_000_000, LifetimeSeconds, _current.Party, _current.IsStaff);
        _scan = ScanPayload.Write(new GateScan(new DeviceMark(_bootEpoch, _sequence, DeviceTime(nowUs)), code));
        _shownUs = nowUs;
        Send(nowUs);
    }

    private void Send(long nowUs)
    {
        _post.Send(nowUs + _dice.Between(2_000L, 9_000L), DeviceTime(_shownUs), _topic, _scan);
        _repeatUs = nowUs + RepeatUs;
    }

    private void Open(long nowUs)
    {
        _toCome = _current!.Party;
        _nextPassUs = nowUs + 400_000; // the leaf swings open
    }

    private void LetPass(long nowUs)
    {
        if (nowUs < _nextPassUs) return;
        _admit(_current!, _current!.Party - _toCome);
        _nextPassUs = nowUs + PassUs;
        if (--_toCome > 0) return;
        _current = null;
        _freeUs = _nextPassUs;
    }

    private void Close()
    {
        Refused += _waiting.Count + (_current is null ? 0 : 1);
        _waiting.Clear();
        _current = null;
    }

    private long DeviceTime(long nowUs) => (long)((nowUs - _bootUs) * _clockRate);
}
