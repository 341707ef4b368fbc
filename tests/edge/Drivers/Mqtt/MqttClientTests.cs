using System.Text;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Drivers.Mqtt.Broker;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Mqtt;

/// <summary>The contract of a broker client, against a real mosquitto.</summary>
[Trait("Needs", "broker")]
public sealed class MqttClientTests(BrokerFixture store) : IClassFixture<BrokerFixture>
{
    private const string AllUp = "o4o/v1/s1/+/up/#";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Client_PublishesBinary_ArrivesByteForByteWithinOneTopicString(int qos)
    {
        var payload = new byte[4_096];
        new Random(qos).NextBytes(payload);
        var ear = new Ear();
        using var edge = store.Connect("edge", ear, AllUp);
        using var shelf = store.Connect("shelf-1-5", new Ear());

        var results = new[]
        {
            shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", payload, qos, false),
            shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", [], qos, false),
        };

        Wait.Until(() => ear.Messages.Count == 2, "both messages arrive");
        Wait.Until(() => shelf.QueuedMessages == 0, "both are accounted for");
        var heard = ear.Messages.ToArray();
        Assert.All(results, result => Assert.Equal(MqttPublishResult.Accepted, result));
        Assert.Equal(payload, heard[0].Payload);
        Assert.Empty(heard[1].Payload);
        Assert.Same(heard[0].Topic, heard[1].Topic);
        Assert.Equal(2, shelf.Counters.Acknowledged);
    }

    [Fact]
    public void Client_LateSubscriber_GetsTheRetainedMessageMarkedAsOld()
    {
        using var shelf = store.Connect("shelf-1-6", new Ear());
        shelf.Publish("o4o/v1/s1/shelf-1-6/up/status", "up"u8, 1, retain: true);
        Wait.Until(() => shelf.QueuedMessages == 0, "the broker has it");
        var ear = new Ear();

        using var edge = store.Connect("edge", ear, "o4o/v1/s1/shelf-1-6/up/status");

        Wait.Until(() => !ear.Messages.IsEmpty, "the retained message arrives");
        Assert.True(ear.Messages.First().Retained);
        shelf.Publish("o4o/v1/s1/shelf-1-6/up/status", [], 1, retain: true);
        Wait.Until(() => shelf.QueuedMessages == 0, "the retained message is cleared");
    }

    [Theory]
    [InlineData("shelf-1-5", "wrong", "not authorised")]
    [InlineData("nobody", "wrong", "not authorised")]
    [InlineData(null, null, "not authorised")]
    public void Client_WithoutAUsersPassword_IsRefusedWithTheBrokersReason(string? user, string? password, string reason)
    {
        var ear = new Ear();
        var options = new MqttClientOptions { Port = store.Broker.Port, ClientId = "stranger", Username = user, Password = password };
        using var client = new MqttClient(options, ear);

        client.Start();

        Wait.Until(() => !ear.Reasons.IsEmpty, "a reason is given");
        Assert.Contains(reason, ear.Reasons.First(), StringComparison.OrdinalIgnoreCase);
        Assert.False(client.IsConnected);
        Assert.Equal(0, client.Counters.Connects);
    }

    [Fact]
    public void Handler_ThrowsOnEveryMessage_IsCountedAndLaterMessagesStillCome()
    {
        var ear = new Ear { OnEach = _ => throw new InvalidOperationException("a defect in the handler") };
        using var edge = store.Connect("edge", ear, AllUp);
        using var shelf = store.Connect("shelf-1-5", new Ear());

        for (byte i = 0; i < 3; i++)
        {
            shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", [i], 1, false);
        }

        Wait.Until(() => ear.Faults.Count == 3, "every throw is reported");
        Assert.Equal([0, 1, 2], ear.Messages.Select(message => (int)message.Payload[0]));
        Assert.Equal(3, edge.Counters.Faults);
        Assert.True(edge.IsConnected);
    }

    [Fact]
    public void Handler_PublishesFromInsideACall_TheAnswerGoesOut()
    {
        var gateEar = new Ear();
        MqttClient? edge = null;
        var edgeEar = new Ear { OnEach = _ => edge!.Publish("o4o/v1/s1/gate-1/down/decision", "open"u8, 1, false) };
        using var running = edge = store.Connect("edge", edgeEar, AllUp);
        using var gate = store.Connect("gate-1", gateEar, "o4o/v1/s1/gate-1/down/#");

        gate.Publish("o4o/v1/s1/gate-1/up/scan", "code"u8, 1, false);

        Wait.Until(() => !gateEar.Messages.IsEmpty, "the decision arrives");
        Assert.Equal("open", Encoding.UTF8.GetString(gateEar.Messages.First().Payload));
    }

    [Fact]
    public void Client_ReceivesMoreThanItsLimit_DropsAndCountsAndGoesOn()
    {
        var ear = new Ear();
        using var edge = BrokerFixture.Connect(store.Broker.ClientOptions("edge") with { MaxPayloadBytes = 100 }, ear, AllUp);
        using var shelf = store.Connect("shelf-1-5", new Ear());

        shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", new byte[101], 1, false);
        shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", new byte[100], 1, false);

        Wait.Until(() => !ear.Messages.IsEmpty, "the message at the limit arrives");
        Assert.Equal([("o4o/v1/s1/shelf-1-5/up/weights", 101)], ear.Oversized);
        Assert.Equal(100, Assert.Single(ear.Messages).Payload.Length);
        Assert.Equal((1, 1), (edge.Counters.Oversized, edge.Counters.Received));
    }

    [Fact]
    public void Publish_TooLargeOrToAWildcard_IsAValueNotAnException()
    {
        using var shelf = store.Connect("shelf-1-5", new Ear());

        var large = shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", new byte[65_537], 1, false);
        var wildcard = shelf.Publish("o4o/v1/s1/+/up/weights", [], 1, false);
        var nul = shelf.Publish("o4o/v1/s1/shelf-1-5\0/up", [], 1, false);

        Assert.Equal((MqttPublishResult.TooLarge, MqttPublishResult.Refused, MqttPublishResult.Refused), (large, wildcard, nul));
        Assert.Equal(3, shelf.Counters.Dropped);
        Assert.Equal(0, shelf.QueuedMessages);
    }

    [Fact]
    public void Publish_WithoutABroker_AnswersAtOnceAndKeepsNothing()
    {
        var options = new MqttClientOptions { Port = FreePort(), ClientId = "lonely" };
        var ear = new Ear();
        using var client = new MqttClient(options, ear);

        var before = client.Publish("a", [], 1, false);
        client.Start();
        Wait.Until(() => ear.Reasons.Count >= 2, "attempts fail and go on");
        var after = client.Publish("a", [], 0, false);
        client.Dispose();
        var disposed = client.Publish("a", [], 0, false);

        Assert.Equal(
            (MqttPublishResult.NotConnected, MqttPublishResult.NotConnected, MqttPublishResult.Disposed), (before, after, disposed));
        Assert.Equal(0, client.QueuedMessages);
        Assert.Contains("refused", ear.Reasons.First(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Will_ClientVanishesWithoutGoodbye_IsDelivered()
    {
        var ear = new Ear();
        using var edge = store.Connect("edge", ear, AllUp);
        using var wire = new CutProxy(store.Broker.Port);
        var will = new MqttWill("o4o/v1/s1/shelf-1-6/up/status", "gone"u8.ToArray());
        using var shelf = BrokerFixture.Connect(
            store.Broker.ClientOptions("shelf-1-6") with { Port = wire.Port, Will = will }, new Ear());

        wire.Cut();

        Wait.Until(() => !ear.Messages.IsEmpty, "the will arrives");
        Assert.Equal(("o4o/v1/s1/shelf-1-6/up/status", "gone"), (ear.Messages.First().Topic, Encoding.UTF8.GetString(ear.Messages.First().Payload)));
        Wait.Until(() => !shelf.IsConnected, "the shelf notices too");
    }

    [Fact]
    public void Will_ClientSaysGoodbye_IsNotDeliveredAndItsLastWordsAre()
    {
        var ear = new Ear();
        using var edge = store.Connect("edge", ear, AllUp);
        var will = new MqttWill("o4o/v1/s1/shelf-1-6/up/status", "gone"u8.ToArray());
        var shelf = BrokerFixture.Connect(store.Broker.ClientOptions("shelf-1-6") with { Will = will }, new Ear());
        using var other = store.Connect("shelf-1-5", new Ear());

        shelf.Publish("o4o/v1/s1/shelf-1-6/up/status", "bye"u8, 0, false);
        shelf.Dispose();

        // The broker handles one connection after the other: what the other shelf says after the goodbye follows a will.
        other.Publish("o4o/v1/s1/shelf-1-5/up/weights", "marker"u8, 0, false);
        Wait.Until(() => ear.Messages.Any(message => message.Topic.EndsWith("weights", StringComparison.Ordinal)), "the marker arrives");
        Assert.Equal(["bye", "marker"], ear.Messages.Select(message => Encoding.UTF8.GetString(message.Payload)));
    }

    [Fact]
    public void Client_ManyThreadsPublish_NothingIsLostOrMixed()
    {
        const int threads = 4, each = 2_000;
        var ear = new Ear();
        using var edge = store.Connect("edge", ear, AllUp);
        using var shelf = BrokerFixture.Connect(store.Broker.ClientOptions("shelf-1-5") with { MaxQueuedMessages = 500 }, new Ear());

        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            for (var i = 0; i < each; i++)
            {
                var topic = $"o4o/v1/s1/shelf-1-5/up/t{thread}";
                var payload = BitConverter.GetBytes(i);
                Wait.Until(() => shelf.Publish(topic, payload, 1, false) == MqttPublishResult.Accepted, "room in the queue");
            }
        });

        Wait.Until(() => ear.Messages.Count == threads * each, "all arrive");
        foreach (var sender in ear.Messages.GroupBy(message => message.Topic))
        {
            Assert.Equal(Enumerable.Range(0, each), sender.Select(message => BitConverter.ToInt32(message.Payload)));
        }
    }

    [Fact]
    public void Client_KnownTopic_PublishesAndReceivesWithoutAllocating()
    {
        const int warm = 200, counted = 1_000;
        var meter = new AllocationMeter(warm, counted);
        using var edge = store.Connect("edge", meter, AllUp);
        using var shelf = store.Connect("shelf-1-5", new Ear());
        var payload = new byte[240];
        long before = 0;

        for (var i = 0; i < warm + counted; i++)
        {
            before = i == warm ? GC.GetAllocatedBytesForCurrentThread() : before;
            if (shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", payload, 0, false) != MqttPublishResult.Accepted)
            {
                i--;
            }
        }

        var publishing = GC.GetAllocatedBytesForCurrentThread() - before;
        Wait.Until(() => meter.Done, "all arrive");
        Assert.Equal((0, 0), (publishing, meter.AllocatedBytes));
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
