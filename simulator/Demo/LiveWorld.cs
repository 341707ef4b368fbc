using System.Collections.Concurrent;
using System.Diagnostics;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Simulation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Demo;

/// <summary>
/// The simulated world in real time, on a thread of its own: it lives up to now, some hundred times a second, and goes on
/// living after the last shopper, because shelves never stop speaking.
/// </summary>
public sealed class LiveWorld : IDisposable
{
    private const int PaceMs = 4;
    private readonly World _world;
    private readonly Action<World>? _look;
    private readonly Thread _thread;
    private readonly ConcurrentQueue<TaskCompletionSource<Truth>> _asked = new();
    private readonly long _startTimestamp = Stopwatch.GetTimestamp();
    private volatile bool _stopping;
    private volatile bool _isFinished;
    private volatile int _inside, _visitsOpen;
    private Exception? _fault;
    private long _lagUsMax;

    /// <summary>Starts at the world's start, which must be about now.</summary>
    /// <param name="world">The world.</param>
    /// <param name="look">Called on the world's thread after each step; must not wait.</param>
    public LiveWorld(World world, Action<World>? look = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        (_world, _look) = (world, look);
        _thread = new Thread(Live) { Name = "simulated world", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Store time now, from the machine's clock; a world begins at it.</summary>
    public static StoreTime ClockNow() => new((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10);

    /// <summary>True when the shopping time is over and everybody has left.</summary>
    public bool IsFinished => _isFinished;

    /// <summary>How long the shopping time has been over; negative while it is not.</summary>
    public TimeSpan Overtime => Stopwatch.GetElapsedTime(_startTimestamp) - TimeSpan.FromMicroseconds(_world.End - _world.Start);

    /// <summary>People between gate and exit.</summary>
    public int PeopleInside => _inside;

    /// <summary>Visits at the gate, inside or still to come.</summary>
    public int VisitsOpen => _visitsOpen;

    /// <summary>Visits in all, those to come included.</summary>
    public int Visits => _world.Visits;

    /// <summary>The farthest that the world ever fell behind the clock, microseconds: a machine too busy to simulate in real time.</summary>
    public long LagUsMax => Interlocked.Read(ref _lagUsMax);

    /// <summary>What ended the world before its time; null while it lives.</summary>
    public Exception? Fault => Volatile.Read(ref _fault);

    /// <summary>The edge's answer to a scan. From any thread.</summary>
    public void Decide(DecisionPayload decision) => _world.Decision(decision);

    /// <summary>What has really happened up to now.</summary>
    public Task<Truth> TruthAsync()
    {
        if (!_thread.IsAlive) return Task.FromResult(_world.ToTruth());
        var asked = new TaskCompletionSource<Truth>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(asked);
        return asked.Task;
    }

    /// <summary>Ends the world.</summary>
    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        Answer();
    }

    private void Live()
    {
        try
        {
            while (!_stopping)
            {
                var now = new StoreTime(_world.Start.Us + (long)Stopwatch.GetElapsedTime(_startTimestamp).TotalMicroseconds);
                if (now - _world.Now > _lagUsMax && _world.Now > _world.Start) Interlocked.Exchange(ref _lagUsMax, now - _world.Now);
                _world.Advance(now);
                _look?.Invoke(_world);
                (_inside, _visitsOpen, _isFinished) = (_world.PeopleInside, _world.VisitsOpen, _world.IsFinished);
                Answer();
                Thread.Sleep(PaceMs);
            }
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or KeyNotFoundException or IndexOutOfRangeException)
        {
            // Shown by whoever waits for the world; an exception on this thread would end the process and leave no report.
            Volatile.Write(ref _fault, fault);
        }
    }

    private void Answer()
    {
        while (_asked.TryDequeue(out TaskCompletionSource<Truth>? asked)) asked.SetResult(_world.ToTruth());
    }
}
