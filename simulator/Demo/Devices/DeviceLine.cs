using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;

namespace O4O.Simulator.Demo.Devices;

/// <summary>One device's connection. Samples go at QoS 0 (the next are sixty milliseconds away), scans and statuses at QoS 1.</summary>
internal sealed class DeviceLine : IMqttHandler, IDisposable
{
    private readonly MqttClient _client;
    private readonly string _device;
    private readonly Action<string, DecisionPayload> _decided;

    public DeviceLine(string store, Source source, MqttClientOptions options, Action<string, DecisionPayload> decided)
    {
        (_device, _decided) = (source.Device, decided);
        _client = new MqttClient(options with { ReconnectMaxDelayMs = 1_000 }, this);
        if (source.Kind == SourceKind.Gate) _client.Subscribe(Topics.Down(store, source.Device, Topics.Decision), qos: 1);
    }

    public bool IsConnected => _client.IsConnected;

    public void Start() => _client.Start();

    /// <summary>False when the message was not taken.</summary>
    public bool Publish(string topic, ReadOnlySpan<byte> payload)
    {
        bool isSample = topic.EndsWith(Topics.Weights, StringComparison.Ordinal) || topic.EndsWith(Topics.People, StringComparison.Ordinal)
            || topic.EndsWith(Topics.Hands, StringComparison.Ordinal) || topic.EndsWith(Topics.Detections, StringComparison.Ordinal);
        return _client.Publish(topic, payload, isSample ? 0 : 1, retain: false) == MqttPublishResult.Accepted;
    }

    public void OnMessage(string topic, ReadOnlySpan<byte> payload, bool retained)
    {
        if (DecisionPayload.Read(payload) is { } decision) _decided(_device, decision);
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

    public void Dispose() => _client.Dispose();
}
