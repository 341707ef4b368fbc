namespace O4O.Edge.Drivers.Mcap;

/// <summary>
/// A recording without end on a bounded part of a disk: MCAP files of bounded size, each readable on its own, the oldest
/// deleted first. Messages go through a bounded queue to the recording's own thread, so callers never wait for the disk and
/// never see its errors: they are counted in <see cref="Status"/>. Safe for concurrent use.
/// </summary>
public sealed partial class RollingRecording : IDisposable
{
    private static readonly TimeSpan IdleWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly RollingRecordingOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<string, Stream> _open;
    private readonly RecordingFiles _files;
    private readonly RecordingPreamble _preamble;
    private readonly HandOffRing _ring;
    private readonly Thread _thread;
    private readonly int _maxMessageBytes;
    private readonly object _flushGate = new();
    private long _flushWanted;
    private long _flushed;
    private volatile bool _stopping;
    private volatile bool _paused;
    private long _accepted;
    private long _refused;

    /// <summary>Starts recording. The first file is made when the first message comes.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="time">Clock of file names and intervals; the system's when null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RollingRecording(RollingRecordingOptions options, TimeProvider? time = null)
        : this(options, time, McapWriter.OpenFile)
    {
    }

    internal RollingRecording(RollingRecordingOptions options, TimeProvider? time, Func<string, Stream> open)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _time = time ?? TimeProvider.System;
        _open = open;
        _files = new RecordingFiles(options.Directory, options.FilePrefix);
        // Half a file for what each file repeats and a quarter for one message: then every file keeps to its limit.
        _preamble = new RecordingPreamble(options.MaxFileBytes / 2, options.File.MaxRecordBytes);
        _ring = new HandOffRing(options.QueueBytes);
        _maxMessageBytes = (int)Math.Min(
            Math.Min(options.File.MaxRecordBytes, options.MaxFileBytes / 4), options.QueueBytes - HandOffRing.HeaderBytes);
        _thread = new Thread(Run) { IsBackground = true, Name = "mcap-recording" };
        _thread.Start();
    }

    /// <summary>What has been done so far.</summary>
    public RollingRecordingStatus Status => new(
        Interlocked.Read(ref _accepted),
        Interlocked.Read(ref _refused),
        Interlocked.Read(ref _written),
        Interlocked.Read(ref _lost),
        Interlocked.Read(ref _diskErrors),
        Volatile.Read(ref _lastError),
        _paused,
        Interlocked.Read(ref _filesStarted),
        Interlocked.Read(ref _filesDeleted));

    /// <summary>Bytes that the queue could take now; with one caller at a time, at least so many at its next message.</summary>
    public long QueueFreeBytes => _ring.Free;

    /// <summary>Bytes that a message takes in the queue, beside its data.</summary>
    public const int QueueOverheadBytes = HandOffRing.HeaderBytes;

    /// <summary>Adds a schema to this and every later file; its id (from 1) is the same in all.</summary>
    /// <exception cref="ArgumentException">What every file repeats would fill half of it.</exception>
    public ushort AddSchema(string name, string encoding, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(encoding);
        return _preamble.AddSchema(name, encoding, data.ToArray());
    }

    /// <summary>Adds a channel to this and every later file; its id (from 1) is the same in all.</summary>
    /// <exception cref="ArgumentException">What every file repeats would fill half of it.</exception>
    public ushort AddChannel(
        string topic, ushort schemaId, string messageEncoding, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(messageEncoding);
        return _preamble.AddChannel(topic, schemaId, messageEncoding, Copy(metadata));
    }

    /// <summary>Adds an attachment to this and every later file.</summary>
    /// <exception cref="ArgumentException">What every file repeats would fill half of it.</exception>
    public void AddAttachment(string name, string mediaType, long logTimeNs, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(mediaType);
        _preamble.AddAttachment(name, mediaType, logTimeNs, data.ToArray());
    }

    /// <summary>Adds metadata to this and every later file.</summary>
    /// <exception cref="ArgumentException">What every file repeats would fill half of it.</exception>
    public void AddMetadata(string name, IReadOnlyDictionary<string, string> map)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(map);
        _preamble.AddMetadata(name, Copy(map));
    }

    /// <summary>
    /// Hands a message over. False, and counted in <see cref="RollingRecordingStatus.Refused"/>, when the queue is full, the
    /// recording is paused or closed, the channel is unknown, a time is negative, or the data is too large (a quarter of
    /// <see cref="RollingRecordingOptions.MaxFileBytes"/>). Never waits for the disk, never allocates, never throws.
    /// </summary>
    public bool TryWrite(ushort channelId, uint sequence, long logTimeNs, long publishTimeNs, ReadOnlySpan<byte> data)
    {
        bool sound = channelId != 0 && channelId <= _preamble.Channels && (logTimeNs | publishTimeNs) >= 0
            && data.Length <= _maxMessageBytes;
        var message = new QueuedMessage(channelId, sequence, logTimeNs, publishTimeNs, data.Length);
        if (!sound || _paused || _stopping || !_ring.TryPut(message, data))
        {
            Interlocked.Increment(ref _refused);
            return false;
        }

        Interlocked.Increment(ref _accepted);
        return true;
    }

    /// <summary>
    /// Waits until all that was accepted before this call is with the operating system (or counted as lost). Not for the
    /// event loop.
    /// </summary>
    /// <returns>False when the time ran out first.</returns>
    public bool Flush(TimeSpan atMost)
    {
        long mark = _ring.Head;
        long start = _time.GetTimestamp();
        lock (_flushGate)
        {
            _flushWanted = Math.Max(_flushWanted, mark);
            _ring.Wake();
            while (_flushed < mark)
            {
                TimeSpan left = atMost - _time.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_flushGate, left))
                {
                    return _flushed >= mark;
                }
            }
        }

        return true;
    }

    /// <summary>Refuses further messages, writes those accepted, completes the file and ends the thread.</summary>
    public void Dispose()
    {
        _stopping = true;
        _ring.Wake();
        _thread.Join(StopLimit);
    }

    private static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string>? map) =>
        map is null ? [] : map.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
