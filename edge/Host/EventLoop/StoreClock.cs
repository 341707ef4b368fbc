using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Host.EventLoop;

/// <summary>
/// The store's one clock: starts at the system's time and from then on only runs forward, at most a thousandth faster or
/// slower to follow it. A system clock that is stepped, by an hour or a second, moves no timeout and reorders nothing.
/// </summary>
public sealed class StoreClock
{
    private const double SlewMax = 0.001;
    private readonly TimeProvider _time;
    private readonly object _gate = new();
    private long _timestamp;
    private double _nowUs;

    /// <param name="time">The system's clocks.</param>
    /// <param name="notBefore">The latest store time that anything was ever stamped with.</param>
    public StoreClock(TimeProvider time, StoreTime notBefore)
    {
        _time = time;
        _timestamp = time.GetTimestamp();
        _nowUs = Math.Max(SystemUs(), notBefore.Us + 1);
    }

    /// <summary>Store time now; never less than before.</summary>
    public StoreTime Now()
    {
        lock (_gate)
        {
            long timestamp = _time.GetTimestamp();
            double elapsedUs = _time.GetElapsedTime(_timestamp, timestamp).Ticks / 10.0;
            _timestamp = timestamp;
            double behindUs = SystemUs() - (_nowUs + elapsedUs);
            _nowUs += elapsedUs + Math.Clamp(behindUs, -SlewMax * elapsedUs, SlewMax * elapsedUs);
            return new StoreTime((long)_nowUs);
        }
    }

    private long SystemUs() => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;
}
