using O4O.Edge.Drivers.Camera.Ffmpeg;
using O4O.Edge.Drivers.Camera.Privacy;

namespace O4O.Edge.Drivers.Camera;

/// <summary>Every frame of a file or of a folder of pictures, in order, as fast as they are read. Masks are applied before anybody sees a frame.</summary>
public sealed class FrameReader : IDisposable
{
    private readonly CameraSource _source;
    private readonly CameraOptions _options;
    private readonly Queue<PictureRun> _runs = new();
    private PictureRun? _run;
    private FfmpegProcess? _process;
    private Thread? _feeder;
    private RawVideo? _video;
    private PrivacyMask? _mask;
    private long _number;
    private int _inRun;

    /// <exception cref="CameraException">The source is live, or a folder without pictures.</exception>
    public FrameReader(CameraSource source, CameraOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        foreach (string problem in options.Problems().Concat(options.Masks.SelectMany(m => m.Problems()))) throw new ArgumentException(problem, nameof(options));
        if (source.IsLive) throw new CameraException($"{source}: a live source has no end; it is read as a camera");
        (_source, _options) = (source, options with { FileAsCamera = false });
        if (source.Kind == CameraSourceKind.Folder)
            foreach (PictureRun run in PictureRun.Of(source.Address)) _runs.Enqueue(run);
    }

    /// <summary>Frames a second, as the source states them; known after the first frame. 25 for a folder.</summary>
    public double Fps { get; private set; } = 25;

    /// <summary>A frame that fits the source's next one is read into; of another size it is replaced. Null makes one.</summary>
    /// <returns>The frame, or null at the end.</returns>
    /// <exception cref="CameraException">The source cannot be read; the message names it and the reason.</exception>
    public Frame? Read(Frame? into)
    {
        try
        {
            while (true)
            {
                if (_video is null && !Open()) return null;
                Frame frame = into is not null && into.Width == _video!.Width && into.Height == _video.Height ? into : new Frame(_video!.Width, _video.Height);
                if (_video.TryRead(frame.Buffer)) return Taken(frame);
                Close();
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new CameraException($"{_source}: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        _process?.Dispose();
        _feeder?.Join();
    }

    private Frame Taken(Frame frame)
    {
        _mask!.Apply(frame.Buffer);
        frame.Number = ++_number;
        frame.CapturedUs = (long)((_number - 1) * 1e6 / Fps);
        frame.File = _run?.Files[Math.Min(_inRun++, _run.Files.Count - 1)];
        return frame;
    }

    /// <summary>Starts what comes next; false when there is nothing more.</summary>
    private bool Open()
    {
        if (_source.Kind == CameraSourceKind.Folder)
        {
            if (!_runs.TryDequeue(out PictureRun? run)) return false;
            (_run, _inRun) = (run, 0);
            _process = new FfmpegProcess(CaptureArguments.ForPictures(run.Codec, _options), writes: true);
            Stream input = _process.Input;
            _feeder = new Thread(() => run.Feed(input)) { Name = "pictures", IsBackground = true };
            _feeder.Start();
        }
        else
        {
            if (_number > 0) return false;
            _process = new FfmpegProcess(CaptureArguments.For(_source, _options), writes: false);
        }
        _video = RawVideo.Open(_process.Output);
        if (_video is null)
        {
            _process.WaitForEnd();
            string reason = _source.Redact(_process.LastComplaint);
            throw new CameraException($"{(_run is null ? _source.ToString() : _run.Files[0])}: holds no pictures that ffmpeg can read{(reason.Length > 0 ? $" ({reason})" : "")}");
        }
        if (_run is null) Fps = _video.Fps;
        _mask = new PrivacyMask(_options.Masks, _video.Width, _video.Height);
        return true;
    }

    /// <summary>The end of a video or of a run of pictures: was it a good one?</summary>
    private void Close()
    {
        int status = _process!.WaitForEnd();
        string reason = _source.Redact(_process.LastComplaint);
        _process.Dispose();
        _feeder?.Join();
        if (status != 0) throw new CameraException($"{_source}: could be read up to frame {_number} only ({(reason.Length > 0 ? reason : $"ffmpeg ended with {status}")})");
        if (_run is not null && _inRun != _run.Files.Count)
            throw new CameraException($"{_source}: of {_run.Files.Count} pictures from {Path.GetFileName(_run.Files[0])} on, ffmpeg could read {_inRun} ({reason})");
        (_process, _video, _feeder) = (null, null, null);
    }
}
