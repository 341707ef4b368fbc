using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using Detector = O4O.Edge.Drivers.Inference.Detector;
using O4O.Simulator.Rendering;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Pixels;

/// <summary>
/// The cameras of one simulated day as the edge would have them: each picture is rendered from where the camera really hangs, and looked
/// at by the edge's own detector in one session of one thread. The same seeds give the same pictures on every machine, and the same
/// detections on machines whose runtime computes alike. One thread's own.
/// </summary>
internal sealed class PixelEyes : IDisposable
{
    private readonly PixelLooker[] _lookers;
    private readonly ProductLooker? _products;
    private Scene? _scene;

    private PixelEyes(StoreRenderer renderer, Detector detector, ProductLooker? products, IReadOnlyList<CameraEye> cameras, PixelOptions options, PixelTally tally)
    {
        (Renderer, Detector, _products, Tally) = (renderer, detector, products, tally);
        _lookers = [.. cameras.Select((camera, c) => new PixelLooker(this, c, FrameTape.Topic(renderer.Layout.StoreId, camera.Device), options))];
    }

    /// <summary>Where pictures are recorded; null where they are not.</summary>
    public FrameTape? Tape { get; private init; }

    public StoreRenderer Renderer { get; }

    /// <summary>The one session, which all cameras share.</summary>
    public Detector Detector { get; }

    /// <summary>One a camera.</summary>
    public IReadOnlyList<PixelLooker> Lookers => _lookers;

    /// <summary>How well the network does.</summary>
    public PixelTally Tally { get; }

    /// <summary>Pictures that were rendered and looked at, all cameras'.</summary>
    public long Looked => _lookers.Sum(l => l.Looked);

    /// <summary>Pictures that showed what the one before them did.</summary>
    public long Still => _lookers.Sum(l => l.Still);

    /// <summary>Puts a detector behind each of a world's cameras. The world must not have lived yet.</summary>
    /// <param name="world">A world whose store has calibrated cameras.</param>
    /// <param name="models">What looks.</param>
    /// <param name="options">At what.</param>
    /// <param name="seed">The same seed, the same clothes, light and noise.</param>
    /// <param name="tally">Told how well the network does.</param>
    /// <exception cref="ModelException">A model cannot be run.</exception>
    public static PixelEyes Behind(World world, PixelModels models, PixelOptions options, ulong seed, PixelTally tally)
    {
        var detector = new Detector(models.People, new DetectorOptions { Classes = ["person"], ScoreMin = options.ScoreMin, DetectionsMax = DetectionsPayload.BoxesMax });
        var renderer = StoreRenderer.Of(world, new RenderOptions { Width = options.Width, Height = options.Height, IsRandom = options.IsRandom, Seed = seed });
        ProductLooker? products = models.Products is { } known && world.HandLooks is not null ? new ProductLooker(known.Model, known.Gallery, world.Shop.Layout) : null;
        var eyes = new PixelEyes(renderer, detector, products, world.Cameras, options, tally) { Tape = options.FramesQuality is { } quality ? new FrameTape(world.Post, quality) : null };
        for (int c = 0; c < world.Cameras.Count; c++) world.Cameras[c].Looker = eyes._lookers[c];
        if (products is not null) world.HandLooks!.Reader = Hands(world, eyes, products);
        return eyes;
    }

    /// <summary>The edge knows of a camera what its calibration says, not how it really hangs: so do those who look into hands.</summary>
    private static PixelHands Hands(World world, PixelEyes eyes, ProductLooker products)
    {
        double looksPerSecond = world.Shop.Scenario.Hands.LooksPerSecond;
        GraspWatch[] watches = [.. world.Cameras.Select(c => new GraspWatch(c.Calibrated, world.Shop.Layout, looksPerSecond))];
        string store = world.Shop.Layout.StoreId;
        string?[] topics = [.. watches.Select((_, c) => eyes.Tape is not null && world.HandLooks!.DeviceOf(c) is { } device ? FrameTape.Topic(store, device) : null)];
        return new PixelHands(eyes, watches, products, topics);
    }

    /// <summary>What there is to see at this moment; the cameras whose picture is due share it.</summary>
    public Scene SceneAt(long nowUs) => _scene is { } scene && scene.TimeUs == nowUs ? scene : _scene = Renderer.Observe();

    public void Dispose()
    {
        Detector.Dispose();
        _products?.Dispose();
    }
}
