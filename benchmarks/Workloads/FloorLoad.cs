using O4O.Edge.Host.EventLoop;
using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;

namespace O4O.Benchmarks.Workloads;

/// <summary>
/// Twelve cameras around a hall, each of which sees all of twenty people who go round in it, head and wrists: the detections of two
/// minutes at ten pictures a second and camera, as messages, over and over through the machine.
/// </summary>
internal sealed class FloorLoad
{
    public const int Cameras = 12, People = 20, Frames = 100 * Cameras;
    private const long PictureUs = 100_000 / Cameras;
    private const int WidthPx = 1_280, HeightPx = 960;
    private const double HallMm = 12_000, HeadMm = 1_580;
    private readonly byte[][] _messages = new byte[Frames][];
    private readonly FactIntake _intake;
    private readonly StoreLayout _layout;
    private long _facts;

    public FloorLoad(ulong seed)
    {
        var builder = new StoreLayoutBuilder("hall", "EUR", EntryPolicy.FirstSight, new Box3(default, new(HallMm, HallMm, 4_000)));
        for (int c = 0; c < Cameras; c++)
        {
            double turn = 2 * Math.PI * c / Cameras;
            var at = new Point3(HallMm / 2 * (1 + 1.1 * Math.Cos(turn)), HallMm / 2 * (1 + 1.1 * Math.Sin(turn)), 4_000);
            builder.Camera($"camera-{c + 1}", ClockKind.Free, new CameraModel(
                new Intrinsics(600, 600, WidthPx / 2.0, HeightPx / 2.0, WidthPx, HeightPx), Lens.None, at, Rotation.Looking(at, new(HallMm / 2, HallMm / 2, 800))));
        }
        _layout = builder.Build();
        var dice = new Dice(seed, "floor load");
        for (int frame = 0; frame < Frames; frame++) _messages[frame] = Message(frame, dice);
        _intake = new FactIntake(new StoreMachine(_layout, new StoreOptions(), []));
        _intake.Machine.Start(new StoreTime(0));
        Follow(); // everybody has come in
    }

    /// <summary>All pictures once; how many were followed at the end.</summary>
    public int Follow()
    {
        for (int frame = 0; frame < Frames; frame++)
        {
            byte[] message = _messages[frame];
            long nowUs = _facts * PictureUs;
            // The same film again, a later one: only its mark differs.
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(12), (uint)(_facts / Cameras));
            System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(16), nowUs);
            var stamp = new Stamp(++_facts, new StoreTime(nowUs + 90_000));
            _intake.Take(stamp, _layout.Sources[frame % Cameras], message, out _);
            _intake.Machine.Decide(stamp);
            _intake.Machine.Taken();
        }
        if (_intake.Machine.Floor!.PeopleCount != People) throw new InvalidOperationException($"{_intake.Machine.Floor.PeopleCount} followed, not {People}");
        return People;
    }

    private byte[] Message(int frame, Dice dice)
    {
        CameraModel camera = _layout.Cameras[frame % Cameras].Model;
        var boxes = new List<DetectedBox>();
        for (int person = 0; person < People; person++)
        {
            // Five rings of four; each goes round once in a film.
            double radius = 1_200 + 900 * (person / 4), turn = 2 * Math.PI * ((double)frame / Frames + person % 4 / 4.0 + 0.07 * (person / 4));
            var feet = new Point3(HallMm / 2 + radius * Math.Cos(turn), HallMm / 2 + radius * Math.Sin(turn), 0);
            if (dice.Chance(0.05) || !TryPoint(camera, feet with { Z = HeadMm }, out Keypoint head) || !TryPoint(camera, feet, out Keypoint floor)) continue;
            if (!TryPoint(camera, feet with { Z = HeadMm / 0.93 }, out Keypoint crown)) continue;
            float height = floor.Y - crown.Y, off = 0.01f * height;
            var joints = default(KeypointSet);
            joints[JointKind.Head] = head with { X = head.X + off * (float)dice.Gauss(), Y = head.Y + off * (float)dice.Gauss() };
            foreach ((JointKind kind, double aside) in new[] { (JointKind.LeftWrist, -200.0), (JointKind.RightWrist, 200.0) })
                if (TryPoint(camera, feet + new Point3(aside, aside, 900), out Keypoint wrist)) joints[kind] = wrist with { X = wrist.X + off * (float)dice.Gauss() };
            boxes.Add(new DetectedBox(crown.X - 0.2f * height, crown.Y, 0.4f * height, height, 0.9f, DetectedBox.Person, joints));
        }
        DetectedBox[] all = [.. boxes];
        byte[] message = new byte[DetectionsPayload.Size(all)];
        DetectionsPayload.Write(message, new DetectionsFrame(new DeviceMark(1, 0, 0), WidthPx, HeightPx, all));
        return message;
    }

    private static bool TryPoint(CameraModel camera, Point3 place, out Keypoint point)
    {
        bool seen = camera.TryProject(place, out Pixel pixel) && camera.Shows(pixel);
        (double x, double y) = camera.InPicture(pixel, WidthPx, HeightPx);
        point = new Keypoint((float)x, (float)y, 0.9f);
        return seen;
    }
}
