using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Drivers.Mqtt.Broker;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Demo.Devices;

/// <summary>
/// The simulated devices' lines to a real broker: each device has a connection and a user of its own, as it would in a
/// store, so that the topic rules are in force. What a device says while its line is down is lost, as it would be; absolute
/// weights and repeated scans are what heals that.
/// </summary>
public sealed class DeviceLines : IFactSink, IDisposable
{
    private readonly Dictionary<string, DeviceLine> _byTopic = new(StringComparer.Ordinal);
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private readonly List<DeviceLine> _lines = [];

    /// <param name="layout">Whose devices.</param>
    /// <param name="options">How a device, by its user name, reaches the broker.</param>
    /// <param name="decided">Called on a network thread with every answer to a gate.</param>
    /// <param name="others">Kind of the devices that speak for themselves: what the simulated ones would say is not sent.</param>
    public DeviceLines(StoreLayout layout, Func<string, MqttClientOptions> options, Action<string, DecisionPayload> decided, SourceKind? others = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(options);
        foreach (Source source in layout.Sources)
        {
            if (source.Kind == others)
            {
                foreach (string kind in (ReadOnlySpan<string>)[Topics.Detections, Topics.Status]) _others.Add(Topics.Up(layout.StoreId, source.Device, kind));
                continue;
            }
            var line = new DeviceLine(layout.StoreId, source, options(source.Device), decided);
            _lines.Add(line);
            foreach (string kind in (ReadOnlySpan<string>)[Topics.Weights, Topics.People, Topics.Hands, Topics.Detections, Topics.Scan, Topics.Status])
                _byTopic.Add(Topics.Up(layout.StoreId, source.Device, kind), line);
        }
    }

    /// <summary>Messages handed to the lines.</summary>
    public long Sent { get; private set; }

    /// <summary>Messages that a line did not take: it was down, or its queue was full.</summary>
    public long Lost { get; private set; }

    public int Count => _lines.Count;

    /// <summary>How many lines are up now.</summary>
    public int Connected => _lines.Count(l => l.IsConnected);

    public void Start()
    {
        foreach (DeviceLine line in _lines) line.Start();
    }

    /// <inheritdoc/>
    public void Fact(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
    {
        if (_others.Contains(topic)) return;
        Sent++;
        if (!_byTopic[topic].Publish(topic, payload)) Lost++;
    }

    public void Dispose()
    {
        foreach (DeviceLine line in _lines) line.Dispose();
    }
}
