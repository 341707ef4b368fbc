using System.Globalization;

namespace O4O.Edge.Drivers.Camera.Watching;

/// <summary>
/// Judges one camera by its pictures and by their absence. Time is an argument: nothing here reads a clock. Not for several
/// threads at once; looking allocates nothing, saying something does.
/// </summary>
public sealed class CameraWatch
{
    private readonly CameraWatchOptions _options;
    private readonly Thumbnail _now = new();
    private readonly LearnedView _view = new();
    private ulong _digest;
    private long _lastFrameUs, _lastLookUs = long.MinValue, _sameSinceUs, _suspectSinceUs;
    private long? _wellSinceUs;
    private CameraFault _suspect;
    private bool _started;

    public CameraWatch(CameraWatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <summary>What is wrong now.</summary>
    public CameraFault Fault { get; private set; }

    /// <summary>A frame came.</summary>
    /// <param name="brightness">Its first plane.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="nowUs">When, µs on any clock that only goes forward.</param>
    /// <returns>What changed; null when nothing did.</returns>
    public CameraReport? Frame(ReadOnlySpan<byte> brightness, int width, int height, long nowUs)
    {
        bool gap = nowUs - _lastFrameUs >= _options.LateAfterUs; // what stood still while nothing came was not frozen
        _lastFrameUs = nowUs;
        if (_started && nowUs - _lastLookUs < _options.LookEveryUs) return null;
        _lastLookUs = nowUs;
        _now.Take(brightness, width, height);
        if (!_started || gap || _now.Digest != _digest) (_digest, _sameSinceUs) = (_now.Digest, nowUs);
        _started = true;
        return Judge(Look(nowUs), nowUs);
    }

    /// <summary>Time passed; called a few times a second, whether frames come or not.</summary>
    public CameraReport? Tick(long nowUs)
    {
        if (!_started || Fault is CameraFault.Late or CameraFault.Lost || nowUs - _lastFrameUs < _options.LateAfterUs) return null;
        return Say(CameraFault.Late, nowUs, Text($"no frame for {(nowUs - _lastFrameUs) / 1e6:0.0} s"));
    }

    /// <summary>The connection is gone, or there never was one.</summary>
    public CameraReport? Lost(string reason, long nowUs) =>
        Fault == CameraFault.Lost ? null : Say(CameraFault.Lost, nowUs, reason);

    /// <summary>The camera was moved on purpose and its calibration is new: what it shows now is its view.</summary>
    public void LearnAgain() => _view.Forget();

    /// <summary>What this one picture looks like.</summary>
    private CameraFault Look(long nowUs)
    {
        if (_now.Mean < _options.DarkBelow || _now.Contrast < _options.ContrastMin) return CameraFault.Dark;
        if (nowUs - _sameSinceUs >= _options.FrozenAfterUs) return CameraFault.Frozen;
        if (!_options.WatchView) return CameraFault.None;
        if (_view.IsLearned && _view.ShareDiffering(_now) > _options.ShiftedShare) return CameraFault.Shifted;
        _view.Learn(_now);
        return CameraFault.None;
    }

    private CameraReport? Judge(CameraFault seen, long nowUs)
    {
        if (seen != _suspect) (_suspect, _suspectSinceUs) = (seen, nowUs);
        if (seen == CameraFault.None)
        {
            if (Fault == CameraFault.None) return null;
            _wellSinceUs ??= nowUs;
            return nowUs - _wellSinceUs >= _options.WellAfterUs ? Say(CameraFault.None, nowUs, "well again") : null;
        }
        _wellSinceUs = null;
        // Frozen has waited already; the others must last, or a hand that passes would be a fault.
        bool said = seen == CameraFault.Frozen || nowUs - _suspectSinceUs >= _options.HoldUs;
        if (!said || seen == Fault) return null;
        return Say(seen, nowUs, seen switch
        {
            CameraFault.Dark => Text($"nothing to be seen: brightness {_now.Mean:0}, contrast {_now.Contrast:0.0}"),
            CameraFault.Frozen => Text($"the same picture for {(nowUs - _sameSinceUs) / 1e6:0.0} s"),
            _ => Text($"{100 * _view.ShareDiffering(_now):0} % of the view is not what it was"),
        });
    }

    private CameraReport Say(CameraFault fault, long nowUs, string reason)
    {
        var report = new CameraReport(fault, Fault, nowUs, reason);
        (Fault, _wellSinceUs) = (fault, null);
        return report;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
