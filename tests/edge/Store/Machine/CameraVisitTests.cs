using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Tests.Store.Builders;
using O4O.Edge.Tests.Store.FloorTracking;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>A store whose eyes are cameras and detectors: from the gate to the exit, by detections alone.</summary>
public sealed class CameraVisitTests
{
    private const double HeadMm = 1_580;
    private static readonly Point3 InFront = new(-600, 600, 0), AtScanner = new(600, 600, 0), Inside = new(3_000, 2_500, 0), AtExit = new(5_500, 600, 0);
    private readonly StoreLayout _layout;
    private readonly StoreMachine _machine;
    private readonly List<JournalRecord> _records = [];
    private readonly uint[] _sequences;
    private long _facts;

    public CameraVisitTests()
    {
        var builder = new StoreLayoutBuilder(SmallStore.Id, "KRW", EntryPolicy.Gate, new Box3(new(0, 0, 0), new(6_000, 5_000, 3_000)));
        builder.Gate(new Gate("gate-1", AtScanner, new Box3(new(0, 0, 0), new(1_200, 1_200, 2_500)), new Box3(new(4_800, 0, 0), new(6_000, 1_200, 2_500))));
        foreach ((CameraModel camera, int i) in SceneCameras.Around(6_000, 5_000).Take(4).Select((c, i) => (c, i)))
            builder.Camera($"camera-{i + 1}", ClockKind.Synchronised, camera);
        builder.Hands("hands-2", ClockKind.Synchronised, "camera-2");
        _layout = builder.Build();
        _sequences = new uint[_layout.Sources.Count];
        _machine = new StoreMachine(_layout, new StoreOptions { Sessions = new() { StandUs = 30_000_000 } }, [CodeMint.Ours.Issuer]);
        _machine.Start(Script.Time(0));
    }

    [Fact]
    public void Visit_SeenByCamerasAlone_BeginsAtTheGateAndEndsAtTheExit()
    {
        Run(0, 30, [new Way(1, AtScanner, AtScanner), new Way(4, AtScanner, Inside), new Way(12, Inside, AtExit), new Way(14, AtExit, AtExit)], scanAt: 2, party: 1);

        TrackBound bound = Assert.Single(_records.OfType<TrackBound>());
        SessionLeft left = Assert.Single(_records.OfType<SessionLeft>());
        Assert.Equal((bound.Session, "exit"), (left.Session, left.How));
        Assert.Empty(_records.OfType<DoubtRaised>());
        Assert.Equal(1, _machine.Floor!.Counters.Confirmed);
    }

    [Fact]
    public void Party_OfTwo_AreBothOfTheVisit()
    {
        Way[] first = [new(1, AtScanner, AtScanner), new(4, AtScanner, Inside), new(25, Inside, Inside)];
        Way[] second = [new(5, InFront with { X = 100 }, AtScanner), new(9, AtScanner, Inside with { X = 4_000 }), new(25, Inside with { X = 4_000 }, Inside with { X = 4_000 })];

        Run(0, 22, first, scanAt: 2, party: 2, second);

        TrackBound[] bound = [.. _records.OfType<TrackBound>()];
        Assert.Equal(2, bound.Select(b => b.Track).Distinct().Count());
        Assert.Single(bound.Select(b => b.Session).Distinct());
    }

    /// <summary>The look comes before the detections of its picture.</summary>
    [Fact]
    public void Look_AtAWristInAPicture_IsOfWhoseWristItIs()
    {
        Point3 other = Inside with { X = 4_400 };
        Run(0, 6, [new Way(1, AtScanner, AtScanner), new Way(3, AtScanner, Inside)], scanAt: 2, party: 2, [new Way(1, other with { Y = other.Y - 1_000 }, other), new Way(2, other, other), new Way(7, other, other)]);
        StoreTime now = Script.Time(6.025);
        CameraModel camera = _layout.Cameras[1].Model;
        Assert.True(camera.TryProject(new Walker(0, other, HeadMm, 0, 0).RightWrist, out Pixel wrist));
        (double x, double y) = camera.InPicture(wrist, SceneCameras.Width, SceneCameras.Height);

        Look(now, "hands-2", new HandLook((float)x + 2, (float)y - 2, null, 1_000, []));
        Look(now, "hands-2", new HandLook((float)x + 2, 20, true, 2_000, []));
        Assert.DoesNotContain(_machine.People, t => t.LookCount > 0);
        Look(now, 1, [Inside, other]);

        Track looked = Assert.Single(_machine.People, t => t.LookCount > 0);
        Assert.InRange(Point3.FloorDistanceMm(looked.Place, other), 0, 300);
        Assert.Equal((1, now, true), (looked.LookCount, looked.LookTimeAt(0), looked.LookAt(0).IsRight));
        Assert.InRange(looked.LookAt(0).Empty, 1_000, 3_000);
        Assert.Equal((1, 1), (_machine.Counters.Looks, _machine.Counters.LooksOfNobody));
    }

    [Fact]
    public void Look_WhereTwoHandsMayBe_SaysLessOfBoth()
    {
        Point3 near = Inside with { X = Inside.X + 30, Y = Inside.Y + 480 };
        Run(0, 6, [new Way(1, AtScanner, AtScanner), new Way(3, AtScanner, Inside)], scanAt: 2, party: 2, [new Way(1, near with { Y = near.Y + 1_000 }, near), new Way(2, near, near), new Way(7, near, near)]);
        StoreTime now = Script.Time(6.025);
        CameraModel camera = _layout.Cameras[1].Model;
        Look(now, 1, [Inside, near]);
        Assert.True(camera.TryProject(new Walker(0, Inside, HeadMm, 0, 0).RightWrist, out Pixel one));
        Assert.True(camera.TryProject(new Walker(0, near, HeadMm, 0, 0).RightWrist, out Pixel two));
        (double x, double y) = camera.InPicture(new Pixel((one.U + two.U) / 2, (one.V + two.V) / 2), SceneCameras.Width, SceneCameras.Height);
        double apartPx = Math.Sqrt((one.U - two.U) * (one.U - two.U) + (one.V - two.V) * (one.V - two.V));

        Look(now, "hands-2", new HandLook((float)x, (float)y, true, HandLook.Whole, []));

        Track[] looked = [.. _machine.People.Where(t => t.LookCount > 0)];
        Assert.True(looked.Length == 2, $"{looked.Length} were looked at, their wrists {apartPx:F0} px apart");
        Assert.All(looked, t => Assert.InRange(t.LookAt(0).EmptyProbability, HandLook.EmptyBefore, 0.7));
        Assert.Equal(1, _machine.Counters.LooksInDoubt);
    }

    [Fact]
    public void Camera_ThatDies_BlindsNobodyWhileTheOthersSeeItsFloor()
    {
        Run(0, 25, [new Way(1, AtScanner, AtScanner), new Way(4, AtScanner, Inside), new Way(25, Inside, Inside)], scanAt: 2, party: 1, deadCamera: 0, deadFrom: 6);

        Assert.Contains(_records.OfType<SourceChanged>(), c => c.Device == "camera-1" && c.State == "silent");
        Assert.Empty(_records.OfType<DoubtRaised>());
        Assert.Empty(_records.OfType<SessionLeft>());
    }

    /// <summary>What a network takes for somebody stands for ever.</summary>
    [Fact]
    public void Visit_WhoseNumberWentOverToAThing_EndsInReview()
    {
        Run(0, 45, [new Way(1, AtScanner, AtScanner), new Way(4, AtScanner, Inside), new Way(7, Inside, Inside)], scanAt: 2, party: 1);

        Assert.Equal("lost", Assert.Single(_records.OfType<SessionLeft>()).How);
        SessionSettled trip = Assert.Single(_records.OfType<SessionSettled>());
        Assert.Equal((SessionSettled.Review, null), (trip.Outcome, trip.ChargeId));
        Assert.Contains(trip.Reasons, r => r.Contains("stood in one place", StringComparison.Ordinal));
    }

    [Fact]
    public void Cameras_ThatAllDie_MakeEverybodyDoubtful()
    {
        Run(0, 25, [new Way(1, AtScanner, AtScanner), new Way(4, AtScanner, Inside), new Way(25, Inside, Inside)], scanAt: 2, party: 1, deadCamera: -1, deadFrom: 6);

        Assert.Contains(_records.OfType<DoubtRaised>(), d => d.Reason.Contains("blind", StringComparison.Ordinal));
    }

    /// <summary>From where, since a second, to where, until the next way begins.</summary>
    private sealed record Way(double From, Point3 Start, Point3 End);

    private void Run(double from, double to, Way[] one, double scanAt, int party, Way[]? other = null, int deadCamera = -2, double deadFrom = double.PositiveInfinity)
    {
        bool scanned = false;
        for (double at = from; at < to; at += 0.025)
        {
            StoreTime now = Script.Time(at);
            int camera = (int)Math.Round(at / 0.025) % 4;
            if (!scanned && at >= scanAt)
            {
                scanned = true;
                var scan = new GateScan(new DeviceMark(1, 0, now.Us), CodeMint.Ours.Code("anna", now, party: party));
                Do(now, s => _machine.OnScan(s, Source("gate-1"), scan));
            }
            if (at >= deadFrom && (deadCamera == camera || deadCamera == -1)) Do(now, _machine.OnTick);
            else Look(now, camera, [.. new[] { one, other }.OfType<Way[]>().Select(w => PlaceAt(w, at)).OfType<Point3>()]);
            if (camera == 0) Do(now, _machine.OnTick);
        }
    }

    private static Point3? PlaceAt(Way[] ways, double at)
    {
        for (int i = ways.Length - 1; i >= 0; i--)
        {
            if (at < ways[i].From) continue;
            double until = i + 1 < ways.Length ? ways[i + 1].From : ways[i].From + 2;
            double share = Math.Min(1, (at - ways[i].From) / (until - ways[i].From));
            bool isGone = i == ways.Length - 1 && share >= 1 && ways[i].Start == AtExit;
            return isGone ? null : ways[i].Start + (ways[i].End - ways[i].Start) * share;
        }
        return null;
    }

    private void Look(StoreTime now, int camera, Point3[] people)
    {
        CameraModel model = _layout.Cameras[camera].Model;
        DetectedBox[] boxes = [.. people
            .Select((p, i) => SceneCameras.Box(model, new Walker(i, p, HeadMm, 0, 0), [])).OfType<DetectedBox>().Select(b => b with { Score = 0.9f })];
        int source = _layout.Cameras[camera].SourceIndex;
        var mark = new DeviceMark(1, _sequences[source]++, now.Us);
        Do(now, s => _machine.OnDetections(s, source, new DetectionsFrame(mark, SceneCameras.Width, SceneCameras.Height, boxes)));
    }

    private void Look(StoreTime now, string device, HandLook look)
    {
        int source = Source(device);
        var mark = new DeviceMark(1, _sequences[source]++, now.Us);
        Do(now, s => _machine.OnHands(s, source, new HandsFrame(mark, [look], SceneCameras.Width, SceneCameras.Height)));
    }

    private int Source(string device) => _layout.Sources.Single(s => s.Device == device).Index;

    private void Do(StoreTime now, Action<Stamp> fact)
    {
        var stamp = new Stamp(++_facts, now);
        fact(stamp);
        _machine.Decide(stamp);
        _records.AddRange(_machine.Records);
        _machine.Taken();
    }
}
