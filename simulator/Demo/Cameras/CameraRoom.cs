using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Demo.Setup;
using O4O.Simulator.People;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Demo.Cameras;

/// <summary>All that a demo needs to look for itself: a stream a camera, the eyes that read them, and who draws the pictures.</summary>
internal sealed class CameraRoom : IDisposable
{
    /// <summary>Before a shelf hands are this far in front of it and above its goods, millimetres.</summary>
    private const double BeforeMm = -120, AboveMm = 150;

    private readonly CameraStream[] _streams;
    private readonly DemoEyes _eyes;
    private LiveCameras? _live;

    /// <summary>Opens the streams and writes the eyes' settings.</summary>
    public CameraRoom(DemoSetup setup, DemoEyes eyes, int brokerPort)
    {
        _eyes = eyes;
        StoreFile.CameraEntry[] cameras = [.. setup.Store.Cameras.Where(c => c.Calibration is not null)];
        _streams = [.. cameras.Select(_ => new CameraStream(eyes.Width, eyes.Height, DemoEyes.FramesPerSecond))];
        StoreLayout layout = setup.Store.ToLayout();
        setup.WriteEyesConfig(brokerPort, eyes, [.. cameras.Select((c, i) => new CameraFeed(c.Device, _streams[i].Source, Shelves(layout, c.Calibration!.ToModel())))]);
        Figures = setup.InFolder("eyes-figures.json");
        Service = new EyesService(setup.EyesConfig, Figures, _streams, setup.LogOf("eyes"));
    }

    public ISupervised Service { get; }

    /// <summary>Where the eyes tell at their end how they did.</summary>
    public string Figures { get; }

    /// <summary>Pictures drawn so far.</summary>
    public long Drawn => _live?.Drawn ?? 0;

    /// <summary>Pictures that could not be drawn in time, or that the eyes were not ready for.</summary>
    public long Missed => (_live?.Missed ?? 0) + _streams.Sum(s => s.Dropped);

    /// <summary>What ended the pictures before their time; null while they go on.</summary>
    public Exception? Fault => _live?.Fault;

    /// <summary>Prepares the pictures of a world that has not lived yet.</summary>
    public void Open(World world, ulong seed)
    {
        _live?.Dispose();
        _live = new LiveCameras(world, _streams, _eyes, seed);
    }

    /// <summary>On the world's thread, after each of its steps.</summary>
    public void Look(World world) => _live!.Look(world);

    public void Dispose()
    {
        _live?.Dispose();
        foreach (CameraStream stream in _streams) stream.Dispose();
    }

    /// <summary>Whose movements concern a camera: the shelves before which it sees hands.</summary>
    private static string[] Shelves(StoreLayout layout, CameraModel camera)
    {
        var plan = new FloorPlan(layout);
        var furniture = new Furniture(layout, plan);
        var seen = new List<string>();
        foreach (Shelf shelf in layout.Shelves)
        {
            for (int p = 0; p < shelf.PlateCount; p++)
            {
                Point3 at = plan.PointOn(shelf.FirstPlate + p, 0.5, BeforeMm, AboveMm);
                if (!camera.TryProject(at, out Pixel pixel) || !camera.Shows(pixel) || furniture.Hides(camera.Position, at)) continue;
                seen.Add(shelf.Device);
                break;
            }
        }
        return [.. seen];
    }
}
