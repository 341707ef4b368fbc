using O4O.Edge.Store.Quantities;
using O4O.Simulator.Cameras;
using O4O.Simulator.Codes;
using O4O.Simulator.Rendering;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Stores;

namespace O4O.Benchmarks.Workloads;

/// <summary>
/// What four ceiling cameras see of the demo store on a busy day, a tenth of a second apart, as the live demo renders it: raw pictures with
/// JPEG's losses in them. Shelves that change are traced before it is measured.
/// </summary>
internal sealed class RenderLoad : IFactSink
{
    public const int Cameras = 4, Scenes = 12, Width = 640, Height = 480;
    private static readonly StoreTime Start = new(1_767_571_200_000_000);
    private readonly StoreRenderer _renderer;
    private readonly Scene[] _scenes = new Scene[Scenes];
    private readonly byte[] _pixels = new byte[Width * Height * 3 / 2];
    private readonly float[] _from = new float[3 * Width * Height], _to = new float[3 * Width * Height];
    private int _next;

    public RenderLoad(ulong seed)
    {
        CodeIssuerKey key = CodeIssuerKey.FromSeed(seed);
        var store = DemoStore.Create() with { Issuers = [key.Issuer] };
        var world = new World(store, BuiltInScenarios.Mixed with { ArrivalSeconds = 6 }, seed, Start, key, GateMode.Alone, this);
        _renderer = new StoreRenderer(world, CameraPlan.For(store.ToLayout(), Cameras, seed), new RenderOptions { Width = Width, Height = Height, IsRandom = false, Seed = seed });
        world.Advance(Start + 25 * StoreTime.SecondUs);
        for (int i = 0; i < Scenes; i++)
        {
            world.Advance(world.Now + 100_000);
            _scenes[i] = _renderer.Observe();
        }
        for (int c = 0; c < Cameras; c++) _renderer.RenderVideo(c, _scenes[0], _pixels);
        People = _scenes.Average(s => s.Count);
    }

    /// <summary>People in the store, on average of the scenes.</summary>
    public double People { get; }

    /// <summary>One picture.</summary>
    public void Render()
    {
        _renderer.RenderVideo(_next % Cameras, _scenes[_next / Cameras % Scenes], _pixels);
        _next++;
    }

    /// <summary>The floor: the light of as many pixels, three numbers each, copied once.</summary>
    public void MemoryPass() => _from.AsSpan().CopyTo(_to);

    public void Fact(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
    {
        // Nobody listens: the pictures are what is wanted.
    }
}
