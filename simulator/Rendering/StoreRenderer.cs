using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Figures;
using O4O.Simulator.Rendering.Pictures;
using O4O.Simulator.Rendering.Scenes;
using O4O.Simulator.Rendering.Tracing;
using O4O.Simulator.Rendering.Truths;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Rendering;

/// <summary>
/// What the calibrated cameras of a simulated store see. <see cref="Observe"/> belongs to the world's thread; pictures may be made on
/// another one, or on one a camera: only a shelf that changes keeps them waiting, for a moment.
/// </summary>
public sealed class StoreRenderer
{
    private readonly Shop _shop;
    private readonly RenderOptions _options;
    private readonly StoreSet _set;
    private readonly LightVolume _volume;
    private readonly CameraRenderer[] _cameras;
    private readonly List<(Vec Min, Vec Max)>[] _stale;
    private readonly Dictionary<int, Appearance> _looks = [];
    private readonly List<PixelRect> _rects = [];
    private readonly Lock _stage = new(), _wardrobe = new();
    private List<Stance> _before = [];
    private long _beforeUs;

    /// <summary>Prepares a store; takes about a second a camera.</summary>
    /// <param name="world">The world, which must not live meanwhile.</param>
    /// <param name="cameras">Cameras, each with its calibration.</param>
    /// <param name="options">What pictures.</param>
    /// <exception cref="ArgumentException">A camera has no calibration, or an option is out of range.</exception>
    public StoreRenderer(World world, IReadOnlyList<StoreFile.CameraEntry> cameras, RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(cameras);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().FirstOrDefault() is { } problem) throw new ArgumentException(problem, nameof(options));
        CameraModel[] models = [.. cameras.Select(c => c.Calibration?.ToModel() ?? throw new ArgumentException($"camera {c.Device} has no calibration", nameof(cameras)))];
        (_shop, _options) = (world.Shop, options);
        _set = new StoreSet(_shop.Layout, _shop.Plan, models, options.Seed, !options.IsRandom);
        _set.Shelving.Update(_shop);
        _volume = new LightVolume(_set.Stage, _set.Lighting, _shop.Layout.Bounds);
        _cameras = [.. models.Select((m, i) => new CameraRenderer(View.Whole(m, options.Width, options.Height), _set, _volume, SensorOf(i), options.Squeezes, 2))];
        _stale = [.. models.Select(_ => new List<(Vec, Vec)>())];
    }

    /// <summary>The cameras of a world, each from where it really hangs and not from where its calibration says.</summary>
    /// <param name="world">The world, which must not live meanwhile.</param>
    /// <param name="options">What pictures.</param>
    public static StoreRenderer Of(World world, RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(world);
        return new StoreRenderer(world, [.. world.Cameras.Select((c, i) => new StoreFile.CameraEntry($"camera-{i + 1}", Calibration: CameraFile.Of(c.Camera)))], options);
    }

    /// <summary>How many cameras there are.</summary>
    public int Cameras => _cameras.Length;

    /// <summary>Where a camera hangs and what its lens does.</summary>
    public CameraModel Camera(int camera) => _cameras[camera].View.Camera;

    /// <summary>JPEG's quality that a camera writes with.</summary>
    public int Quality(int camera) => _cameras[camera].Options.Quality;

    /// <summary>Whether anything in the shelves has changed since a camera's last picture.</summary>
    public bool HasChanged(int camera)
    {
        lock (_stage) return _stale[camera].Count > 0;
    }

    internal StoreLayout Layout => _shop.Layout;

    internal CameraRenderer Inside(int camera) => _cameras[camera];

    internal Goods.Look[] Goods => _set.Looks;

    /// <summary>Takes down what the world is now. On the world's thread; the time between two calls tells how fast everybody moves.</summary>
    public Scene Observe()
    {
        long nowUs = _shop.NowUs;
        var now = new List<Stance>();
        foreach (People.Person person in _shop.People)
            if (person.IsSeen && !person.IsGone) now.Add(Stance.Of(person, nowUs));
        var people = new List<(Stance, Stance)>(now.Count);
        foreach (Stance stance in now) people.Add((_before.Find(b => b.Person == stance.Person) ?? stance, stance));
        var scene = new Scene(nowUs, people, Math.Max(1, nowUs - _beforeUs));
        if (nowUs != _beforeUs) (_before, _beforeUs) = (now, nowUs);
        lock (_stage)
        {
            foreach ((Vec, Vec) box in _set.Shelving.Update(_shop))
                foreach (List<(Vec, Vec)> stale in _stale) stale.Add(box);
        }
        return scene;
    }

    /// <summary>Makes a camera's picture.</summary>
    /// <param name="camera">Which camera, from 0.</param>
    /// <param name="scene">What there is to see.</param>
    /// <param name="rgb">Red, green, blue, row by row: width · height · 3 bytes.</param>
    /// <returns>What is really there.</returns>
    public FrameTruth Render(int camera, Scene scene, Span<byte> rgb)
    {
        ArgumentNullException.ThrowIfNull(scene);
        CameraRenderer renderer = _cameras[camera];
        Refresh(camera);
        renderer.Render(scene, LookOf, NoiseOf(camera, scene), rgb);
        return TruthReader.Read(renderer, scene, _shop.Layout);
    }

    /// <summary>Makes a camera's picture as video has it, which is what the edge's eyes work on.</summary>
    /// <param name="camera">Which camera, from 0.</param>
    /// <param name="scene">What there is to see.</param>
    /// <param name="i420">Brightness, then two planes of colour of half the size either way (BT.601, 16 to 235): width · height · 3 / 2 bytes.</param>
    /// <returns>What is really there.</returns>
    public FrameTruth RenderVideo(int camera, Scene scene, Span<byte> i420)
    {
        ArgumentNullException.ThrowIfNull(scene);
        CameraRenderer renderer = _cameras[camera];
        Refresh(camera);
        renderer.RenderVideo(scene, LookOf, NoiseOf(camera, scene), i420);
        return TruthReader.Read(renderer, scene, _shop.Layout);
    }

    /// <summary>Makes a picture of a square window of what a camera sees, as a finer camera at the same place would.</summary>
    /// <param name="camera">Which camera, from 0.</param>
    /// <param name="scene">What there is to see.</param>
    /// <param name="middle">The window's middle, in pixels of the camera's own size.</param>
    /// <param name="wide">Its width, in the same.</param>
    /// <param name="side">Pixels a side that it shall have.</param>
    /// <param name="rgb">Red, green, blue, row by row: side · side · 3 bytes.</param>
    /// <returns>What is really there, in pixels of the window.</returns>
    public FrameTruth RenderWindow(int camera, Scene scene, Pixel middle, double wide, int side, Span<byte> rgb)
    {
        ArgumentNullException.ThrowIfNull(scene);
        CameraRenderer whole = _cameras[camera], window;
        lock (_stage) window = new CameraRenderer(View.Window(whole.View.Camera, middle, wide, side), _set, _volume, whole.Options with { Vignette = 0 }, _options.Squeezes, 1, whole);
        window.Render(scene, LookOf, NoiseOf(camera, scene), rgb);
        return TruthReader.Read(window, scene, _shop.Layout);
    }

    /// <summary>Whether furniture or goods stand between a camera and a place.</summary>
    internal bool Hides(int camera, Vec place)
    {
        Vec origin = _cameras[camera].View.Origin, way = place - origin;
        float far = way.Length;
        lock (_stage) return _set.Stage.Blocks(origin, way * (1 / far), ref far);
    }

    internal Appearance LookOf(Stance stance)
    {
        lock (_wardrobe)
        {
            if (!_looks.TryGetValue(stance.Person, out Appearance? look))
                _looks[stance.Person] = look = new Appearance(new Dice(_options.Seed, "appearance", stance.Person), stance.IsStaff, _set.Uniform);
            return look;
        }
    }

    /// <summary>Traces anew what changed in the shelves since the camera's last picture.</summary>
    private void Refresh(int camera)
    {
        lock (_stage)
        {
            CameraRenderer renderer = _cameras[camera];
            Span<Vec> corners = stackalloc Vec[8];
            _rects.Clear();
            foreach ((Vec min, Vec max) in _stale[camera])
            {
                for (int c = 0; c < 8; c++) corners[c] = new((c & 1) == 0 ? min.X : max.X, (c & 2) == 0 ? min.Y : max.Y, (c & 4) == 0 ? min.Z : max.Z);
                PixelRect.JoinInto(_rects, renderer.View.Cover(corners, 2).Within(renderer.View.Width, renderer.View.Height));
            }
            foreach (PixelRect rect in _rects) renderer.Backdrop.Bake(rect);
            _stale[camera].Clear();
        }
    }

    private SensorOptions SensorOf(int camera) => _options.IsRandom ? SensorOptions.Draw(new Dice(_options.Seed, "sensor", camera)) : new SensorOptions();

    private Dice NoiseOf(int camera, Scene scene) => new(_options.Seed ^ (ulong)scene.TimeUs * 0x9E3779B97F4A7C15, "noise", camera);
}
