using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Drivers.Mqtt.Broker;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Mqtt;

/// <summary>The same client and broker over TLS, with certificates made for the test.</summary>
[Trait("Needs", "broker")]
public sealed class MqttTlsTests : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1), Until = From.AddDays(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-tls-").FullName;
    private readonly BrokerAccess _access = BrokerAccess.Create(["shelf-1-5"]);
    private readonly MosquittoBroker _broker;

    public MqttTlsTests()
    {
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var ca = Authority("CN=o4o test authority", caKey);
        File.WriteAllText(PathOf("ca.pem"), ca.ExportCertificatePem());
        using var strangerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = Authority("CN=another authority", strangerKey);
        File.WriteAllText(PathOf("stranger.pem"), stranger.ExportCertificatePem());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=broker", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(ca, From, Until, [1, 2, 3]);
        File.WriteAllText(PathOf("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf("key.pem"), key.ExportPkcs8PrivateKeyPem());
        _broker = new MosquittoBroker(new MosquittoBrokerOptions
        {
            Directory = PathOf("broker"),
            StoreId = "s1",
            Users = _access.Users,
            TlsCertificateFile = PathOf("cert.pem"),
            TlsKeyFile = PathOf("key.pem"),
        });
        _broker.Start();
    }

    public void Dispose()
    {
        _broker.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Client_TrustsTheBrokersAuthority_MessagesPassAndItReconnects()
    {
        var ear = new Ear();
        using var edge = BrokerFixture.Connect(Trusting("edge", "ca.pem"), ear, "o4o/v1/s1/+/up/#");
        using var shelf = BrokerFixture.Connect(Trusting("shelf-1-5", "ca.pem"), new Ear());
        var payload = new byte[200_000];
        Random.Shared.NextBytes(payload);

        shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", payload, 1, false);
        Wait.Until(() => ear.Messages.Count == 1, "a message arrives");
        _broker.Kill();
        Wait.Until(() => !edge.IsConnected && !shelf.IsConnected, "the death is noticed");
        _broker.Restart();
        Wait.Until(() => edge.Counters.Subscribed == 2 && shelf.IsConnected, "both are back");
        shelf.Publish("o4o/v1/s1/shelf-1-5/up/weights", [7], 1, false);
        Wait.Until(() => ear.Messages.Count == 2, "a message after the outage arrives");

        Assert.Equal(payload, ear.Messages.First().Payload);
        Assert.Equal([7], ear.Messages.Last().Payload);
    }

    [Fact]
    public void Client_TrustsAnotherAuthority_NeverConnectsAndSaysWhy()
    {
        var ear = new Ear();
        using var client = new MqttClient(Trusting("edge", "stranger.pem") with { ReconnectMinDelayMs = 10 }, ear);

        client.Start();

        Wait.Until(() => ear.Reasons.Count >= 2, "attempts fail and go on");
        Assert.Contains("TLS", ear.Reasons.First(), StringComparison.Ordinal);
        Assert.Equal(0, client.Counters.Connects);
    }

    private MqttClientOptions Trusting(string user, string caFile) =>
        _broker.ClientOptions(user) with { TlsCaFile = PathOf(caFile) };

    private static X509Certificate2 Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(From, Until);
    }

    private string PathOf(string file) => Path.Combine(_folder, file);
}
