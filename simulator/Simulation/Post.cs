using System.Buffers;
using O4O.Edge.Store.Quantities;

namespace O4O.Simulator.Simulation;

/// <summary>
/// Messages on their way, by moment of arrival; of two at the same moment the one sent first comes first. A binary heap over
/// pooled buffers: nothing is allocated a message once it has grown.
/// </summary>
internal sealed class Post(IFactSink sink)
{
    private struct Letter
    {
        public long ArrivalUs;
        public long Order;
        public long DeviceTimeUs;
        public string Topic;
        public byte[] Bytes;
        public int Length;
    }

    private Letter[] _heap = new Letter[64];
    private int _count;
    private long _order;

    /// <summary>Sends a copy of the payload.</summary>
    public void Send(long arrivalUs, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
    {
        if (_count == _heap.Length) Array.Resize(ref _heap, _heap.Length * 2);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(payload.Length);
        payload.CopyTo(bytes);
        _heap[_count] = new Letter
        {
            ArrivalUs = arrivalUs, Order = _order++, DeviceTimeUs = deviceTimeUs, Topic = topic, Bytes = bytes, Length = payload.Length,
        };
        for (int i = _count++; i > 0;)
        {
            int parent = (i - 1) / 2;
            if (!Before(_heap[i], _heap[parent])) break;
            (_heap[i], _heap[parent]) = (_heap[parent], _heap[i]);
            i = parent;
        }
    }

    /// <summary>Hands over everything that arrives up to and at this moment.</summary>
    public void Deliver(long untilUs)
    {
        while (_count > 0 && _heap[0].ArrivalUs <= untilUs)
        {
            Letter letter = _heap[0];
            _heap[0] = _heap[--_count];
            _heap[_count] = default;
            Sink(0);
            sink.Fact(new StoreTime(letter.ArrivalUs), letter.DeviceTimeUs, letter.Topic, letter.Bytes.AsSpan(0, letter.Length));
            ArrayPool<byte>.Shared.Return(letter.Bytes);
        }
    }

    private void Sink(int i)
    {
        while (true)
        {
            int child = 2 * i + 1;
            if (child >= _count) return;
            if (child + 1 < _count && Before(_heap[child + 1], _heap[child])) child++;
            if (!Before(_heap[child], _heap[i])) return;
            (_heap[i], _heap[child]) = (_heap[child], _heap[i]);
            i = child;
        }
    }

    private static bool Before(in Letter a, in Letter b) =>
        a.ArrivalUs != b.ArrivalUs ? a.ArrivalUs < b.ArrivalUs : a.Order < b.Order;
}
