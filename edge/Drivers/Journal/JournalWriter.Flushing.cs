using System.Diagnostics;

namespace O4O.Edge.Drivers.Journal;

// The half of the writer that runs on the flush thread, and owns the segment, the lock and the end.
public sealed partial class JournalWriter
{
    private const int LookOutUs = 40;

    private void FlushLoop()
    {
        try
        {
            while (TakeGroup(out var bytes) && FlushGroup(bytes))
            {
            }

            End();
        }
        finally
        {
            _segment.Dispose();
            _lock.Dispose();
        }
    }

    /// <summary>Waits for records and swaps the buffers. False when the writer is closing and nothing is left.</summary>
    private bool TakeGroup(out int bytes)
    {
        LookOutForWork();
        while (true)
        {
            lock (_gate)
            {
                bytes = _filled;
                if (bytes > 0)
                {
                    (_filling, _flushing) = (_flushing, _filling);
                    _filled = 0;
                    break;
                }

                if (_closing)
                {
                    return false;
                }

                _idle = true;
            }

            _work.WaitOne();
        }

        Announce(); // there is room again
        return true;
    }

    /// <summary>
    /// One who commits record after record comes back within this time: not falling asleep saves a wake-up of about a
    /// tenth of a flush. Bounded, once a flush, so an idle journal costs nothing.
    /// </summary>
    private void LookOutForWork()
    {
        var begin = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _filled) == 0 && Stopwatch.GetElapsedTime(begin).TotalMicroseconds < LookOutUs)
        {
            Thread.SpinWait(10);
        }
    }

    private bool FlushGroup(int bytes)
    {
        var done = 0;
        while (done < bytes)
        {
            var durable = _durable;
            var begin = Stopwatch.GetTimestamp();
            int taken;
            try
            {
                taken = _segment.Flush(_flushing.AsSpan(done, bytes - done), ref durable);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Fail(e.Message);
                return false;
            }

            done += taken;
            lock (_gate)
            {
                _statistics.Add(durable - _durable, taken, Stopwatch.GetElapsedTime(begin));
            }

            Volatile.Write(ref _durable, durable);
            _onDurable?.Invoke(durable);
            Announce();
        }

        return true;
    }

    private void End()
    {
        if (_state == JournalState.Failed)
        {
            return;
        }

        try
        {
            _segment.Trim();
            _state = JournalState.Closed;
            Announce();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(e.Message);
        }
    }

    private void Fail(string reason)
    {
        lock (_gate)
        {
            _failure = reason;
            _state = JournalState.Failed;
        }

        _onFailed?.Invoke(reason);
        Announce();
    }

    private void Announce()
    {
        lock (_progress)
        {
            _announced = _durable;
            Monitor.PulseAll(_progress);
        }
    }
}
