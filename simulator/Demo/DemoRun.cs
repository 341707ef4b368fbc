using System.Collections.Concurrent;
using System.Net.Http;
using System.Text.Json;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Drivers.Mqtt.Broker;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Demo.Cameras;
using O4O.Simulator.Demo.Devices;
using O4O.Simulator.Demo.Outcome;
using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Demo.Services;
using O4O.Simulator.Demo.Setup;
using O4O.Simulator.Simulation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Demo;

/// <summary>
/// A whole store in motion: broker, billing and edge as processes of their own, kept alive; the simulated world on real MQTT
/// connections; and at the end what came out of it, against the truth.
/// </summary>
public sealed class DemoRun : IAsyncDisposable
{
    private const int LooksEveryMs = 100;

    /// <summary>What the pictures of a store and of each camera take to prepare on an idle machine, and some more.</summary>
    private const long PrepareUs = 1_500_000, PrepareCameraUs = 700_000;
    private readonly DemoOptions _options;
    private readonly ConcurrentQueue<DecisionPayload> _decisions = new();
    private MosquittoBroker? _broker;
    private DeviceLines? _devices;
    private CameraRoom? _cameras;
    private volatile LiveWorld? _world;

    private DemoRun(DemoOptions options)
    {
        _options = options;
        Setup = DemoSetup.Create(options);
        Supervisor = new Supervisor(options.Supervision);
        Edge = new EdgeApi(Setup.EdgeAddress);
        Billing = new BillingApi(Setup.BillingAddress, Setup.Store.Store, Setup.ApiKey);
        EdgeService = new DotnetService(
            "edge", Programs.Edge, ["edge", "--config", Setup.EdgeConfig], Setup.EdgeAddress, Setup.LogOf("edge"));
        BillingService = new DotnetService(
            "billing", Programs.Billing, ["--config", Setup.BillingConfig], Setup.BillingAddress, Setup.LogOf("billing"));
        _broker = new MosquittoBroker(new MosquittoBrokerOptions
        {
            Directory = Setup.InFolder("broker"), StoreId = Setup.Store.Store, Users = Setup.Access.Users,
            MaxMessageBytes = options.BrokerMessageBytesMax,
        });
        BrokerService = new BrokerService(_broker);
    }

    public DemoSetup Setup { get; }

    public Supervisor Supervisor { get; }

    public EdgeApi Edge { get; }

    public BillingApi Billing { get; }

    public ISupervised EdgeService { get; }

    public ISupervised BillingService { get; }

    public ISupervised BrokerService { get; }

    /// <summary>Every answer that reached a gate of the simulated store, in the order of arrival.</summary>
    public IReadOnlyCollection<DecisionPayload> Decisions => _decisions;

    /// <summary>The simulated devices' connections.</summary>
    public DeviceLines Devices => _devices ?? throw new InvalidOperationException("The run has not started.");

    /// <summary>The simulated world.</summary>
    public LiveWorld World => _world ?? throw new InvalidOperationException("The run has not started.");

    /// <summary>Brings everything up; when it returns the store is open.</summary>
    /// <exception cref="ServiceStartException">A service did not come up.</exception>
    /// <exception cref="IOException">The run's folder cannot be used.</exception>
    public static async Task<DemoRun> StartAsync(DemoOptions options, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        var run = new DemoRun(options);
        bool isUp = false;
        try
        {
            await run.StartAsync(cancel).ConfigureAwait(false);
            isUp = true;
            return run;
        }
        finally
        {
            if (!isUp) await run.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>How a user of this run's broker reaches it.</summary>
    /// <exception cref="KeyNotFoundException">No such user.</exception>
    public MqttClientOptions BrokerClient(string user) => _broker!.ClientOptions(user);

    /// <summary>
    /// Returns when the shopping time is over and everybody has left, or somebody does not, or something can go on no more.
    /// </summary>
    public async Task ShopAsync(CancellationToken cancel)
    {
        while (!World.IsFinished && World.Overtime < _options.LeaveLimit && Stuck is null) await Task.Delay(LooksEveryMs, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns when every visit is settled and every charge answered, or the limit is reached. What is still open then is
    /// seen in the summary.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(_options.SettleLimit);
        while (Stuck is null && !limit.IsCancellationRequested)
        {
            if (Supervisor.AllWell && await IsSettledAsync(cancel).ConfigureAwait(false)) return;
            await Task.Delay(LooksEveryMs, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What came out of it, up to now; the truth and the receipts are written into the run's folder. A demo that looks for itself ends its eyes
    /// here: they tell how they did when they end.
    /// </summary>
    /// <exception cref="HttpRequestException">Edge or billing does not answer.</exception>
    public async Task<DemoSummary> SummariseAsync(CancellationToken cancel)
    {
        Truth truth = await World.TruthAsync().ConfigureAwait(false);
        EdgeState state = await Edge.StateAsync(cancel).ConfigureAwait(false);
        IReadOnlyList<EdgeSession> trips = await Edge.TripsAsync(cancel).ConfigureAwait(false);
        EyesFigures eyes = await EyesAsync().ConfigureAwait(false);

        // Beside the data, so that ./o4o score can tell the same again, visit by visit.
        await File.WriteAllTextAsync(Setup.InFolder("truth.json"), truth.ToJson(), cancel).ConfigureAwait(false);
        await File.WriteAllTextAsync(
            Setup.InFolder("receipts.json"), JsonSerializer.Serialize(LineFigures.ToReceipts(trips), JsonSerializerOptions.Web), cancel).ConfigureAwait(false);
        return DemoSummary.From(new RunEvidence
        {
            Seed = _options.Seed,
            Seconds = _options.Scenario.Seconds,
            Truth = truth,
            Currency = Setup.Store.Currency,
            Eyes = eyes,
            State = state,
            Trips = trips,
            Totals = await Billing.TotalsAsync(cancel).ConfigureAwait(false),
            Restarts = Supervisor.Restarts,
            SentMessages = Devices.Sent,
            LostMessages = Devices.Lost,
            WorldLagUsMax = World.LagUsMax,
            PeopleInside = World.PeopleInside,
            Pictures = _cameras is { } cameras ? (cameras.Drawn, cameras.Missed) : null,
            Failure = Stuck,
        });
    }

    private async Task<EyesFigures> EyesAsync()
    {
        if (_cameras is null || _options.Eyes is not { } eyes) return new EyesFigures { Kind = EyesFigures.Joints, Instead = _options.EyesInstead };
        await Supervisor.RetireAsync(_cameras.Service).ConfigureAwait(false);
        return EyesFigures.OfPixels(eyes, _cameras.Figures);
    }

    /// <summary>The edge's state; null when it does not answer just now.</summary>
    public Task<EdgeState?> TryStateAsync(CancellationToken cancel) => TryAsync(Edge.StateAsync, cancel);

    /// <summary>Why nothing can go on: a service was given up, or the world broke. Null while all goes on.</summary>
    public string? Stuck => Supervisor.Failure ?? ((_world?.Fault ?? _cameras?.Fault) is { } fault ? $"the simulated world broke: {fault}" : null);

    /// <summary>The services' last lines, for the report of a failure.</summary>
    public string LastLines() => string.Join("\n\n", new[] { EdgeService, BillingService, BrokerService, _cameras?.Service }
        .OfType<ISupervised>().Select(s => $"--- {s.Name} (process {s.ProcessId}, log {Setup.LogOf(s.Name)}), last lines:\n{s.LastLines}"));

    /// <summary>Ends the world, the connections and the processes. The folder stays.</summary>
    public async ValueTask DisposeAsync()
    {
        _world?.Dispose();
        _devices?.Dispose();
        await Supervisor.DisposeAsync().ConfigureAwait(false);
        _cameras?.Dispose();
        Edge.Dispose();
        Billing.Dispose();
        _broker?.Dispose();
        _broker = null;
    }

    // The list of trips is a projection and may be a moment behind what the edge has decided.
    private async Task<bool> IsSettledAsync(CancellationToken cancel)
    {
        EdgeState? state = await TryStateAsync(cancel).ConfigureAwait(false);
        if (state is not { Sessions.Count: 0, Charges.Pending: 0 }) return false;
        IReadOnlyList<EdgeSession>? trips = await TryAsync(Edge.TripsAsync, cancel).ConfigureAwait(false);
        return trips is not null && trips.Count == state.Trips.Charged + state.Trips.Review + state.Trips.Empty
            && trips.All(t => t.ChargeState != EdgeSession.Pending);
    }

    private static async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
        where T : class
    {
        try
        {
            return await ask(cancel).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        await Supervisor.StartAsync(BrokerService, cancel).ConfigureAwait(false);
        Setup.WriteEdgeConfig(_broker!.Port);
        await Supervisor.StartAsync(BillingService, cancel).ConfigureAwait(false);
        await Supervisor.StartAsync(EdgeService, cancel).ConfigureAwait(false);
        _devices = new DeviceLines(Setup.Store.ToLayout(), _broker.ClientOptions, Decided, _options.Eyes is null ? null : SourceKind.Camera);
        _devices.Start();
        while (_devices.Connected < _devices.Count)
        {
            if (Stuck is { } stuck) throw new ServiceStartException(stuck);
            await Task.Delay(LooksEveryMs, cancel).ConfigureAwait(false);
        }
        if (_options.Eyes is not { } eyes)
        {
            _world = new LiveWorld(NewWorld(LiveWorld.ClockNow()));
            return;
        }
        _cameras = new CameraRoom(Setup, eyes, _broker.Port);
        await Supervisor.StartAsync(_cameras.Service, cancel).ConfigureAwait(false);
        _world = new LiveWorld(await PrepareAsync(_cameras, eyes.Cameras, cancel).ConfigureAwait(false), _cameras.Look);
    }

    private World NewWorld(StoreTime start) => new(Setup.Store, _options.Scenario, _options.Seed, start, Setup.Issuer, GateMode.Edge, Devices);

    /// <summary>A world that begins now, and its pictures: it is made for a moment by which they should be ready, and anew for a later one when they were not.</summary>
    private async Task<World> PrepareAsync(CameraRoom cameras, int count, CancellationToken cancel)
    {
        for (long withinUs = PrepareUs + count * PrepareCameraUs; ; withinUs *= 2)
        {
            World world = NewWorld(LiveWorld.ClockNow() + withinUs);
            await Task.Run(() => cameras.Open(world, _options.Seed), cancel).ConfigureAwait(false);
            long leftUs = world.Start - LiveWorld.ClockNow();
            if (leftUs < 0) continue;
            await Task.Delay(TimeSpan.FromMicroseconds(leftUs), cancel).ConfigureAwait(false);
            return world;
        }
    }

    // Answers come to scans, and scans come from the world: it is there by then.
    private void Decided(string device, DecisionPayload decision)
    {
        _decisions.Enqueue(decision);
        _world?.Decide(decision);
    }
}
