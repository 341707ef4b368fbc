using System.Text;
using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Drivers.Mqtt.Broker;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Mqtt;

/// <summary>The parts that need no broker.</summary>
public sealed class MqttPartsTests
{
    [Fact]
    public void Backoff_AnyFailures_StaysInTheUpperHalfOfItsStepAndStartsAgainAfterAReset() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<int>(),
            (low, more, seed) =>
            {
                var min = Math.Min(low.Get, 60_000);
                var max = Math.Min(min + more.Get, 600_000);
                var backoff = new Backoff(min, max, new Random(seed));
                var waits = Enumerable.Range(0, 64).Select(_ => backoff.NextDelayMs()).ToArray();
                backoff.Reset();
                var again = backoff.NextDelayMs();

                return waits.Select((wait, i) => (wait, step: Math.Min(max, min * Math.Pow(2, i))))
                           .All(round => round.wait <= round.step && round.wait >= Math.Max(1, Math.Floor(round.step / 2)))
                       && again <= min;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void TopicNames_KnownTopic_IsTheSameStringAndAllocatesNothing()
    {
        var names = new TopicNames(100);
        var utf8 = "o4o/v1/s1/shelf-1-5/up/weights"u8.ToArray();
        var first = names.Get(utf8);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var second = first;
        for (var i = 0; i < 1_000; i++)
        {
            second = names.Get(utf8);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Same(first, second);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void TopicNames_AnyTopicsInAnyOrder_AreRightAndTheirNumberIsBounded() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>[]>(), topics =>
        {
            var names = new TopicNames(5);
            return topics.All(topic =>
            {
                var utf8 = Encoding.UTF8.GetBytes(topic.Get);
                return names.Get(utf8) == Encoding.UTF8.GetString(utf8) && names.Count <= 5;
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Password_KnownSalt_IsTheHashThatAnIndependentProgramMakes()
    {
        // python3: hashlib.pbkdf2_hmac("sha512", b"correct horse", b"123456789012", 101)
        const string expected = "$7$101$MTIzNDU2Nzg5MDEy$Gu5peQAa3hsHRQdSYJG/EbozkvuEb3mGk7ts2fsarYks+HEl0Hu3r9F0mvzmlwZJvPPnKNBu0ZUgftFMzdiDyQ==";

        var hash = MosquittoPassword.Hash("correct horse", "123456789012"u8, 101);

        Assert.Equal(expected, hash);
    }

    [Theory]
    [InlineData("shelf/1")]
    [InlineData("shelf+1")]
    [InlineData("#")]
    [InlineData("shelf 1")]
    [InlineData("shelf-1\n")]
    [InlineData("")]
    public void BrokerOptions_UserThatIsNoTopicLevel_AreRefusedByName(string username)
    {
        var options = new MosquittoBrokerOptions { Directory = "/tmp", StoreId = "s1", Users = [new BrokerUser(username, "p")] };

        var fault = Record.Exception(options.Validate);

        Assert.Contains("Users", Assert.IsType<ArgumentException>(fault).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokerAccess_DeviceNamedEdgeOrTwice_IsRefused()
    {
        var access = BrokerAccess.Create(["shelf-1"]);

        Assert.Throws<ArgumentException>(() => BrokerAccess.Create(["edge"]));
        Assert.Throws<ArgumentException>(() => BrokerAccess.Create(["gate-1", "gate-1"]));
        Assert.NotEqual(access.PasswordOf("edge"), access.PasswordOf("shelf-1"));
        Assert.Throws<KeyNotFoundException>(() => access.PasswordOf("gate-1"));
    }

    [Fact]
    public void ClientOptions_OutOfRange_NameTheOption()
    {
        var sound = new MqttClientOptions { ClientId = "c" };
        var unsound = new (MqttClientOptions Options, string Name)[]
        {
            (sound with { ClientId = "" }, "ClientId"),
            (sound with { Port = 0 }, "Port"),
            (sound with { KeepAliveSeconds = 4 }, "KeepAliveSeconds"),
            (sound with { ReconnectMinDelayMs = 0 }, "ReconnectMinDelayMs"),
            (sound with { ReconnectMinDelayMs = 10, ReconnectMaxDelayMs = 9 }, "ReconnectMaxDelayMs"),
            (sound with { MaxPayloadBytes = 0 }, "MaxPayloadBytes"),
            (sound with { MaxQueuedMessages = 30_001 }, "MaxQueuedMessages"),
            (sound with { Password = "p" }, "Password"),
            (sound with { Will = new MqttWill("t", default, 3) }, "Will.Qos"),
            (sound with { TlsCaFile = "/nowhere/ca.pem" }, "TlsCaFile"),
        };

        var faults = unsound.Select(each => (each.Name, Fault: Record.Exception(each.Options.Validate))).ToArray();

        Assert.Null(Record.Exception(sound.Validate));
        Assert.All(faults, each => Assert.Contains(each.Name, Assert.IsAssignableFrom<ArgumentException>(each.Fault).Message, StringComparison.Ordinal));
    }
}
