using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Codes;
using O4O.Simulator.Demo.Devices;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;

namespace O4O.Benchmarks.Cameras;

/// <summary>
/// Shopping in a store of 408 plates, simulated beforehand so that the simulation costs nothing while it is measured, and then said by
/// its devices in real time. When each message left is kept.
/// </summary>
internal sealed class ShoppingDay : IFactSink
{
    private readonly List<(long AtUs, string Topic, byte[] Bytes)> _messages = [];
    private readonly Dictionary<(string Topic, ulong Mark), long> _sentUs = [];

    /// <param name="store">With the issuer of <paramref name="key"/>.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="key">Signs the shoppers' codes.</param>
    /// <param name="startUs">When it begins, Unix µs; codes are of that time.</param>
    public ShoppingDay(StoreFile store, int seconds, CodeIssuerKey key, long startUs)
    {
        Scenario scenario = BuiltInScenarios.Mixed with
        {
            Seconds = seconds, Shoppers = 24, ArrivalSeconds = 1, Behaviour = BuiltInScenarios.Mixed.Behaviour with { StopsMin = 3, StopsMax = 6 },
        };
        var world = new World(store, scenario, seed: 7, new StoreTime(startUs), key, GateMode.Alone, this);
        while (!world.IsFinished) world.Advance(world.Now + StoreTime.SecondUs);
        EndUs = world.Now.Us;
    }

    public long EndUs { get; }

    public int Messages => _messages.Count;

    /// <summary>The farthest that a message left behind its time, µs: a machine too busy to play in real time.</summary>
    public long LateUsMax { get; private set; }

    /// <inheritdoc/>
    public void Fact(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload) =>
        _messages.Add((arrival.Us, topic, payload.ToArray()));

    /// <summary>Says it all, each message at its time.</summary>
    public void Play(StoreLayout layout, Func<string, MqttClientOptions> options)
    {
        using var lines = new DeviceLines(layout, options, (_, _) => { });
        lines.Start();
        if (!SpinWait.SpinUntil(() => lines.Connected == lines.Count, TimeSpan.FromSeconds(20))) throw new TimeoutException("the devices did not reach the broker");
        foreach ((long atUs, string topic, byte[] bytes) in _messages)
        {
            while (Clock.NowUs() < atUs) Thread.Sleep(1);
            long nowUs = Clock.NowUs();
            LateUsMax = Math.Max(LateUsMax, nowUs - atUs);
            if (MarkOf(bytes) is { } mark) _sentUs[(topic, mark)] = nowUs;
            lines.Fact(new StoreTime(atUs), atUs, topic, bytes);
        }
        if (lines.Lost > 0) throw new InvalidOperationException($"{lines.Lost} messages were not taken by the broker's client: this is no measurement");
    }

    /// <summary>When a message left, Unix µs; null when it was none of these.</summary>
    public long? SentUs(string topic, ReadOnlySpan<byte> bytes) =>
        MarkOf(bytes) is { } mark && _sentUs.TryGetValue((topic, mark), out long sent) ? sent : null;

    /// <summary>Boot epoch and sequence, which stand at the same place in every binary message; null of JSON.</summary>
    private static ulong? MarkOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 16 && bytes[0] != (byte)'{' ? BitConverter.ToUInt64(bytes[8..16]) : null;
}
