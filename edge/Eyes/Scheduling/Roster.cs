namespace O4O.Edge.Eyes.Scheduling;

/// <summary>The turns, for several threads: cameras ask, sessions wait for whom to serve.</summary>
internal sealed class Roster(Turns turns)
{
    private readonly object _gate = new();
    private bool _closed;

    /// <summary>A camera has a picture.</summary>
    public void Ask(int camera, bool urgent)
    {
        lock (_gate)
        {
            turns.Ask(camera, urgent);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for a camera whose turn it is; −1 when the roster is closed.</summary>
    public int Take()
    {
        lock (_gate)
        {
            while (!_closed && turns.Waiting == 0) Monitor.Wait(_gate);
            return _closed ? -1 : turns.Next();
        }
    }

    /// <summary>Nobody is served any more; whoever waits is let go.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
