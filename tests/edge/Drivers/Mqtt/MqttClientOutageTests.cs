using System.Diagnostics;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Drivers.Mqtt.Broker;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Mqtt;

/// <summary>What a client does while its broker is dead, deaf or back; each test has a broker of its own to hurt.</summary>
[Trait("Needs", "broker")]
public sealed class MqttClientOutageTests : IDisposable
{
    private readonly BrokerFixture _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Broker_KilledAndBackOnItsPort_ClientReconnectsResubscribesAndHears()
    {
        var ear = new Ear();
        using var edge = _store.Connect("edge", ear, "o4o/v1/s1/+/up/#");
        using var shelf = _store.Connect("shelf-1-5", new Ear());

        for (byte round = 1; round <= 3; round++)
        {
            var message = round;
            var subscribed = edge.Counters.Subscribed;
            _store.Broker.Kill();
            Wait.Until(() => !edge.IsConnected && !shelf.IsConnected, "the death is noticed");
            _store.Broker.Restart();
            Wait.Until(() => edge.Counters.Subscribed > subscribed && shelf.IsConnected, "both are back and resubscribed");
            Wait.Until(() => shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", [message], 1, false) == MqttPublishResult.Accepted, "a message is taken");

            // Killed before it has acknowledged a message, the next broker is sent it again.
            Wait.Until(() => ear.Messages.Any(heard => heard.Payload[0] == message) && shelf.QueuedMessages == 0, "a message after the outage arrives");
        }

        // QoS 1 is at least once: a connection that broke by itself in between sends again.
        Assert.Equal([1, 2, 3], ear.Messages.Select(heard => (int)heard.Payload[0]).Distinct());
        Assert.True(edge.Counters.Reconnects >= 3 && shelf.Counters.Reconnects >= 3, $"{edge.Counters}, {shelf.Counters}");
    }

    [Fact]
    public void Broker_Deaf_QueueFillsToItsLimitAndDrainsWhenItHearsAgain()
    {
        const int limit = 50;
        var ear = new Ear();
        using var edge = _store.Connect("edge", ear, "o4o/v1/s1/+/up/#");
        using var shelf = BrokerFixture.Connect(
            _store.Broker.ClientOptions("shelf-1-5") with { MaxQueuedMessages = limit, KeepAliveSeconds = 60 }, new Ear());
        var payload = new byte[1_000];

        Signal(_store.Broker.ProcessId, "STOP");
        var results = Enumerable.Range(0, limit + 10)
            .Select(_ => shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", payload, 1, false)).ToArray();
        var queuedWhileDeaf = shelf.QueuedMessages;
        Signal(_store.Broker.ProcessId, "CONT");

        Assert.Equal(limit, results.Count(result => result == MqttPublishResult.Accepted));
        Assert.Equal(10, results.Count(result => result == MqttPublishResult.QueueFull));
        Assert.Equal(limit, queuedWhileDeaf);
        Wait.Until(() => ear.Messages.Count == limit && shelf.QueuedMessages == 0, "what was accepted arrives");
    }

    [Fact]
    public void Broker_KilledWithMessagesAccepted_QosOneIsSentAgain()
    {
        var ear = new Ear();
        using var edge = _store.Connect("edge", ear, "o4o/v1/s1/+/up/#");
        using var shelf = _store.Connect("shelf-1-5", new Ear());

        Signal(_store.Broker.ProcessId, "STOP");
        for (byte i = 0; i < 40; i++)
        {
            shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", [i], 1, false);
        }

        _store.Broker.Kill();
        _store.Broker.Restart();
        Wait.Until(() => shelf.QueuedMessages == 0, "every accepted message is acknowledged in the end");
        Wait.Until(() => edge.Counters.Subscribed >= 2, "the edge is back");

        Assert.Equal(40, shelf.Counters.Acknowledged);
        Assert.Equal(1, shelf.Counters.Reconnects);
    }

    [Fact]
    public void Broker_KilledWithQosZeroUnwritten_TheyAreCountedAsDroppedAndTheQueueIsFreeAgain()
    {
        using var shelf = _store.Connect("shelf-1-5", new Ear());
        var payload = new byte[65_000];

        Signal(_store.Broker.ProcessId, "STOP");

        // The two sockets' buffers take the first few megabytes; what follows stays in the queue.
        while (shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", payload, 0, false) == MqttPublishResult.Accepted)
        {
            Thread.Yield();
        }

        var refused = shelf.Counters.Dropped;
        _store.Broker.Kill();
        _store.Broker.Restart();
        Wait.Until(() => shelf.Counters.Reconnects == 1 && shelf.IsConnected, "it is back");

        var counters = shelf.Counters;
        Assert.Equal(0, shelf.QueuedMessages);
        Assert.Equal(1, refused);
        Assert.True(counters.Dropped > refused);
        Assert.Equal(counters.Published, counters.Acknowledged + counters.Dropped - refused);
    }

    [Fact]
    public void Broker_SilentForLong_IsNoticedByKeepAliveAndTheClientComesBack()
    {
        var ear = new Ear();
        using var edge = BrokerFixture.Connect(_store.Broker.ClientOptions("edge") with { KeepAliveSeconds = 5 }, ear);

        Signal(_store.Broker.ProcessId, "STOP");
        Wait.Until(() => !edge.IsConnected, "the silence is noticed");
        var whileSilent = edge.Publish("o4o/v1/s1/gate-1/down/decision", [], 1, false);
        Signal(_store.Broker.ProcessId, "CONT");
        Wait.Until(() => edge.IsConnected, "it is back");

        Assert.Equal(MqttPublishResult.NotConnected, whileSilent);
        Assert.Equal(1, edge.Counters.Reconnects);
    }

    [Fact]
    public void Client_InAProcessWithManyOpenFiles_StillConnectsAndReconnects()
    {
        // Above 1,023 descriptors select(2) fails; the feeds of a busy host can take that many.
        var files = Enumerable.Range(0, 1_100).Select(_ => File.OpenHandle("/dev/null")).ToArray();
        try
        {
            using var edge = _store.Connect("edge", new Ear(), "o4o/v1/s1/+/up/#");

            _store.Broker.Kill();
            Wait.Until(() => !edge.IsConnected, "the death is noticed");
            _store.Broker.Restart();
            Wait.Until(() => edge.IsConnected, "it is back");

            Assert.Equal(2, edge.Counters.Connects);
        }
        finally
        {
            Array.ForEach(files, file => file.Dispose());
        }
    }

    [Fact]
    public void Exited_KilledFromOutside_SaysThatNobodyAskedForIt()
    {
        var exits = new List<BrokerExitedEventArgs>();
        _store.Broker.Exited += (_, exit) =>
        {
            lock (exits)
            {
                exits.Add(exit);
            }
        };

        Signal(_store.Broker.ProcessId, "KILL");
        Wait.Until(() => Count(exits) == 1, "the first exit is told");
        _store.Broker.Start();
        _store.Broker.Stop();
        Wait.Until(() => Count(exits) == 2, "the second exit is told");

        Assert.Equal([(137, false), (0, true)], exits.Select(exit => (exit.ExitCode, exit.Requested)));
        Assert.False(_store.Broker.IsRunning);
    }

    private static int Count(List<BrokerExitedEventArgs> exits)
    {
        lock (exits)
        {
            return exits.Count;
        }
    }

    private static void Signal(int process, string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, process.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
