using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Tests.Store.FloorTracking;

/// <summary>
/// A room with cameras in it and people who walk about, stop and reach out; what a detector that misses, shakes and imagines makes
/// of the pictures, each at its own moment, arriving in whatever order. All from one seed.
/// </summary>
internal sealed class Scene
{
    public const long FrameUs = 100_000;
    private const double NearMm = 450;
    private readonly Random _random;
    private readonly List<SceneFrame> _frames = [];
    private readonly SceneOptions _options;

    public Scene(int seed, SceneOptions options)
    {
        (_random, _options) = (new Random(seed), options);
        Cameras = [.. SceneCameras.Around(options.WidthMm, options.DepthMm).Take(options.Cameras)];
        Layout = LayoutOf(options, Cameras);
        for (int i = 0; i < options.People; i++) People.Add(new Walker(i, Stand(), 1_580 + 90 * Gauss(), options.EnterEveryUs * i, options.EndUs));
        Walk();
        _frames.Sort((a, b) => a.ArrivalUs != b.ArrivalUs ? a.ArrivalUs.CompareTo(b.ArrivalUs) : a.Camera.CompareTo(b.Camera));
    }

    public IReadOnlyList<CameraModel> Cameras { get; }
    public StoreLayout Layout { get; }
    public List<Walker> People { get; } = [];

    /// <summary>What the detectors say, in the order of its arrival.</summary>
    public IReadOnlyList<SceneFrame> Frames => _frames;

    private static StoreLayout LayoutOf(SceneOptions options, IReadOnlyList<CameraModel> cameras)
    {
        StoreLayoutBuilder builder = SceneCameras.Room(cameras, widthMm: options.WidthMm, depthMm: options.DepthMm);
        for (int s = 0; s < options.Shelves.Count; s++) builder.Shelf(s + 1, 1, ClockKind.Free, [(1, options.Shelves[s])]);
        return builder.Build();
    }

    private Point3 Stand()
    {
        while (true)
        {
            var at = new Point3(600 + _random.NextDouble() * (_options.WidthMm - 1_200), 600 + _random.NextDouble() * (_options.DepthMm - 1_200), 0);
            if (_options.Shelves.All(shelf => shelf.FloorDistanceMm(at) > 300)) return at;
        }
    }

    private double Gauss()
    {
        double u = 1 - _random.NextDouble(), v = _random.NextDouble();
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
    }

    private void Walk()
    {
        const long stepUs = 10_000;
        for (long t = 0; t < _options.EndUs; t += stepUs)
        {
            foreach (Walker w in People)
            {
                if (t < w.FromUs) continue;
                if (t >= w.RestUntilUs && !Step(w, stepUs / 1e6))
                {
                    w.Target = Stand();
                    w.RestUntilUs = t + (_random.NextDouble() < 0.6 ? _random.Next(500_000, 4_000_000) : 0);
                    w.SpeedMm = 500 + 900 * _random.NextDouble();
                }
                w.Remember(t);
            }
            for (int c = 0; c < Cameras.Count; c++)
                if ((t + c * FrameUs / Cameras.Count / stepUs * stepUs) % FrameUs == 0) _frames.Add(Look(c, t));
        }
    }

    private bool Step(Walker w, double seconds)
    {
        Point3 way = w.Target - w.At;
        if (way.LengthMm < 50) return false;
        Point3 next = w.At + way * Math.Min(1, w.SpeedMm * seconds / way.LengthMm);
        foreach (Walker other in People)
            if (other != w && other.IsThere && Point3.FloorDistanceMm(other.At, next) < NearMm && Point3.FloorDistanceMm(other.At, next) < Point3.FloorDistanceMm(other.At, w.At)) return false;
        foreach (Box3 shelf in _options.Shelves)
            if (shelf.FloorDistanceMm(next) < 250) return false;
        w.At = next;
        w.Heading = way * (1 / way.LengthMm);
        return true;
    }

    private SceneFrame Look(int camera, long t)
    {
        CameraModel model = Cameras[camera];
        var boxes = new List<DetectedBox>();
        Walker[] nearFirst = [.. People.Where(p => p.IsThere).OrderBy(p => Point3.FloorDistanceMm(p.At, model.Position))];
        var covered = new List<DetectedBox>();
        foreach (Walker w in nearFirst)
        {
            if (SceneCameras.Box(model, w, _options.Shelves) is not { } box) continue;
            double hidden = covered.Count == 0 ? 0 : covered.Max(front => Cover(front, box));
            covered.Add(box);
            if (hidden > 0.6 || _random.NextDouble() < _options.Miss + 0.5 * hidden) continue;
            foreach (DetectedBox front in covered.SkipLast(1))
                if (Cover(front, box) > 0.1 && front.Top < box.Bottom && front.Bottom > box.Bottom && front.Top > box.Top)
                    box = box with { Height = Math.Max(box.Height * 0.3f, front.Top + 0.3f * front.Height - box.Top) };
            boxes.Add(Shaken(box, w, camera));
        }
        while (_random.NextDouble() < _options.Imagined)
            boxes.Add(new DetectedBox(_random.Next(1_000), _random.Next(500), 60 + _random.Next(100), 150 + _random.Next(200), 0.5f + 0.3f * (float)_random.NextDouble(), DetectedBox.Person, default));
        return new SceneFrame(camera, t, t + 60_000 + _random.Next(_options.LatencySpreadUs), [.. boxes]);
    }

    private DetectedBox Shaken(DetectedBox box, Walker w, int camera)
    {
        float edge = (float)(_options.EdgeNoise * box.Height), joint = (float)(_options.JointNoise * box.Height);
        float Off(float sigma) => sigma * (float)Gauss();
        var joints = default(KeypointSet);
        if (_options.Joints)
        {
            var systematic = new Random(w.Number * 100 + camera); // a detector errs the same way for the same clothes
            float bias = joint * (float)(systematic.NextDouble() - 0.5);
            for (int j = 0; j < JointSet.Count; j++)
                if (box.Keypoints[j] is { Seen: true } k) joints[(int)Named((JointKind)j)] = new Keypoint(k.X + Off(joint) + bias, k.Y + Off(joint), 0.5f + 0.5f * (float)_random.NextDouble());
        }
        float score = _random.NextDouble() < 0.1 ? 0.2f + 0.3f * (float)_random.NextDouble() : 0.55f + 0.4f * (float)_random.NextDouble();
        return new DetectedBox(box.Left + Off(edge), box.Top + Off(edge), box.Width, Math.Max(10, box.Height + Off(edge)), score, DetectedBox.Person, joints);
    }

    private JointKind Named(JointKind kind) => kind == JointKind.RightWrist && _options.WrongSide > 0 && _random.NextDouble() < _options.WrongSide ? JointKind.LeftWrist : kind;

    private static double Cover(DetectedBox front, DetectedBox behind)
    {
        double width = Math.Min(front.Right, behind.Right) - Math.Max(front.Left, behind.Left);
        double height = Math.Min(front.Bottom, behind.Bottom) - Math.Max(front.Top, behind.Top);
        return width > 0 && height > 0 ? width * height / (behind.Width * behind.Height) : 0;
    }
}

/// <summary>What a detector says of one picture, and when that arrives.</summary>
internal sealed record SceneFrame(int Camera, long CapturedUs, long ArrivalUs, DetectedBox[] Boxes);

/// <summary>A scene's size and how bad its detectors are.</summary>
internal sealed record SceneOptions
{
    public double WidthMm { get; init; } = 8_000;
    public double DepthMm { get; init; } = 6_000;
    public int Cameras { get; init; } = 4;
    public int People { get; init; } = 5;
    public long EnterEveryUs { get; init; } = 1_500_000;
    public long EndUs { get; init; } = 60_000_000;
    public double Miss { get; init; } = 0.08;
    public double Imagined { get; init; } = 0.03;
    public double EdgeNoise { get; init; } = 0.035;
    public double JointNoise { get; init; } = 0.02;
    /// <summary>How often the right wrist is called the left one.</summary>
    public double WrongSide { get; init; }
    public int LatencySpreadUs { get; init; } = 150_000;
    public bool Joints { get; init; } = true;
    public IReadOnlyList<Box3> Shelves { get; init; } = [];
}
