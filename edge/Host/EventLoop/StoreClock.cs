using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Host.EventLoop;

/// <summary>
/// The store's one clock: starts at the system's time and from then on only runs forward, at most a thousandth faster or
/// slower to follow it. A system clock that is stepped, by an hour or a second, moves no timeout and reorders nothing.
/// </summary>
public sealed class StoreClock
{
    private const double SlewMax = 0.001;

    /// <summary>
    /// Readings are counted from a base that moves on no sooner than this, ns: a loop that waits for its next tick reads the clock millions of
    /// times a second, and what rounding takes from each reading would add up to seconds a minute.
    /// </summary>
    private const long BaseNs = 10_000_000;

    private readonly TimeProvider _time;
    private readonly object _gate = new();
    private long _baseTimestamp, _baseNs, _lastNs;

    /// <param name="time">The system's clocks.</param>
    /// <param name="notBefore">The latest store time that anything was ever stamped with.</param>
    public StoreClock(TimeProvider time, StoreTime notBefore)
    {
        _time = time;
        _baseTimestamp = time.GetTimestamp();
        _lastNs = _baseNs = Math.Max(SystemNs() / 1_000, notBefore.Us + 1) * 1_000;
    }

    /// <summary>Store time now; never less than before.</summary>
    public StoreTime Now()
    {
        lock (_gate)
        {
            long timestamp = _time.GetTimestamp(), elapsedNs = _time.GetElapsedTime(_baseTimestamp, timestamp).Ticks * 100;
            double slewNs = SlewMax * elapsedNs;
            long nowNs = _baseNs + elapsedNs + (long)Math.Clamp(SystemNs() - (_baseNs + elapsedNs), -slewNs, slewNs);
            _lastNs = Math.Max(_lastNs, nowNs); // a system clock that is stepped between two readings may turn the slew round
            if (elapsedNs >= BaseNs) (_baseTimestamp, _baseNs) = (timestamp, _lastNs);
            return new StoreTime(_lastNs / 1_000);
        }
    }

    private long SystemNs() => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
}
