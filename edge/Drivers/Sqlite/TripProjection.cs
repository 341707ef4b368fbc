using Microsoft.Data.Sqlite;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Drivers.Sqlite;

/// <summary>
/// The journal folded into a SQLite database that people and the host ask. It can be deleted at any time and comes back
/// identical. Whatever happens to it, the store goes on: <see cref="Apply"/> never waits and never throws for the disk's
/// sake; what is wrong stands in <see cref="Status"/>. All members may be called from any thread.
/// </summary>
public sealed class TripProjection : IDisposable
{
    private readonly object _gate = new();
    private readonly ProjectionOptions _options;
    private readonly Queue<QueuedRecord> _queue = new();
    private readonly QueuedRecord[] _batch;
    private readonly BatchWriter? _writer;
    private readonly ProjectionReader? _reader;
    private readonly Thread? _thread;
    private int _inBatch;
    private long _position;
    private long _accepted;
    private long _seen;
    private long _odd;
    private long _failures;
    private string? _error;
    private bool _failed;
    private bool _closing;
    private bool _ended;

    private TripProjection(
        ProjectionOptions options, ProjectionOpening opening, BatchWriter? writer, ProjectionReader? reader, long journalEnd)
    {
        _options = options;
        _batch = new QueuedRecord[options.BatchMax];
        Opening = opening;
        _position = _accepted = opening.Position;
        _seen = journalEnd;
        _writer = writer;
        _reader = reader;
        if (writer is null)
        {
            _failed = _ended = true;
            _error = opening.Reason;
            return;
        }

        _odd = writer.Odd();
        _thread = new Thread(WriteBatches) { IsBackground = true, Name = "projection" };
        _thread.Start();
    }

    /// <summary>What was found when it was opened.</summary>
    public ProjectionOpening Opening { get; }

    /// <summary>Journal sequence up to which everything is in the database; 0 before the first.</summary>
    public long Position => Status.Position;

    /// <summary>How it stands now.</summary>
    public ProjectionStatus Status
    {
        get
        {
            lock (_gate) return CurrentStatus();
        }
    }

    /// <summary>
    /// Opens the database, making it when it is missing, and anew when it is damaged, of another version, of another store,
    /// or ahead of its journal. Afterwards feed it the journal from <see cref="Position"/> + 1, see <see cref="CatchUp"/>.
    /// Never throws for the disk's sake: see <see cref="Opening"/>.
    /// </summary>
    /// <param name="path">The database file. Beside it lie <c>-wal</c>, <c>-shm</c> and perhaps <c>.aside</c>.</param>
    /// <param name="storeId">Whose journal it is.</param>
    /// <param name="journalEnd">The journal's last sequence, where known: a database beyond it is another journal's.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the path or the store is empty.</exception>
    public static TripProjection Open(string path, string storeId, long? journalEnd = null, ProjectionOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(storeId);
        options ??= new ProjectionOptions();
        if (options.Errors().FirstOrDefault() is { } error) throw new ArgumentException(error, nameof(options));
        try
        {
            (SqliteConnection writing, ProjectionOpening opening) = DatabaseFile.Open(path, storeId, journalEnd, options);
            SqliteConnection? reading = null;
            try
            {
                reading = DatabaseFile.OpenForReading(path, options);
                return new TripProjection(
                    options, opening, new BatchWriter(writing, storeId), new ProjectionReader(reading, options.PageMax), journalEnd ?? 0);
            }
            catch (SqliteException)
            {
                reading?.Dispose();
                writing.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            var opening = new ProjectionOpening(OpeningKind.Failed, 0, $"{path} cannot be opened: {e.Message}", null);
            return new TripProjection(options, opening, null, null, journalEnd ?? 0);
        }
    }

    /// <summary>Hands over the next record. Never waits.</summary>
    /// <param name="sequence">Its sequence in the journal, from 1, dense.</param>
    /// <param name="record">The record, or null where the journal holds one that this version cannot read: counted as odd.</param>
    public ApplyOutcome Apply(long sequence, JournalRecord? record)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        lock (_gate)
        {
            if (_failed || _closing) return ApplyOutcome.Stopped;
            if (sequence <= _accepted) return ApplyOutcome.Known;
            _seen = Math.Max(_seen, sequence);
            if (sequence != _accepted + 1) return ApplyOutcome.Gap;
            if (_queue.Count + _inBatch >= _options.QueueMax) return ApplyOutcome.Full;
            _queue.Enqueue(new QueuedRecord(sequence, record));
            _accepted = sequence;
            Monitor.PulseAll(_gate);
            return ApplyOutcome.Accepted;
        }
    }

    /// <summary>
    /// Feeds records from the journal, waiting for room where needed; for the start, and for a projection that lags. Another
    /// thread may go on with <see cref="Apply"/> meanwhile. Ends early when a write fails or the records have a gap.
    /// </summary>
    /// <param name="records">Records from <see cref="ProjectionStatus.Awaited"/> or earlier, in their order.</param>
    /// <returns>How it stands when the last of them is written.</returns>
    public ProjectionStatus CatchUp(IEnumerable<(long Sequence, JournalRecord? Record)> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach ((long sequence, JournalRecord? record) in records)
        {
            ApplyOutcome outcome;
            while ((outcome = Apply(sequence, record)) == ApplyOutcome.Full)
                if (Flush() is { Error: not null } failed) return failed;
            if (outcome is ApplyOutcome.Gap or ApplyOutcome.Stopped) break;
        }

        return Flush();
    }

    /// <summary>Waits until everything accepted so far is written, or a try to write it has failed.</summary>
    public ProjectionStatus Flush()
    {
        lock (_gate)
        {
            long goal = _accepted;
            long failures = _failures;
            while (_position < goal && !_ended && _failures == failures) Monitor.Wait(_gate);
            return CurrentStatus();
        }
    }

    /// <summary>Settled visits, oldest first.</summary>
    /// <param name="afterOrdinal">Those behind this ordinal; 0 for the first page.</param>
    /// <param name="limit">How many at most, 0 or more.</param>
    /// <exception cref="ProjectionException">The database cannot answer.</exception>
    public IReadOnlyList<Trip> Trips(long afterOrdinal, int limit) => Reader.Trips(afterOrdinal, limit);

    /// <summary>One settled visit, or null.</summary>
    /// <exception cref="ProjectionException">The database cannot answer.</exception>
    public Trip? Trip(string session) => Reader.Trip(session);

    /// <summary>Weight changes with what was made of them, oldest first.</summary>
    /// <param name="afterEvent">Those behind this number; 0 for the first page.</param>
    /// <param name="limit">How many at most, 0 or more.</param>
    /// <exception cref="ProjectionException">The database cannot answer.</exception>
    public IReadOnlyList<ShelfEvent> Events(long afterEvent, int limit) => Reader.Events(afterEvent, limit);

    /// <summary>Visits that wait for a person, oldest first. The journal has no record that closes one yet: all of them.</summary>
    /// <param name="afterOrdinal">Those behind this ordinal; 0 for the first page.</param>
    /// <param name="limit">How many at most, 0 or more.</param>
    /// <exception cref="ProjectionException">The database cannot answer.</exception>
    public IReadOnlyList<Trip> OpenReviews(long afterOrdinal = 0, int limit = 100) => Reader.Reviews(afterOrdinal, limit);

    /// <summary>A visit, open or settled, with everything that was told of it and near it; null for an unknown one.</summary>
    /// <exception cref="ProjectionException">The database cannot answer.</exception>
    public Visit? Visit(string session) => Reader.Visit(session);

    /// <summary>Counts and sums over all settled visits.</summary>
    /// <exception cref="ProjectionException">The database cannot answer.</exception>
    public TripTotals Totals() => Reader.Totals();

    /// <summary>Writes what is queued, where that succeeds at the first try, and closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.PulseAll(_gate);
        }

        _thread?.Join();
        _reader?.Dispose();
        _writer?.Dispose();
    }

    private ProjectionReader Reader => _reader ?? throw new ProjectionException(Opening.Reason);

    private ProjectionStatus CurrentStatus()
    {
        ProjectionState state = _failed ? ProjectionState.Failed
            : _closing ? ProjectionState.Closed
            : _error is not null || _seen > _accepted ? ProjectionState.Lagging
            : ProjectionState.Current;
        return new ProjectionStatus(state, _position, _accepted + 1, _queue.Count + _inBatch, _odd, _error);
    }

    private void WriteBatches()
    {
        bool goOn = true;
        while (goOn && TakeBatch()) goOn = TryWrite();
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    private bool TryWrite()
    {
        try
        {
            Written(_writer!.Write(_position, _batch.AsSpan(0, _inBatch)));
            return true;
        }
        catch (SqliteException e)
        {
            string about = $"records {_batch[0].Sequence} to {_batch[_inBatch - 1].Sequence}: {e.Message}";
            return Refused(about, mayPass: SqliteErrors.Passes(e));
        }
        catch (ProjectionException e)
        {
            return Refused(e.Message, mayPass: false);
        }
    }

    /// <summary>Waits for work; false when there is none and there will be none. A refused batch stays as it was.</summary>
    private bool TakeBatch()
    {
        lock (_gate)
        {
            if (_inBatch > 0) return true;
            while (_queue.Count == 0 && !_closing) Monitor.Wait(_gate);
            while (_inBatch < _batch.Length && _queue.TryDequeue(out QueuedRecord next)) _batch[_inBatch++] = next;
            return _inBatch > 0;
        }
    }

    private void Written(int odd)
    {
        lock (_gate)
        {
            _position = _batch[_inBatch - 1].Sequence;
            _odd += odd;
            _error = null;
            Array.Clear(_batch, 0, _inBatch);
            _inBatch = 0;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Remembers the refusal; true after a pause when it is worth another try.</summary>
    private bool Refused(string error, bool mayPass)
    {
        lock (_gate)
        {
            _error = error;
            _failures++;
            _failed = !mayPass;
            Monitor.PulseAll(_gate);
            if (!mayPass) return false;
            long until = Environment.TickCount64 + _options.RetryMs;
            while (!_closing && until - Environment.TickCount64 is > 0 and var left) Monitor.Wait(_gate, (int)left);
            return !_closing;
        }
    }
}
