using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Drivers.Mqtt.Broker;

namespace O4O.Edge.Tests.Drivers.Mqtt;

/// <summary>A real broker of a store named <c>s1</c> in a folder of its own, with two shelves, a gate and the edge.</summary>
public sealed class BrokerFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-broker-").FullName;

    public BrokerFixture()
    {
        Access = BrokerAccess.Create(["shelf-1-5", "shelf-1-6", "gate-1"]);
        Broker = new MosquittoBroker(Options());
        Broker.Start();
    }

    public BrokerAccess Access { get; }

    public MosquittoBroker Broker { get; }

    public MosquittoBrokerOptions Options() => new()
    {
        Directory = Path.Combine(_folder, "broker"),
        StoreId = "s1",
        Users = Access.Users,
        MaxMessageBytes = 65_536,
    };

    /// <summary>A running broker of a store, in a folder within this one; dispose it.</summary>
    internal static MosquittoBroker Start(string folder, string store, BrokerAccess access)
    {
        var broker = new MosquittoBroker(new MosquittoBrokerOptions { Directory = Path.Combine(folder, "broker"), StoreId = store, Users = access.Users });
        broker.Start();
        return broker;
    }

    /// <summary>A connected client with its subscriptions confirmed.</summary>
    internal MqttClient Connect(string user, IMqttHandler handler, params string[] filters) =>
        Connect(Broker.ClientOptions(user), handler, filters);

    internal static MqttClient Connect(MqttClientOptions options, IMqttHandler handler, params string[] filters)
    {
        var client = new MqttClient(options with { ReconnectMinDelayMs = 10, ReconnectMaxDelayMs = 200 }, handler);
        foreach (var filter in filters)
        {
            client.Subscribe(filter, 1);
        }

        client.Start();
        Wait.Until(() => client.IsConnected, $"{options} connects: {client.LastDisconnectReason}");
        Wait.Until(() => client.Counters.Subscribed >= filters.Length, $"{options} subscribes");
        return client;
    }

    public void Dispose()
    {
        Broker.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
