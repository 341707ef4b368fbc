using System.Collections.Concurrent;
using O4O.Edge.Drivers.Mqtt;

namespace O4O.Edge.Tests.Drivers.Mqtt;

/// <summary>A handler that writes down what it is told, and throws when it is told to.</summary>
internal sealed class Ear : IMqttHandler
{
    public ConcurrentQueue<HeardMessage> Messages { get; } = new();

    public ConcurrentQueue<string> Reasons { get; } = new();

    public ConcurrentQueue<(string Topic, int Bytes)> Oversized { get; } = new();

    public ConcurrentQueue<Exception> Faults { get; } = new();

    public Action<string>? OnEach { get; set; }

    public void OnMessage(string topic, ReadOnlySpan<byte> payload, bool retained)
    {
        Messages.Enqueue(new HeardMessage(topic, payload.ToArray(), retained));
        OnEach?.Invoke(topic);
    }

    public void OnConnected()
    {
    }

    public void OnDisconnected(string reason) => Reasons.Enqueue(reason);

    public void OnOversized(string topic, int bytes) => Oversized.Enqueue((topic, bytes));

    public void OnFault(Exception fault) => Faults.Enqueue(fault);
}
