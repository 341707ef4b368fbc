using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Codes;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Simulation;

/// <summary>Lives through a world of the demo store and hears everything that it publishes.</summary>
internal sealed class Heard : IFactSink, IDisposable
{
    public delegate void Hearing(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload);

    public static readonly StoreTime Start = new(1_767_571_200_000_000);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Hearing? _hearing;

    public Heard(Scenario scenario, ulong seed, Hearing? hearing = null, GateMode mode = GateMode.Alone, StoreFile? store = null)
    {
        _hearing = hearing;
        World = new World(store ?? DemoStore.Create(), scenario, seed, Start, CodeIssuerKey.FromSeed(seed), mode, this);
    }

    public World World { get; }
    public int Facts { get; private set; }
    public StoreTime Last { get; private set; } = StoreTime.Min;

    public string HashHex => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>To the end, in steps, with a look after each.</summary>
    public Heard Live(Action<World>? look = null, long stepUs = 1_000_000)
    {
        while (!World.IsFinished)
        {
            World.Advance(World.Now + stepUs);
            look?.Invoke(World);
        }
        return this;
    }

    public void Fact(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
    {
        Assert.True(arrival >= Last, "facts come in the order of arrival");
        Last = arrival;
        Facts++;
        Span<byte> times = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(times, arrival.Us);
        BinaryPrimitives.WriteInt64LittleEndian(times[8..], deviceTimeUs);
        _hash.AppendData(times);
        _hash.AppendData(Encoding.UTF8.GetBytes(topic));
        _hash.AppendData(payload);
        _hearing?.Invoke(arrival, deviceTimeUs, topic, payload);
    }

    public void Dispose() => _hash.Dispose();
}
