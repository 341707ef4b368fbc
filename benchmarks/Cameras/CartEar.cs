using System.Text.Json;
using O4O.Edge.Drivers.Mqtt;

namespace O4O.Benchmarks.Cameras;

/// <summary>A subscriber to the carts, as a screen is one: when each change of each visit arrived.</summary>
internal sealed class CartEar : IMqttHandler
{
    private readonly Dictionary<string, List<long>> _arrivedUs = new(StringComparer.Ordinal);

    /// <summary>When the changes of a visit arrived, Unix µs, in order.</summary>
    public IReadOnlyList<long> Of(string session)
    {
        lock (_arrivedUs) return _arrivedUs.TryGetValue(session, out List<long>? all) ? [.. all] : [];
    }

    public void OnMessage(string topic, ReadOnlySpan<byte> payload, bool retained)
    {
        long nowUs = Clock.NowUs();
        var reader = new Utf8JsonReader(payload);
        using JsonDocument view = JsonDocument.ParseValue(ref reader);
        string session = view.RootElement.GetProperty("session").GetString()!;
        lock (_arrivedUs)
        {
            if (!_arrivedUs.TryGetValue(session, out List<long>? all)) _arrivedUs[session] = all = [];
            all.Add(nowUs);
        }
    }

    public void OnConnected()
    {
    }

    public void OnDisconnected(string reason)
    {
    }

    public void OnOversized(string topic, int bytes) => throw new InvalidOperationException($"a message of {bytes} bytes on {topic}");
}
