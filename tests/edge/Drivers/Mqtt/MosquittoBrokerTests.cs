using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Drivers.Mqtt.Broker;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Mqtt;

/// <summary>The launched broker: its rules, its files, and what it says when it cannot start.</summary>
[Trait("Needs", "broker")]
public sealed class MosquittoBrokerTests(BrokerFixture store) : IClassFixture<BrokerFixture>
{
    [Theory]
    [InlineData("o4o/v1/s1/shelf-1-6/up/weights")]
    [InlineData("o4o/v1/s2/shelf-1-5/up/weights")]
    [InlineData("o4o/v1/s1/gate-1/down/decision")]
    [InlineData("o4o/v1/s1/edge/out/cart")]
    [InlineData("elsewhere")]
    public void Shelf_PublishesOutsideItsOwnTopics_IsNotDelivered(string foreign)
    {
        var edgeEar = new Ear();
        var gateEar = new Ear();
        using var edge = store.Connect("edge", edgeEar, "#");
        using var gate = store.Connect("gate-1", gateEar, "#");
        using var shelf = store.Connect("shelf-1-5", new Ear());

        shelf.Publish(foreign, "forged"u8, 1, false);
        shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", "own"u8, 1, false);
        Wait.Until(() => !edgeEar.Messages.IsEmpty, "its own message arrives after the forged one");
        edge.Publish("o4o/v1/s1/edge/out/cart", "marker"u8, 1, false);
        Wait.Until(() => !gateEar.Messages.IsEmpty, "the edge's message to everybody arrives");

        Assert.Equal(["o4o/v1/s1/shelf-1-5/up/weights"], edgeEar.Messages.Select(message => message.Topic));
        Assert.Equal("marker"u8.ToArray(), Assert.Single(gateEar.Messages).Payload);
    }

    [Fact]
    public void Device_SubscribesToEverything_HearsOnlyWhatIsMeantForIt()
    {
        var ear = new Ear();
        using var shelf = store.Connect("shelf-1-5", ear, "#");
        using var edge = store.Connect("edge", new Ear());
        using var other = store.Connect("shelf-1-6", new Ear());

        other.Publish("o4o/v1/s1/shelf-1-6/up/weights", "private"u8, 1, false);
        Wait.Until(() => other.QueuedMessages == 0, "the broker has taken it");
        edge.Publish("o4o/v1/s1/shelf-1-6/down/tare", "other"u8, 1, false);
        edge.Publish("o4o/v1/s1/shelf-1-5/down/tare", "mine"u8, 1, false);

        Wait.Until(() => !ear.Messages.IsEmpty, "its own command arrives");
        Assert.Equal("mine"u8.ToArray(), Assert.Single(ear.Messages).Payload);
    }

    [Fact]
    public void Message_LargerThanTheBrokersLimit_IsNotDeliveredAndAFarLargerOneEndsTheConnection()
    {
        var ear = new Ear();
        using var edge = store.Connect("edge", ear, "o4o/v1/s1/+/up/#");
        using var shelf = BrokerFixture.Connect(
            store.Broker.ClientOptions("shelf-1-5") with { MaxPayloadBytes = 1_048_576 }, new Ear());

        shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", new byte[65_537], 1, false);
        shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", new byte[65_536], 1, false);
        Wait.Until(() => !ear.Messages.IsEmpty, "the message at the limit arrives");
        shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", new byte[300_000], 0, false);
        Wait.Until(() => shelf.Counters.Reconnects >= 1, "the sender was put out and came back");

        Assert.Equal(65_536, Assert.Single(ear.Messages).Payload.Length);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Files_Written_AreForTheOwnerAloneAndHoldNoPassword()
    {
        var folder = store.Options().Directory;

        var files = Directory.GetFiles(folder);

        Assert.Equal(3, files.Length);
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.All(files, file => Assert.DoesNotContain(store.Access.PasswordOf("edge"), File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Start_PortTaken_FailsWithMosquittosOwnWords()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        var folder = Path.Combine(store.Options().Directory, "taken");
        using var broker = new MosquittoBroker(store.Options() with { Directory = folder, Port = port });

        var fault = Record.Exception(broker.Start);

        Directory.Delete(folder, recursive: true);
        Assert.Contains("Address already in use", Assert.IsType<BrokerStartException>(fault).Message, StringComparison.Ordinal);
        Assert.False(broker.IsRunning);
    }
}
