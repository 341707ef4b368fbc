using System.Diagnostics;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Drivers.Mqtt.Broker;
using O4O.Edge.Wire;

namespace O4O.Benchmarks.Workloads;

/// <summary>A shelf, a real broker and the edge's ear: one weights message there, measured on one clock.</summary>
internal sealed class BrokerLoad : IDisposable
{
    private const string Shelf = "shelf-1-1", Store = "bench";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-bench-broker-").FullName;
    private readonly MosquittoBroker _broker;
    private readonly MqttClient _edge, _shelf;
    private readonly Ear _ear = new();
    private readonly byte[] _message = new WireLoad().Weights.ToArray();
    private readonly string _topic = Topics.Up(Store, Shelf, Topics.Weights);

    /// <exception cref="BrokerStartException">mosquitto is not installed, or would not start.</exception>
    public BrokerLoad()
    {
        _broker = new MosquittoBroker(new MosquittoBrokerOptions
        {
            Directory = _folder, StoreId = Store, Users = BrokerAccess.Create([Shelf]).Users,
        });
        _broker.Start();
        _edge = new MqttClient(_broker.ClientOptions(BrokerUser.Edge), _ear);
        _edge.Subscribe(Topics.AllUp(Store), 1);
        _edge.Start();
        _shelf = new MqttClient(_broker.ClientOptions(Shelf), new Ear());
        _shelf.Start();
        if (!SpinWait.SpinUntil(() => _shelf.IsConnected && _edge.IsConnected && _edge.Counters.Subscribed > 0, Patience))
            throw new BrokerStartException($"the clients did not connect: {_edge.LastDisconnectReason} {_shelf.LastDisconnectReason}");
    }

    /// <summary>Sends one message through the broker and waits until the edge has it; microseconds.</summary>
    public double Through(int qos)
    {
        long began = Stopwatch.GetTimestamp();
        if (_shelf.Publish(_topic, _message, qos, retain: false) != MqttPublishResult.Accepted || !_ear.Heard.Wait(Patience))
            throw new TimeoutException("the broker lost a message");
        double us = Stopwatch.GetElapsedTime(began, _ear.At).TotalMicroseconds;
        _ear.Heard.Reset();
        return us;
    }

    public void Dispose()
    {
        _shelf.Dispose();
        _edge.Dispose();
        _broker.Dispose();
        _ear.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Ear : IMqttHandler, IDisposable
    {
        public ManualResetEventSlim Heard { get; } = new();
        public long At { get; private set; }

        public void OnMessage(string topic, ReadOnlySpan<byte> payload, bool retained)
        {
            At = Stopwatch.GetTimestamp();
            Heard.Set();
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

        public void Dispose() => Heard.Dispose();
    }
}
