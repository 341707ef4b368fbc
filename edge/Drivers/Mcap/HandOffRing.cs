using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace O4O.Edge.Drivers.Mcap;

/// <summary>Fixed fields of a queued message.</summary>
internal readonly record struct QueuedMessage(
    ushort ChannelId, uint Sequence, long LogTimeNs, long PublishTimeNs, int DataBytes);

/// <summary>
/// A bounded queue of messages in one byte array: any number of producers, one consumer. Producers hold the lock for a copy;
/// the consumer takes it once a batch, to see how far they are. What it reads lies outside of what producers may write until
/// it moves the tail (a release, which producers acquire). Nothing is allocated.
/// </summary>
internal sealed class HandOffRing(int capacity)
{
    /// <summary>Bytes a message takes beside its data.</summary>
    public const int HeaderBytes = 32;

    private readonly byte[] _bytes = new byte[capacity];
    private readonly object _gate = new();

    // Totals since the start; their remainders by the capacity are places. Both only grow.
    private long _head;
    private long _tail;
    private long _headSeen;
    private bool _consumerWaits;
    private bool _woken;

    /// <summary>Consumer: total bytes passed.</summary>
    public long Tail => _tail;

    /// <summary>Total bytes put in: what is put in later lies above, what was put in before below.</summary>
    public long Head
    {
        get
        {
            lock (_gate)
            {
                return _head;
            }
        }
    }

    /// <summary>Bytes that could be put in now, headers included.</summary>
    public long Free
    {
        get
        {
            lock (_gate)
            {
                return _bytes.Length - (_head - Volatile.Read(ref _tail));
            }
        }
    }

    /// <summary>Puts a message in; false when it does not fit now. Never waits for the consumer.</summary>
    public bool TryPut(in QueuedMessage message, ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            int length = HeaderBytes + data.Length;
            if (length > _bytes.Length - (_head - Volatile.Read(ref _tail)))
            {
                return false;
            }

            Span<byte> header = stackalloc byte[HeaderBytes];
            BinaryPrimitives.WriteInt32LittleEndian(header, data.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(header[4..], message.ChannelId);
            BinaryPrimitives.WriteUInt32LittleEndian(header[8..], message.Sequence);
            BinaryPrimitives.WriteInt64LittleEndian(header[16..], message.LogTimeNs);
            BinaryPrimitives.WriteInt64LittleEndian(header[24..], message.PublishTimeNs);
            CopyIn(_head, header);
            CopyIn(_head + HeaderBytes, data);
            _head += length;
            if (_consumerWaits)
            {
                Monitor.Pulse(_gate);
            }

            return true;
        }
    }

    /// <summary>Wakes the consumer from <see cref="Wait"/>, now or when it next waits.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Consumer: waits for <see cref="Wake"/>, the time, or, when asked to look for them, messages.</summary>
    public void Wait(TimeSpan atMost, bool forMessages)
    {
        lock (_gate)
        {
            if (!_woken && !(forMessages && _head != _tail))
            {
                _consumerWaits = forMessages;
                Monitor.Wait(_gate, atMost);
                _consumerWaits = false;
            }

            _woken = false;
        }
    }

    /// <summary>Consumer: copies the oldest message's data to <paramref name="scratch"/>; the message stays until
    /// <see cref="Pass"/>.</summary>
    public bool TryPeek(ref byte[] scratch, out QueuedMessage message)
    {
        if (_headSeen == _tail)
        {
            _headSeen = Head;
        }

        if (_headSeen == _tail)
        {
            message = default;
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        CopyOut(_tail, header);
        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        message = new QueuedMessage(
            BinaryPrimitives.ReadUInt16LittleEndian(header[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(header[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[24..]),
            length);
        if (scratch.Length < length)
        {
            Array.Resize(ref scratch, Math.Max(length, scratch.Length * 2));
        }

        CopyOut(_tail + HeaderBytes, scratch.AsSpan(0, length));
        return true;
    }

    /// <summary>Consumer: passes the message last peeked.</summary>
    public void Pass(in QueuedMessage message) =>
        Volatile.Write(ref _tail, _tail + HeaderBytes + message.DataBytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CopyIn(long place, ReadOnlySpan<byte> data)
    {
        int at = (int)(place % _bytes.Length);
        int first = Math.Min(data.Length, _bytes.Length - at);
        data[..first].CopyTo(_bytes.AsSpan(at));
        data[first..].CopyTo(_bytes);
    }

    private void CopyOut(long place, Span<byte> data)
    {
        int at = (int)(place % _bytes.Length);
        int first = Math.Min(data.Length, _bytes.Length - at);
        _bytes.AsSpan(at, first).CopyTo(data);
        _bytes.AsSpan(0, data.Length - first).CopyTo(data[first..]);
    }
}
