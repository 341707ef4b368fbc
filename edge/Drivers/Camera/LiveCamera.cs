using System.Diagnostics;
using O4O.Edge.Drivers.Camera.Ffmpeg;
using O4O.Edge.Drivers.Camera.Privacy;
using O4O.Edge.Drivers.Camera.Watching;

namespace O4O.Edge.Drivers.Camera;

/// <summary>
/// One camera, live: one ffmpeg process, one thread that reads it, one that watches (a busy thread pool must not hold the watch up). Never more than one frame waits; a source that ends, stalls or
/// cannot be opened is opened anew, for ever. Masks are applied before anything else sees a frame, the watch included.
/// </summary>
public sealed class LiveCamera : IDisposable
{
    private const int TickMs = 200;
    private readonly CameraSource _source;
    private readonly CameraOptions _options;
    private readonly Action<CameraReport>? _said;
    private readonly Func<Frame, bool>? _keeps;
    private readonly CameraWatch _watch;
    private readonly LatestFrame _latest = new();
    private readonly Backoff _backoff;
    private readonly Thread _reader, _watcher;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Lock _gate = new();
    private readonly long _startedUs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000L;
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private FfmpegProcess? _process;
    private long _lastSignUs;
    private bool _opening;
    private int _studyMs = CaptureArguments.StudyFirstMs;
    private long _captured, _connections, _failures;

    /// <param name="source">A device, a stream, or a file that is to be played as a camera.</param>
    /// <param name="options">Ranges are checked here.</param>
    /// <param name="said">Told of every change of the camera's state, on one of the camera's threads at a time; must not block.</param>
    /// <param name="keeps">
    /// Shown every frame as it comes, masked, on the camera's own thread; must not block. What it does not keep is not offered to
    /// <see cref="Take"/>. Null keeps all.
    /// </param>
    public LiveCamera(CameraSource source, CameraOptions options, Action<CameraReport>? said = null, Func<Frame, bool>? keeps = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        foreach (string problem in options.Problems().Concat(options.Watch.Problems()).Concat(options.Masks.SelectMany(m => m.Problems())))
            throw new ArgumentException(problem, nameof(options));
        if (!source.IsLive && !(source.Kind == CameraSourceKind.File && options.FileAsCamera))
            throw new ArgumentException($"{source} is no live source", nameof(source));
        (_source, _options, _said, _keeps) = (source, options, said, keeps);
        _watch = new CameraWatch(options.Watch);
#pragma warning disable CA5394 // spreading attempts in time is no secret
        _backoff = new Backoff(options.RetryMinMs, options.RetryMaxMs, Random.Shared);
#pragma warning restore CA5394
        _reader = new Thread(Run) { Name = $"camera {source}", IsBackground = true };
        _watcher = new Thread(Watch) { Name = $"watch {source}", IsBackground = true };
    }

    /// <summary>What is wrong with it now.</summary>
    public CameraFault Fault
    {
        get
        {
            lock (_gate) return _watch.Fault;
        }
    }

    public FrameCounters Counters =>
        new(Interlocked.Read(ref _captured), _latest.Dropped, Interlocked.Read(ref _connections), Interlocked.Read(ref _failures));

    /// <summary>Whether a frame waits to be taken.</summary>
    public bool HasFrame => _latest.IsWaiting;

    public void Start()
    {
        _lastSignUs = NowUs();
        _reader.Start();
        _watcher.Start();
    }

    /// <summary>
    /// The latest frame that nobody had yet; waits so long for one. Null when none came. One at a time: give it back with
    /// <see cref="Return"/> before taking the next.
    /// </summary>
    public Frame? Take(int waitMs) => _latest.Take(waitMs);

    /// <summary>The camera was moved on purpose, and its calibration and masks are new: what it shows now is its view.</summary>
    public void LearnAgain()
    {
        lock (_gate) _watch.LearnAgain();
    }

    public void Return(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _latest.Return(frame);
    }

    /// <summary>Ends the process and the threads.</summary>
    public void Dispose()
    {
        if (_stop.IsSet) return;
        _stop.Set();
        lock (_gate) _process?.Kill();
        if (_reader.IsAlive) _reader.Join();
        if (_watcher.IsAlive) _watcher.Join();
        _stop.Dispose();
        _latest.Dispose();
    }

    /// <summary>The camera's thread.</summary>
    private void Run()
    {
        while (!_stop.IsSet)
        {
            string reason = Connect();
            if (_stop.IsSet) return;
            Interlocked.Increment(ref _failures);
            lock (_gate)
            {
                if (_watch.Lost(reason, NowUs()) is { } lost) _said?.Invoke(lost);
            }
            _stop.Wait(_backoff.NextMs());
        }
    }

    /// <summary>One connection, from its beginning to its end; says why it ended.</summary>
    private string Connect()
    {
        FfmpegProcess process;
        long began = Stopwatch.GetTimestamp(), connectedBefore = Interlocked.Read(ref _connections);
        try
        {
            process = new FfmpegProcess(CaptureArguments.For(_source, _options, _studyMs), writes: false);
        }
        catch (CameraException e)
        {
            return e.Message;
        }
        using (process)
        {
            lock (_gate) (_process, _opening, _lastSignUs) = (process, true, NowUs());
            if (_stop.IsSet) process.Kill(); // Dispose may have looked before there was a process
            string end;
            try
            {
                end = Read(process);
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                end = e.Message;
            }
            lock (_gate) _process = null;
            process.Kill();
            process.WaitForEnd();
            // It was studied and not understood: perhaps whole pictures are rare in it. A camera that needs longer keeps it.
            bool understood = Interlocked.Read(ref _connections) > connectedBefore;
            if (!understood && Stopwatch.GetElapsedTime(began).TotalMilliseconds >= _studyMs) _studyMs = Math.Min(2 * _studyMs, CaptureArguments.StudyMaxMs);
            string complaint = _source.Redact(process.LastComplaint);
            return complaint.Length > 0 ? $"{end}: {complaint}" : end;
        }
    }

    private string Read(FfmpegProcess process)
    {
        if (RawVideo.Open(process.Output) is not { } video) return "could not be opened";
        var mask = new PrivacyMask(_options.Masks, video.Width, video.Height);
        bool first = true;
        while (!_stop.IsSet)
        {
            Frame frame = _latest.Rent(video.Width, video.Height);
            if (!video.TryRead(frame.Buffer))
            {
                _latest.PutBack(frame);
                break;
            }
            mask.Apply(frame.Buffer);
            long nowUs = NowUs();
            frame.CapturedUs = nowUs;
            frame.Number = Interlocked.Increment(ref _captured);
            if (first)
            {
                first = false;
                Interlocked.Increment(ref _connections);
                _backoff.Reset();
            }
            CameraReport? report;
            lock (_gate)
            {
                (_opening, _lastSignUs) = (false, nowUs);
                report = _watch.Frame(frame.Brightness, frame.Width, frame.Height, nowUs);
                if (report is not null) _said?.Invoke(report);
            }
            if (_keeps is null || _keeps(frame)) _latest.Put(frame);
            else _latest.PutBack(frame);
        }
        return first ? "brought no frame" : "the stream ended";
    }

    /// <summary>The watch's thread: frames that do not come are nobody's event.</summary>
    private void Watch()
    {
        while (!_stop.Wait(TickMs)) Tick();
    }

    private void Tick()
    {
        long nowUs = NowUs();
        lock (_gate)
        {
            if (_watch.Tick(nowUs) is { } late) _said?.Invoke(late);
            int limitMs = _opening ? _options.OpenMaxMs : _options.SilenceMaxMs;
            if (_process is not null && nowUs - _lastSignUs > limitMs * 1000L) _process.Kill();
        }
    }

    /// <summary>Unix time that only goes forward while the camera lives, µs.</summary>
    private long NowUs() => _startedUs + (long)Stopwatch.GetElapsedTime(_startedAt).TotalMicroseconds;
}
