using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.People;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Stores;
using O4O.Simulator.Tests.Simulation;

namespace O4O.Simulator.Tests.Cameras;

public class CameraEyeTests
{
    private static StoreFile Store(ulong seed) => new CameraStore(5).Of(DemoStore.Create(), seed);

    [Fact]
    public void World_FromDetections_SaysTheSameBytesAgain()
    {
        using var first = new Heard(BuiltInScenarios.Faulty, 7, store: Store(7));
        using var second = new Heard(BuiltInScenarios.Faulty, 7, store: Store(7));

        first.Live();
        second.Live(stepUs: 37_000);
        first.World.Advance(Heard.Start + 100_000_000);
        second.World.Advance(Heard.Start + 100_000_000);

        Assert.Equal(first.HashHex, second.HashHex);
    }

    /// <summary>Who looks moves nobody: shelves, people and truth are the same.</summary>
    [Fact]
    public void World_FromDetections_HasTheSameTruthAsFromJoints()
    {
        using var joints = new Heard(BuiltInScenarios.Mixed, 5);
        using var detections = new Heard(BuiltInScenarios.Mixed, 5, store: Store(5));

        joints.Live();
        detections.Live();

        Assert.Equal(joints.World.ToTruth().ToJson(), detections.World.ToTruth().ToJson());
    }

    [Fact]
    public void Cameras_InAWholeDay_SendPicturesInOrderAtTheirRate()
    {
        var last = new Dictionary<string, (long TimeUs, uint Sequence)>();
        var gaps = new List<long>();
        var boxes = new DetectedBox[DetectionsPayload.BoxesMax];
        using var heard = new Heard(BuiltInScenarios.Calm, 3, Hear, store: Store(3));

        heard.Live();

        Assert.Equal(5, last.Count);
        Assert.InRange(gaps.Average(), 99_500, 100_500);
        Assert.True(gaps.Distinct().Count() > 2, "they jitter");

        void Hear(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
        {
            if (!topic.EndsWith("/" + Topics.Detections, StringComparison.Ordinal)) return;
            Assert.True(DetectionsPayload.TryRead(payload, boxes, out DetectionsFrame frame, out string error), error);
            Assert.InRange(arrival.Us - frame.Mark.TimeUs, 90_000, 150_001);
            if (last.TryGetValue(topic, out (long TimeUs, uint Sequence) before) && frame.Mark.Sequence == before.Sequence + 1)
                gaps.Add(frame.Mark.TimeUs - before.TimeUs);
            last[topic] = (frame.Mark.TimeUs, frame.Mark.Sequence);
        }
    }

    /// <summary>A head seen by a camera, taken back at its true height through the calibration that the edge has, is near where it is.</summary>
    [Fact]
    public void Heads_TakenBackToTheStore_AreWhereThePeopleAre()
    {
        StoreFile store = Store(11);
        CameraModel[] said = [.. store.Cameras.Select(c => c.Calibration!.ToModel())];
        using var heard = new Heard(BuiltInScenarios.Mixed, 11, store: store);
        var offMm = new List<double>();
        int people = 0, seen = 0, nobody = 0;

        heard.Live(
            world =>
            {
                foreach (Person person in world.Shop.People.Where(p => p.IsSeen && !p.IsGone))
                {
                    people++;
                    if (world.Cameras.Any(c => c.Owners.Contains(person.Track))) seen++;
                }
                for (int c = 0; c < said.Length; c++) Measure(world.Cameras[c], said[c], world, offMm, ref nobody);
            },
            100_000);

        offMm.Sort();
        Assert.True(people > 2_000, $"{people} people");
        Assert.True(seen > 0.97 * people, $"{seen} of {people} in some camera's picture");
        Assert.True(offMm[offMm.Count / 2] < 60, $"median {offMm[offMm.Count / 2]:0} mm");
        Assert.True(offMm[offMm.Count * 9 / 10] < 200, $"p90 {offMm[offMm.Count * 9 / 10]:0} mm");
        Assert.True(nobody > 0, "boxes where nobody is");
    }

    private static void Measure(CameraEye eye, CameraModel said, World world, List<double> offMm, ref int nobody)
    {
        Span<Point3> joints = stackalloc Point3[JointSet.Count];
        for (int b = 0; b < eye.Boxes.Length; b++)
        {
            if (eye.Owners[b] == 0) nobody++;
            Keypoint head = eye.Boxes[b].Keypoints[JointKind.Head];
            Person? owner = world.Shop.People.Find(p => p.Track == eye.Owners[b]);
            if (owner is null || !head.Seen || head.Score < 0.6) continue;
            owner.Body.Joints(world.Now.Us, joints);
            Point3 at = joints[(int)JointKind.Head];
            Pixel pixel = said.PixelAt(head.X, head.Y, said.Intrinsics.Width, said.Intrinsics.Height);
            if (said.TryAtHeight(pixel, at.Z, out Point3 found)) offMm.Add(Point3.FloorDistanceMm(found, at));
        }
    }
}
