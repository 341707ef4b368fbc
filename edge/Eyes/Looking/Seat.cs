using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Watching;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Eyes.Keeping;
using O4O.Edge.Eyes.Scheduling;
using O4O.Edge.Eyes.Telling;

namespace O4O.Edge.Eyes.Looking;

/// <summary>
/// One camera's place at the sessions. A picture that shows what the last one did is answered at once, on the camera's thread: what
/// was found then is told again, as of now. Any other asks for a turn. Pictures are told in the order in which they were captured,
/// and one at a time is looked at. A camera that is dark, frozen or shifted tells nothing but that. Nothing is allocated a frame.
/// </summary>
internal sealed class Seat : IDisposable
{
    private const int HandOverMs = 1_000;
    private readonly Lock _lock = new();
    private readonly LiveCamera _camera;
    private readonly MotionGate _gate;
    private readonly Roster _roster;
    private readonly ITeller _teller;
    private readonly EyesClock _clock;
    private readonly Keeper? _keeper;
    private readonly PicturesAsked? _picturesAsked;
    private readonly Ages _ages = new();
    private readonly Detection[] _last;
    private readonly long _heartbeatUs;
    private int _lastCount;
    private long _lookedUs, _awakeUntilUs;
    private long _seen, _lookedAt, _gated, _blindFrames, _faults, _wakes, _recorded, _unrecorded;
    private bool _blind, _turned, _asked;

    public Seat(int index, SeatPlan plan, Roster roster, ITeller teller, EyesClock clock)
    {
        (Index, Id, Model, _roster, _teller, _clock) = (index, plan.Id, plan.Model, roster, teller, clock);
        _heartbeatUs = plan.HeartbeatUs;
        _keeper = plan.Keeper;
        _picturesAsked = plan.Asked;
        _gate = new MotionGate(plan.Gate);
        _last = new Detection[plan.DetectionsMax];
        _camera = new LiveCamera(plan.Source, plan.Capture, Say, Keep);
    }

    /// <summary>Place in the roster.</summary>
    public int Index { get; }

    public string Id { get; }

    /// <summary>Which of the detectors that each session has is this camera's.</summary>
    public int Model { get; }

    public SeatCounters Counters
    {
        get
        {
            lock (_lock) return new SeatCounters(_seen, _lookedAt, _gated, _camera.Counters.Dropped, _blindFrames, _faults, _wakes, _recorded, _unrecorded);
        }
    }

    public CameraFault Fault => _camera.Fault;

    public void CopyAgesTo(List<long> all)
    {
        lock (_lock) _ages.CopyTo(all);
    }

    public void Start() => _camera.Start();

    /// <summary>Something moved where it looks: every picture is looked at until then.</summary>
    public void Wake(long untilUs)
    {
        lock (_lock)
        {
            _wakes++;
            _awakeUntilUs = Math.Max(_awakeUntilUs, untilUs);
        }
    }

    /// <summary>It was moved on purpose: what it shows from now on is its view.</summary>
    public void LearnAgain() => _camera.LearnAgain();

    /// <summary>A session serves it: looks at the latest picture, or finds that there is nothing new in it.</summary>
    /// <param name="detector">Finds what there is.</param>
    /// <param name="tape">What the edge records goes through it first; null where nothing is recorded.</param>
    public void Serve(Detector detector, PictureTape? tape = null)
    {
        if (_camera.Take(HandOverMs) is { } frame)
        {
            bool look;
            lock (_lock) look = !_blind && IsNew(frame);
            if (look)
            {
                int quality = tape is null ? 0 : _picturesAsked?.QualityAt(_clock.NowUs()) ?? 0;
                Picture picture = default;
                bool taped = quality > 0 && tape!.TryPass(frame, quality, out picture);
                if (!taped) picture = new Picture(frame.Width, frame.Height, frame.Pixels);
                ReadOnlySpan<Detection> found = detector.Detect(picture);
                lock (_lock) Tell(frame, found, quality, taped ? tape!.Jpeg : default);
            }
            _camera.Return(frame);
        }
        lock (_lock)
        {
            _asked = _camera.HasFrame;
            if (_asked) Ask();
        }
    }

    public void Dispose() => _camera.Dispose();

    /// <summary>On the camera's thread, with every frame: true when a session is to have it.</summary>
    private bool Keep(Frame frame)
    {
        bool awake, turned;
        lock (_lock) (awake, turned) = (frame.CapturedUs <= _awakeUntilUs, _turned);
        _keeper?.See(frame, awake, turned); // compresses: nobody waits for it
        lock (_lock)
        {
            _seen++;
            if (_blind)
            {
                _blindFrames++;
                return false;
            }
            if (_asked) return true; // the session looks at the newest that there is then, and asks the gate itself
            if (!Differs(frame))
            {
                TellAgain(frame);
                return false;
            }
            _asked = true;
            Ask();
            return true;
        }
    }

    private void Ask() => _roster.Ask(Index, urgent: _clock.NowUs() <= _awakeUntilUs);

    /// <summary>Before a session looks: whether there is a reason to; the picture is the reference then.</summary>
    private bool IsNew(Frame frame)
    {
        if (!Differs(frame))
        {
            TellAgain(frame);
            return false;
        }
        _gate.Refer();
        _lookedUs = frame.CapturedUs;
        return true;
    }

    private bool Differs(Frame frame) =>
        _gate.Moved(frame) || frame.CapturedUs <= _awakeUntilUs || frame.CapturedUs - _lookedUs >= _heartbeatUs;

    private void Tell(Frame frame, ReadOnlySpan<Detection> found, int quality, ReadOnlySpan<byte> jpeg)
    {
        if (_blind) return; // it went dark while it was looked at
        _lookedAt++;
        if (_teller.Looked(frame.CapturedUs, quality, jpeg)) _recorded++;
        else if (quality > 0) _unrecorded++;
        _lastCount = found.Length;
        found.CopyTo(_last);
        _teller.Found(frame.CapturedUs, frame.Width, frame.Height, found);
        _ages.Add(Math.Max(0, _clock.NowUs() - frame.CapturedUs));
    }

    private void TellAgain(Frame frame)
    {
        _gated++;
        _teller.Found(frame.CapturedUs, frame.Width, frame.Height, _last.AsSpan(0, _lastCount));
    }

    /// <summary>On one of the camera's threads at a time.</summary>
    private void Say(CameraReport report)
    {
        lock (_lock)
        {
            bool well = report.Fault == CameraFault.None;
            if (!well) _faults++;
            if (well) _gate.Forget();
            _blind = !well;
            _turned = report.Fault == CameraFault.Shifted || (_turned && !well);
            if (report.Fault == CameraFault.Shifted) _keeper?.Turned(report.AtUs);
            _teller.State(report.Fault, report.Reason);
        }
    }
}
