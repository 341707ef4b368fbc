using O4O.Edge.Drivers.Sqlite;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Host.Service;

/// <summary>
/// Keeps the projections alive: opens them, feeds them what is durable, and when they lag or fail brings them back from the
/// journal, on a thread of the pool. The store never waits for them.
/// </summary>
public sealed class ProjectionKeeper : IDisposable
{
    private readonly string _path, _storeId, _journalFolder;
    private readonly Action<string> _log;
    private volatile TripProjection _current;
    private Task _tending = Task.CompletedTask;
    private string? _told;

    public ProjectionKeeper(string path, string storeId, string journalFolder, long journalEnd, Action<string> log)
    {
        (_path, _storeId, _journalFolder, _log) = (path, storeId, journalFolder, log);
        _current = Open(journalEnd);
        _current.CatchUp(JournalHistory.Read(_journalFolder, _current.Status.Awaited));
    }

    /// <summary>The projections as they are now; queries throw <see cref="ProjectionException"/> while they cannot answer.</summary>
    public TripProjection Current => _current;

    /// <summary>The next durable record.</summary>
    public void Apply(long sequence, JournalRecord record) => _current.Apply(sequence, record);

    /// <summary>Looks after them; called once a second, returns at once.</summary>
    /// <param name="durable">Journal sequence that is on the disk.</param>
    public void Tend(long durable)
    {
        ProjectionStatus status = _current.Status;
        if (status.Error is { } error && error != _told) _log("projections: " + (_told = error));
        bool behind = status.State == ProjectionState.Lagging && status.Queued == 0 && status.Awaited <= durable;
        if ((status.State != ProjectionState.Failed && !behind) || !_tending.IsCompleted) return;
        _tending = Task.Run(() => Mend(status.State == ProjectionState.Failed, durable));
    }

    public void Dispose()
    {
        _tending.Wait(TimeSpan.FromSeconds(5));
        _current.Dispose();
    }

    private void Mend(bool failed, long durable)
    {
        if (failed)
        {
            _current.Dispose();
            _current = Open(durable);
        }
        ProjectionStatus status = _current.CatchUp(JournalHistory.Read(_journalFolder, _current.Status.Awaited));
        _log($"projections: brought back to record {status.Position}");
    }

    private TripProjection Open(long journalEnd)
    {
        TripProjection projection = TripProjection.Open(_path, _storeId, journalEnd);
        if (projection.Opening.Reason.Length > 0)
            _log($"projections: {projection.Opening.Kind.ToString().ToLowerInvariant()}: {projection.Opening.Reason}");
        return projection;
    }
}
