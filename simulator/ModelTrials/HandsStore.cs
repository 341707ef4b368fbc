using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Wire;
using O4O.Simulator.Codes;
using O4O.Simulator.Commands;
using O4O.Simulator.Rendering;
using O4O.Simulator.Rendering.Export;
using O4O.Simulator.Rendering.Pictures;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.ModelTrials;

/// <summary>
/// A rendered store in which hands hold products before its cameras, and a network that looks at them: each picture as the camera that sees
/// most of the hand delivers it, with as many pixels a millimetre as that has there.
/// </summary>
internal sealed class HandsStore
{
    /// <summary>A window of fewer pixels shows nothing; of more, no camera delivers.</summary>
    private const int SideMin = 32, SideMax = 256;

    private readonly HandEmbedder _embedder;
    private readonly double _fineness;
    private readonly PosedHands _posed;
    private byte[] _i420 = [];

    /// <param name="embedder">The network.</param>
    /// <param name="store">The store.</param>
    /// <param name="cameras">Its cameras, each with its calibration.</param>
    /// <param name="width">Pixels across a picture of the cameras.</param>
    /// <param name="day">Its day, for who looks at that too.</param>
    /// <param name="seed">Draws everything.</param>
    /// <param name="isRandom">Whether light, sensors and furniture are drawn too.</param>
    public HandsStore(HandEmbedder embedder, StoreFile store, IReadOnlyList<StoreFile.CameraEntry> cameras, int width, Scenario day, ulong seed, bool isRandom = true)
    {
        CodeIssuerKey key = CodeIssuerKey.FromSeed(seed);
        World = new World(store with { Issuers = [.. store.Issuers, key.Issuer], Cameras = [] }, day, seed, SimulateCommand.Start, key, GateMode.Alone, new NoSink());
        Renderer = new StoreRenderer(World, cameras, new RenderOptions { Width = 96, Height = 72, Seed = seed, IsRandom = isRandom });
        _embedder = embedder;
        _posed = new PosedHands(Renderer, seed);
        _fineness = (double)width / Renderer.Camera(0).Intrinsics.Width;
    }

    public World World { get; }

    public StoreRenderer Renderer { get; }

    /// <summary>Pixels a side of a window that is so wide in pixels of the camera's own size.</summary>
    public int SideOf(double widePx) => Math.Clamp((int)Math.Round(widePx * _fineness), SideMin, SideMax);

    /// <summary>A posed hand and what the network says of it; null where none would come out.</summary>
    /// <param name="gtin">What is held; null for nothing.</param>
    /// <param name="n">Which of its pictures.</param>
    public SeenHand? Pose(string? gtin, int n) =>
        _posed.Make(gtin, n, SideOf, best: true) is { } hand ? Look(hand.Rgb, hand.Side, hand.Seen) : null;

    /// <summary>What the network says of a window.</summary>
    public SeenHand Look(byte[] rgb, int side, double seen)
    {
        int bytes = VideoPicture.Bytes(side, side);
        if (_i420.Length < bytes) _i420 = new byte[bytes];
        VideoPicture.Write(rgb, side, side, _i420.AsSpan(0, bytes));
        var place = new HandPlace(side / 2f, side / 2f, (float)(side / PosedHands.WideMm));
        ReadOnlySpan<float> direction = _embedder.Embed(new Picture(side, side, _i420.AsSpan(0, bytes)), place, out float empty);
        return new SeenHand(direction.ToArray(), empty, seen, PosedHands.WideMm / side);
    }
}
