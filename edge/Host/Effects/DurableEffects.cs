using System.Diagnostics;
using O4O.Edge.Host.Telemetry;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Host.Effects;

/// <summary>
/// What must wait for the disk: gates that open, charges that leave, projections. The loop hands records over with their
/// journal sequence; once that is durable they are carried out here, in order, on a thread of their own.
/// </summary>
public sealed class DurableEffects : IDisposable
{
    private readonly record struct Waiting(long Sequence, JournalRecord Record, bool Repeat, long DecidedAt);

    private readonly object _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private readonly Action<long, JournalRecord, bool> _carryOut;
    private readonly Action<Exception> _onFault;
    private readonly Stages _stages;
    private readonly Thread _thread;
    private long _durable;
    private bool _closing;

    /// <param name="durable">Journal sequence that is on the disk already.</param>
    /// <param name="stages">Where commit latencies go.</param>
    /// <param name="carryOut">Sequence, record, and whether it is only to be said again.</param>
    /// <param name="onFault">An effect threw: that is a defect, and the service must stop.</param>
    public DurableEffects(long durable, Stages stages, Action<long, JournalRecord, bool> carryOut, Action<Exception> onFault)
    {
        _durable = durable;
        _stages = stages;
        _carryOut = carryOut;
        _onFault = onFault;
        _thread = new Thread(Run) { IsBackground = true, Name = "durable effects" };
        _thread.Start();
    }

    /// <summary>Records that wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>A record was appended under this sequence.</summary>
    public void Add(long sequence, JournalRecord record, bool repeat)
    {
        lock (_gate)
        {
            _waiting.Enqueue(new Waiting(sequence, record, repeat, Stopwatch.GetTimestamp()));
            if (sequence <= _durable) Monitor.Pulse(_gate);
        }
    }

    /// <summary>Everything up to this sequence is on the disk.</summary>
    public void OnDurable(long sequence)
    {
        lock (_gate)
        {
            _durable = Math.Max(_durable, sequence);
            Monitor.Pulse(_gate);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }
        _thread.Join();
    }

    private void Run()
    {
        while (TryTake(out Waiting next))
        {
            if (!next.Repeat) _stages.Commit.RecordSince(next.DecidedAt);
            try
            {
                _carryOut(next.Sequence, next.Record, next.Repeat);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                _onFault(e);
                return;
            }
        }
    }

    private bool TryTake(out Waiting next)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 || _waiting.Peek().Sequence > _durable)
            {
                if (_closing)
                {
                    next = default;
                    return false;
                }
                Monitor.Wait(_gate);
            }
            next = _waiting.Dequeue();
            return true;
        }
    }
}
