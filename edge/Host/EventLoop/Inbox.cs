using System.Buffers;
using System.Diagnostics;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;

namespace O4O.Edge.Host.EventLoop;

/// <summary>
/// The one bounded inbox. A sensor's thread never waits here: when it is full, the message is dropped and counted, and the
/// loop hears of it. Billing's answers are few and have room kept for them.
/// </summary>
public sealed class Inbox(int capacity, int sourceCount)
{
    private readonly object _gate = new();
    private readonly Inbound[] _ring = new Inbound[capacity];
    private readonly Queue<ChargeAnswer> _answers = new();
    private readonly long[] _dropped = new long[sourceCount];
    private int _head, _count;
    private long _droppedTotal;

    /// <summary>Messages dropped since the start.</summary>
    public long Dropped => Interlocked.Read(ref _droppedTotal);

    /// <summary>Messages that wait now.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    /// <summary>Copies a message in; false when it had to be dropped.</summary>
    public bool TryPost(Source source, ReadOnlySpan<byte> payload)
    {
        long now = Stopwatch.GetTimestamp();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, payload.Length));
        payload.CopyTo(buffer);
        lock (_gate)
        {
            if (_count < _ring.Length)
            {
                _ring[(_head + _count) % _ring.Length] = new Inbound(source, buffer, payload.Length, null, now);
                _count++;
                if (_count == 1) Monitor.Pulse(_gate);
                return true;
            }
            _dropped[source.Index]++;
        }
        Interlocked.Increment(ref _droppedTotal);
        ArrayPool<byte>.Shared.Return(buffer);
        return false;
    }

    /// <summary>Billing answered. At most as many as there are charges in flight: bounded by the pump.</summary>
    public void Post(ChargeAnswer answer)
    {
        lock (_gate)
        {
            _answers.Enqueue(answer);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes the next one, or waits at most so long for it.</summary>
    public bool TryTake(int waitMs, out Inbound item)
    {
        lock (_gate)
        {
            if (_count == 0 && _answers.Count == 0 && waitMs > 0) Monitor.Wait(_gate, waitMs);
            if (_answers.Count > 0)
            {
                item = new Inbound(null, null, 0, _answers.Dequeue(), Stopwatch.GetTimestamp());
                return true;
            }
            if (_count == 0)
            {
                item = default;
                return false;
            }
            item = _ring[_head];
            _ring[_head] = default;
            _head = (_head + 1) % _ring.Length;
            _count--;
            return true;
        }
    }

    /// <summary>A source whose messages were dropped since the last call, and how many; false when there is none.</summary>
    public bool TryTakeDropped(out int sourceIndex, out long count)
    {
        if (Dropped == 0)
        {
            (sourceIndex, count) = (-1, 0);
            return false;
        }
        lock (_gate)
        {
            for (int i = 0; i < _dropped.Length; i++)
            {
                if (_dropped[i] == 0) continue;
                (sourceIndex, count) = (i, _dropped[i]);
                _dropped[i] = 0;
                return true;
            }
        }
        (sourceIndex, count) = (-1, 0);
        return false;
    }
}
