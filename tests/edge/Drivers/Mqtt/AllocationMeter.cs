using O4O.Edge.Drivers.Mqtt;

namespace O4O.Edge.Tests.Drivers.Mqtt;

/// <summary>A handler that allocates nothing and reads what its network thread has, after a number of messages to warm up.</summary>
internal sealed class AllocationMeter(int warm, int counted) : IMqttHandler
{
    private int _seen;
    private long _before;
    private volatile bool _done;

    public bool Done => _done;

    public long AllocatedBytes { get; private set; }

    public void OnMessage(string topic, ReadOnlySpan<byte> payload, bool retained)
    {
        _seen++;
        if (_seen == warm)
        {
            _before = GC.GetAllocatedBytesForCurrentThread();
        }
        else if (_seen == warm + counted)
        {
            AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - _before;
            _done = true;
        }
    }

    public void OnConnected()
    {
    }

    public void OnDisconnected(string reason)
    {
    }

    public void OnOversized(string topic, int bytes)
    {
    }
}
