using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;
using O4O.Simulator.People;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Cameras;

/// <summary>
/// One ceiling camera with its detector: pictures at its own rhythm, detections on their way to the edge. It hangs a little otherwise than
/// its calibration says.
/// </summary>
internal sealed class CameraEye
{
    /// <summary>A hand takes half a second to reach and as long to withdraw: a shorter hole hides neither.</summary>
    private const long HoleUs = 500_000;

    private readonly CamerasOptions _options;
    private readonly Furniture _furniture;
    private readonly Network _network;
    private readonly Dice _rhythm;
    private readonly string _topic;
    private readonly uint _bootEpoch;
    private readonly DetectedBox[] _boxes = new DetectedBox[DetectionsPayload.BoxesMax];
    private readonly long[] _owners = new long[DetectionsPayload.BoxesMax];
    private readonly byte[] _message = new byte[DetectionsPayload.BytesMax];
    private readonly double _periodUs, _phaseUs;
    private long _pictures, _dueUs, _blindUntilUs;
    private uint _sequence;
    private int _count;

    /// <param name="layout">The store's id and bounds, and what stands in the way.</param>
    /// <param name="furniture">What stands in the way.</param>
    /// <param name="entry">The camera; it must be calibrated.</param>
    /// <param name="index">Which of the store's cameras, from 0: each draws from its own streams.</param>
    /// <param name="scenario">How well it sees.</param>
    /// <param name="post">Carries its messages.</param>
    /// <param name="seed">The same seed, the same detections.</param>
    /// <param name="nowUs">When it begins.</param>
    public CameraEye(
        Edge.Store.Layout.StoreLayout layout, Furniture furniture, StoreFile.CameraEntry entry, int index, Scenario scenario, Post post, ulong seed, long nowUs)
    {
        (_options, _furniture) = (scenario.Cameras, furniture);
        (Device, Calibrated) = (entry.Device, entry.Calibration!.ToModel());
        Camera = Hang(Calibrated, scenario.Cameras, new Dice(seed, "camera hangs", index));
        _rhythm = new Dice(seed, "camera rhythm", index);
        var chance = new Dice(seed, "camera network", index);
        _network = new Network(post, scenario.Faults, chance, Heard, TruthFault.BlindEyes);
        Looker = new DrawnLooker(Camera, furniture, layout.Bounds, scenario.Cameras, new Dice(seed, "camera sees", index), scenario.Cameras.Clothes ? new Wardrobe(seed, index) : null);
        _topic = Topics.Up(layout.StoreId, entry.Device, Topics.Detections);
        _bootEpoch = (uint)chance.Between(1L, 60L);
        _periodUs = 1e6 / _options.FramesPerSecond;
        _phaseUs = nowUs + _rhythm.Between(0, _periodUs);
        Plan();
        post.Send(nowUs, nowUs, Topics.Up(layout.StoreId, entry.Device, Topics.Status), new StatusPayload(true).ToBytes());
    }

    /// <summary>Its name in the store.</summary>
    public string Device { get; }

    /// <summary>How the store believes that it hangs.</summary>
    public CameraModel Calibrated { get; }

    /// <summary>How the camera really hangs.</summary>
    public CameraModel Camera { get; }

    /// <summary>What makes boxes of its pictures; drawn ones, until another is set.</summary>
    public ILooker Looker { get; set; }

    /// <summary>What the edge heard of it.</summary>
    public Hearing Heard { get; } = new(HoleUs);

    /// <summary>The last picture's boxes.</summary>
    public ReadOnlySpan<DetectedBox> Boxes => _boxes.AsSpan(0, _count);

    /// <summary>Whose the last picture's boxes are, by the eyes' numbers, 0 for nobody's: for scoring, told to nobody.</summary>
    public ReadOnlySpan<long> Owners => _owners.AsSpan(0, _count);

    /// <summary>Before this it sees nothing and says nothing.</summary>
    public long BlindUntilUs => _blindUntilUs;

    /// <summary>Sees nothing and says nothing for a while.</summary>
    public void Blind(long nowUs, long durationUs) => _blindUntilUs = Math.Max(_blindUntilUs, nowUs + durationUs);

    /// <summary>Sees nothing and says nothing any more.</summary>
    public void Die() => _blindUntilUs = long.MaxValue;

    /// <summary>Whether a place is in its pictures, and nothing that stands in the store hides it.</summary>
    public bool Sees(Point3 place) => Camera.TryProject(place, out Pixel pixel) && Camera.Shows(pixel) && !_furniture.Hides(Camera.Position, place);

    /// <summary>Takes a picture when one is due, and says whether; an empty store gives empty ones.</summary>
    public bool Tick(long nowUs, IReadOnlyList<Person> people)
    {
        if (nowUs < _dueUs) return false;
        Plan();
        _count = Looker.Look(nowUs, people, _boxes, _owners);
        var frame = new DetectionsFrame(
            new DeviceMark(_bootEpoch, _sequence++, nowUs), Looker.Width, Looker.Height, _boxes.AsSpan(0, _count));
        int length = DetectionsPayload.Write(_message, frame);
        _network.Send(
            nowUs, nowUs, _options.LatencyMsMin * 1_000L, _options.LatencyMsMax * 1_000L + 1, nowUs, _topic, _message.AsSpan(0, length), _blindUntilUs);
        return true;
    }

    /// <summary>The moment of the next picture, never before the last one's.</summary>
    private void Plan()
    {
        double dueUs = _phaseUs + _pictures++ * _periodUs + _rhythm.Gauss(0, _options.JitterMs * 1_000, 3);
        _dueUs = Math.Max(_dueUs + 1, (long)dueUs);
    }

    /// <summary>Where it really hangs: calibrations err.</summary>
    private static CameraModel Hang(CameraModel said, CamerasOptions options, Dice dice)
    {
        const double radiansADegree = 0.017453292519943295;
        Point3 off = new Point3(dice.Gauss(), dice.Gauss(), dice.Gauss()) * options.CalibrationMm;
        Point3 turn = new Point3(dice.Gauss(), dice.Gauss(), dice.Gauss()) * (options.CalibrationDegrees * radiansADegree);
        Rotation by = Rotation.FromVector(turn.X, turn.Y, turn.Z), was = said.Rotation;
        return new(said.Intrinsics, said.Lens, said.Position + off, new(was.ToStore(by.Right), was.ToStore(by.Down), was.ToStore(by.Forward)));
    }
}
