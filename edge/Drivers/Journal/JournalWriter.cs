using System.Diagnostics;

namespace O4O.Edge.Drivers.Journal;

/// <summary>
/// Appends records to a journal and says when they are on the disk. Records gather in one buffer while a dedicated
/// thread writes and flushes the other: the slower the disk, the larger the group. Any thread may append; an append
/// copies, and allocates nothing. Steady state allocates nothing on the flush thread either.
/// </summary>
public sealed partial class JournalWriter : IDisposable
{
    private readonly object _gate = new(); // not a Lock: that allocates at its first contention
    private readonly AutoResetEvent _work = new(false);
    private readonly object _progress = new();
    private readonly IDisposable _lock;
    private readonly SegmentWriter _segment;
    private readonly JournalOptions _options;
    private readonly string _path;
    private readonly Action<long>? _onDurable;
    private readonly Action<string>? _onFailed;
    private readonly Thread _thread;
    private readonly FlushStatistics _statistics = new();

    private byte[] _filling;
    private byte[] _flushing;
    private int _filled;
    private long _lastSequence;
    private long _durable;
    private long _announced;
    private bool _idle;
    private bool _closing;
    private volatile JournalState _state;
    private volatile string _failure = "";

    private JournalWriter(
        IJournalStorage storage,
        JournalOptions options,
        IDisposable directoryLock,
        JournalRecovery recovery,
        Action<long>? onDurable,
        Action<string>? onFailed)
    {
        _path = storage.Path;
        _options = options;
        _lock = directoryLock;
        _onDurable = onDurable;
        _onFailed = onFailed;
        Recovery = recovery;
        _segment = SegmentWriter.Open(storage, options, recovery.LastSequence);
        _lastSequence = _durable = _announced = recovery.LastSequence;
        _filling = GC.AllocateUninitializedArray<byte>(options.BufferBytes, pinned: true);
        _flushing = GC.AllocateUninitializedArray<byte>(options.BufferBytes, pinned: true);
        _thread = new Thread(FlushLoop) { Name = "journal flush", IsBackground = true };
        _thread.Start();
    }

    /// <summary>What was found when the journal was opened.</summary>
    public JournalRecovery Recovery { get; }

    /// <summary>Whether records are taken.</summary>
    public JournalState State => _state;

    /// <summary>Why the writer failed; empty while it has not.</summary>
    public string Failure => _failure;

    /// <summary>The last sequence that is on the disk; 0 when none is.</summary>
    public long DurableSequence => Volatile.Read(ref _durable);

    /// <summary>The last sequence given out; 0 when none was.</summary>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    /// <summary>
    /// Opens the journal of a directory for writing, creating it when it is missing, and recovers it.
    /// </summary>
    /// <param name="directory">Where the segments are.</param>
    /// <param name="options">How to keep it.</param>
    /// <param name="onDurable">
    /// Called on the flush thread after each flush with the last durable sequence. It must be quick, must not call
    /// <see cref="Append"/> (it may call <see cref="TryAppend"/>), and what it throws ends the process.
    /// </param>
    /// <param name="onFailed">Called once on the flush thread with the reason when the disk refuses. The service must stop.</param>
    /// <exception cref="JournalException">Locked, corrupt, another store's, or refused by the disk.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static JournalWriter Open(
        string directory, JournalOptions options, Action<long>? onDurable = null, Action<string>? onFailed = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        try
        {
            return Open(DiskStorage.CreateFor(directory), options, onDurable, onFailed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                JournalFault.Disk, directory, 0, e.Message, "Free space, check the disk and its rights, and start again", e);
        }
    }

    internal static JournalWriter Open(
        IJournalStorage storage, JournalOptions options, Action<long>? onDurable, Action<string>? onFailed)
    {
        options.Validate();
        var directoryLock = storage.TryLock() ?? throw new JournalException(
            JournalFault.Locked, storage.Path, 0, "another process writes this journal", "Stop the other one, or give this one its own directory");
        JournalWriter? writer = null;
        try
        {
            var recovery = Recoverer.Recover(storage, options);
            writer = new JournalWriter(storage, options, directoryLock, recovery, onDurable, onFailed);
            return writer;
        }
        finally
        {
            if (writer is null)
            {
                directoryLock.Dispose();
            }
        }
    }

    /// <summary>Takes a record, waiting while both buffers are full; returns its sequence. Durable only when said so.</summary>
    /// <exception cref="JournalException">The writer has failed or is closed.</exception>
    /// <exception cref="ArgumentException">The record is longer than <see cref="JournalOptions.MaxRecordBytes"/>.</exception>
    public long Append(ReadOnlySpan<byte> payload)
    {
        while (true)
        {
            switch (TryAppend(payload, out var sequence))
            {
                case AppendOutcome.Accepted:
                    return sequence;
                case AppendOutcome.Refused:
                    throw Refusal();
                default:
                    WaitForRoom(Frame.SizeOf(payload.Length));
                    break;
            }
        }
    }

    /// <summary>Takes a record if there is room; never waits for the disk.</summary>
    /// <exception cref="ArgumentException">The record is longer than <see cref="JournalOptions.MaxRecordBytes"/>.</exception>
    public AppendOutcome TryAppend(ReadOnlySpan<byte> payload, out long sequence)
    {
        if (payload.Length > _options.MaxRecordBytes)
        {
            throw new ArgumentException(
                $"a record of {payload.Length} bytes is over the journal's limit of {_options.MaxRecordBytes}", nameof(payload));
        }

        sequence = 0;
        var size = Frame.SizeOf(payload.Length);
        lock (_gate)
        {
            if (_state != JournalState.Running || _closing)
            {
                return AppendOutcome.Refused;
            }

            if (_filled + size > _filling.Length)
            {
                return AppendOutcome.Full;
            }

            sequence = _lastSequence + 1;
            Frame.Fill(_filling.AsSpan(_filled, size), sequence, payload);
            _filled += size;
            Volatile.Write(ref _lastSequence, sequence);
            WakeFlusher();
        }

        return AppendOutcome.Accepted;
    }

    /// <summary>Waits until a sequence is on the disk and <c>onDurable</c> has returned for it. False when the writer ended before, or the limit passed.</summary>
    public bool WaitDurable(long sequence, TimeSpan limit)
    {
        var deadline = Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency);
        lock (_progress)
        {
            while (_announced < sequence && _state == JournalState.Running)
            {
                var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), deadline);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_progress, left))
                {
                    break;
                }
            }

            return _announced >= sequence;
        }
    }

    /// <summary>The counters now.</summary>
    public JournalCounters ReadCounters()
    {
        lock (_gate)
        {
            return _statistics.Read(_segment.Rolls);
        }
    }

    /// <summary>Flushes what was appended, trims the segment, and lets go of the directory.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            WakeFlusher();
        }

        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
            _work.Dispose();
        }
    }

    private void WaitForRoom(int size)
    {
        if (Thread.CurrentThread == _thread)
        {
            throw new InvalidOperationException("onDurable called Append with full buffers: the flush thread would wait for itself");
        }

        lock (_gate)
        {
            _statistics.Waits++;
        }

        lock (_progress)
        {
            while (!HasRoom(size))
            {
                Monitor.Wait(_progress);
            }
        }
    }

    private bool HasRoom(int size)
    {
        lock (_gate)
        {
            return _closing || _state != JournalState.Running || _filled + size <= _filling.Length;
        }
    }

    /// <summary>Under the gate. The event is set only when the flush thread is, or is about to be, asleep.</summary>
    private void WakeFlusher()
    {
        if (_idle)
        {
            _idle = false;
            _work.Set();
        }
    }

    private JournalException Refusal() => _state == JournalState.Failed
        ? new JournalException(
            JournalFault.Disk, _path, 0, $"the disk refused an earlier write or flush: {_failure}", "Free space or change the disk, and start again")
        : new JournalException(JournalFault.Closed, _path, 0, "the writer is closed", "Open it again");
}
