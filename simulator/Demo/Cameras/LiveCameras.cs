using O4O.Edge.Wire;
using O4O.Simulator.Rendering;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Demo.Cameras;

/// <summary>
/// What a living world's cameras see, as streams: the world's thread takes down who stands where whenever a camera's picture is due, a thread
/// of its own draws them, one camera after the other. A camera whose last picture is not drawn yet misses one.
/// </summary>
internal sealed class LiveCameras : IDisposable
{
    private readonly StoreRenderer _renderer;
    private readonly IReadOnlyList<CameraStream> _streams;
    private readonly Scene?[] _scenes;
    private readonly long[] _dueUs;
    private readonly byte[] _pixels;
    private readonly Thread _thread;
    private readonly object _gate = new(); // waited on with Monitor
    private readonly long _periodUs;
    private long _drawn, _missed;
    private Exception? _fault;
    private int _next;
    private bool _stopping;

    /// <summary>Prepares the pictures; takes about a second a camera.</summary>
    /// <param name="world">A world that has not lived yet, whose store has as many calibrated cameras as there are streams.</param>
    /// <param name="streams">Where the pictures go.</param>
    /// <param name="eyes">What pictures.</param>
    /// <param name="seed">The same seed, the same clothes.</param>
    public LiveCameras(World world, IReadOnlyList<CameraStream> streams, DemoEyes eyes, ulong seed)
    {
        _renderer = StoreRenderer.Of(world, new RenderOptions { Width = eyes.Width, Height = eyes.Height, IsRandom = false, Seed = seed });
        _streams = streams;
        _scenes = new Scene?[streams.Count];
        _pixels = new byte[Rendering.Pictures.VideoPicture.Bytes(eyes.Width, eyes.Height)];
        _periodUs = 1_000_000 / DemoEyes.FramesPerSecond;
        // Spread over the period, so that the work is.
        _dueUs = [.. streams.Select((_, i) => world.Start.Us + _periodUs * i / streams.Count)];
        _thread = new Thread(Draw) { Name = "cameras", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Pictures drawn.</summary>
    public long Drawn => Interlocked.Read(ref _drawn);

    /// <summary>Pictures that were due while the one before them was not drawn yet.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    /// <summary>What ended the drawing before its time; null while it goes on.</summary>
    public Exception? Fault => Volatile.Read(ref _fault);

    /// <summary>On the world's thread, after each of its steps.</summary>
    public void Look(World world)
    {
        long nowUs = world.Now.Us;
        Scene? scene = null;
        for (int c = 0; c < _dueUs.Length; c++)
        {
            if (nowUs < _dueUs[c]) continue;
            // After a stall the pictures that nobody could take are not made up for.
            while (_dueUs[c] <= nowUs) _dueUs[c] += _periodUs;
            scene ??= _renderer.Observe();
            lock (_gate)
            {
                if (_scenes[c] is not null) Interlocked.Increment(ref _missed);
                _scenes[c] = scene;
                Monitor.Pulse(_gate);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }
        _thread.Join();
    }

    private void Draw()
    {
        try
        {
            while (Next(out int camera) is { } scene)
            {
                _renderer.RenderVideo(camera, scene, _pixels);
                _streams[camera].Show(_pixels);
                Interlocked.Increment(ref _drawn);
            }
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException)
        {
            // Shown by whoever waits for the world; an exception on this thread would end the process and leave no report.
            Volatile.Write(ref _fault, fault);
        }
    }

    /// <summary>Waits for a scene that is to be drawn; null at the end. Cameras take turns.</summary>
    private Scene? Next(out int camera)
    {
        lock (_gate)
        {
            while (!_stopping)
            {
                for (int i = 0; i < _scenes.Length; i++)
                {
                    camera = (_next + i) % _scenes.Length;
                    if (_scenes[camera] is not { } scene) continue;
                    (_scenes[camera], _next) = (null, camera + 1);
                    return scene;
                }
                Monitor.Wait(_gate);
            }
            camera = -1;
            return null;
        }
    }
}
