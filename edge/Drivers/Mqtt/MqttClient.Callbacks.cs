using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using O4O.Edge.Drivers.Mqtt.Native;

namespace O4O.Edge.Drivers.Mqtt;

/// <content>What the library calls, on the network thread. No exception may pass a frame of native code.</content>
public sealed unsafe partial class MqttClient
{
    private static MqttClient From(nint userData) => (MqttClient)GCHandle.FromIntPtr(userData).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnConnect(nint native, nint userData, int code) => From(userData).Connected(code);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDisconnect(nint native, nint userData, int code) => From(userData).ConnectionEnded(code);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPublish(nint native, nint userData, int id)
    {
        var client = From(userData);
        lock (client._gate)
        {
            client._outstanding.Remove(id);
        }

        Interlocked.Increment(ref client._acknowledged);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnSubscribe(nint native, nint userData, int id, int count, int* granted)
    {
        var client = From(userData);
        for (var i = 0; i < count; i++)
        {
            Interlocked.Increment(
                ref granted[i] == LibMosquitto.SubscriptionRefused ? ref client._refused : ref client._subscribed);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMessage(nint native, nint userData, NativeMessage* message) => From(userData).Arrived(message);

    private void Connected(int code)
    {
        if (code != 0)
        {
            _refusal = LibMosquitto.DescribeRefusal(code);
            return;
        }

        _backoff!.Reset();
        lock (_gate)
        {
            foreach (var (filter, qos) in _subscriptions)
            {
                _ = LibMosquitto.Subscribe(_native, null, filter, qos);
            }

            Volatile.Write(ref _connected, true);
        }

        Interlocked.Increment(ref _connects);
        try
        {
            _handler.OnConnected();
        }
        catch (Exception fault)
        {
            Fault(fault);
        }
    }

    // Hot path: 0 bytes allocated for a known topic.
    private void Arrived(NativeMessage* message)
    {
        try
        {
            var topic = _topics.Get(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(message->Topic));
            if (message->PayloadBytes > _options.MaxPayloadBytes)
            {
                Interlocked.Increment(ref _oversized);
                _handler.OnOversized(topic, message->PayloadBytes);
                return;
            }

            Interlocked.Increment(ref _received);
            _handler.OnMessage(topic, new ReadOnlySpan<byte>(message->Payload, message->PayloadBytes), message->Retain != 0);
        }
        catch (Exception fault)
        {
            Fault(fault);
        }
    }

    private void Fault(Exception fault)
    {
        Interlocked.Increment(ref _faults);
        try
        {
            _handler.OnFault(fault);
        }
        catch (Exception)
        {
            // The reporter itself failed: there is nobody left to tell but the counter.
            Interlocked.Increment(ref _faults);
        }
    }
}
