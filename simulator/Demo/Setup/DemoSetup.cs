using System.Security.Cryptography;
using System.Text.Json;
using O4O.Edge.Drivers.Mqtt.Broker;
using O4O.Edge.Store;
using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Codes;
using O4O.Simulator.Demo.Cameras;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Demo.Setup;

/// <summary>Everything that is settled before the first process starts: keys, passwords, ports, and the settings files.</summary>
public sealed class DemoSetup
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };
    private readonly DemoOptions _options;

    private DemoSetup(DemoOptions options)
    {
        _options = options;
        Issuer = CodeIssuerKey.FromSeed(options.Seed);
        StoreFile store = options.Eyes is { } eyes
            ? Seen(new CameraStore(eyes.Cameras) { Options = eyes.Options }.Of(options.Store, options.Seed), options.StandLimit) : options.Store;
        Store = store with { Issuers = [.. store.Issuers, Issuer.Issuer] };
        EdgeStore = Store with { Gates = [.. Store.Gates, .. options.MoreGates], Cameras = [.. Store.Cameras, .. options.MoreCameras] };
        Access = BrokerAccess.Create(EdgeStore.ToLayout().Sources.Select(s => s.Device).Concat(options.Guests));
        EdgePort = options.EdgePort == 0 ? FreePort.Any() : options.EdgePort;
        do BillingPort = FreePort.Any();
        while (BillingPort == EdgePort);
        ApiKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    }

    private static StoreFile Seen(StoreFile store, TimeSpan stand)
    {
        StoreOptions usual = store.ToOptions();
        return store with { Options = usual with { Sessions = usual.Sessions with { StandUs = (long)stand.TotalMicroseconds } } };
    }

    /// <summary>Signs the shoppers' codes.</summary>
    public CodeIssuerKey Issuer { get; }

    /// <summary>The simulated store.</summary>
    public StoreFile Store { get; }

    /// <summary>The store as the edge knows it.</summary>
    public StoreFile EdgeStore { get; }

    public BrokerAccess Access { get; }

    public int EdgePort { get; }

    public int BillingPort { get; }

    /// <summary>The store's key at billing.</summary>
    public string ApiKey { get; }

    public Uri EdgeAddress => new($"http://127.0.0.1:{EdgePort}");

    public Uri BillingAddress => new($"http://127.0.0.1:{BillingPort}");

    public string EdgeConfig => InFolder("edge.json");

    public string BillingConfig => InFolder("billing.json");

    public string EyesConfig => InFolder("eyes.json");

    /// <summary>Draws keys, passwords and ports, makes the folder, and writes the store and billing's settings.</summary>
    /// <exception cref="IOException">The folder is not empty or cannot be written.</exception>
    public static DemoSetup Create(DemoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RunFolder.Make(options.Folder);
        var setup = new DemoSetup(options);
        Directory.CreateDirectory(setup.InFolder("data/billing"));
        Directory.CreateDirectory(setup.InFolder("logs"));
        setup.Write("store.json", StoreFileText.Write(setup.EdgeStore));
        setup.Write("billing.json", JsonSerializer.Serialize(
            new
            {
                listen = setup.BillingAddress.GetLeftPart(UriPartial.Authority),
                database = "data/billing/billing.db",
                stores = new[] { new { id = setup.Store.Store, apiKey = setup.ApiKey } },
            }, Json));
        return setup;
    }

    /// <summary>Writes the edge's settings, once the broker's port is known.</summary>
    public void WriteEdgeConfig(int brokerPort) => Write("edge.json", JsonSerializer.Serialize(
        new
        {
            store = "store.json",
            data = _options.EdgeData is { } data ? Path.GetFullPath(data) : "data/edge",
            broker = new { host = "127.0.0.1", port = brokerPort, username = BrokerUser.Edge, password = Access.PasswordOf(BrokerUser.Edge) },
            http = new { listen = EdgeAddress.GetLeftPart(UriPartial.Authority) },
            billing = new { url = BillingAddress.GetLeftPart(UriPartial.Authority), apiKey = ApiKey },
        }, Json));

    /// <summary>Writes the eyes' settings, once the broker's port and the cameras' streams are known.</summary>
    public void WriteEyesConfig(int brokerPort, DemoEyes eyes, IReadOnlyList<CameraFeed> cameras) => Write("eyes.json", JsonSerializer.Serialize(
        new
        {
            store = Store.Store,
            broker = new { host = "127.0.0.1", port = brokerPort },
            cameras = cameras.Select(c => new
            {
                id = c.Device, source = c.Source, model = eyes.Model, fps = DemoEyes.FramesPerSecond, shelves = c.Shelves, password = Access.PasswordOf(c.Device),
            }),
        }, Json));

    /// <summary>The log of a service.</summary>
    public string LogOf(string service) => InFolder($"logs/{service}.log");

    /// <summary>A path in the run's folder.</summary>
    public string InFolder(string name) => Path.Combine(Path.GetFullPath(_options.Folder), name);

    private void Write(string name, string text)
    {
        // Keys and passwords stand in these files: the owner's alone.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(InFolder(name), options);
        writer.Write(text);
    }
}
