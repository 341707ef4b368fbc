using O4O.Edge.Store.Facts;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Store.Quantities;
using Xunit;
using Xunit.Abstractions;

namespace O4O.Edge.Tests.Store.FloorTracking;

public sealed class FloorTrackerTests(ITestOutputHelper output)
{
    private static readonly Box3[] Aisle = [new(new(2_000, 2_600, 0), new(6_000, 3_400, 1_500))];

    /// <summary>Bounds are twice to three times what is seen over four seeds; the room's README has the figures themselves.</summary>
    [Theory]
    [InlineData("four cameras", 4, 5, true, false, 0.5, 50, 140)]
    [InlineData("four cameras, boxes alone", 4, 5, false, false, 0.7, 80, 200)]
    [InlineData("four cameras and an aisle", 4, 5, true, true, 1.0, 50, 150)]
    [InlineData("twelve cameras, twelve people, an aisle", 12, 12, true, true, 2.0, 35, 110)]
    [InlineData("two cameras", 2, 4, true, false, 3.0, 80, 400)]
    [InlineData("one camera", 1, 3, true, false, 5.0, 140, 500)]
    public void People_OfAScene_KeepTheirNumbersAndAreFoundWhereTheyAre(
        string name, int cameras, int people, bool joints, bool aisle, double switchesAMinute, double p50Mm, double p95Mm)
    {
        FloorScore[] scores = [.. Enumerable.Range(1, 4).Select(seed => FloorScore.Of(
            new Scene(seed, new SceneOptions { Cameras = cameras, People = people, Joints = joints, Shelves = aisle ? Aisle : [] }), new FloorOptions()))];
        foreach (FloorScore score in scores) output.WriteLine($"{name}: {score}");

        Assert.InRange(scores.Sum(s => s.Switches) / scores.Sum(s => s.ShopperMinutes), 0, switchesAMinute);
        Assert.InRange(scores.Average(s => s.P50Mm), 0, p50Mm);
        Assert.InRange(scores.Average(s => s.P95Mm), 0, p95Mm);
        Assert.InRange(scores.Average(s => s.Followed), cameras == 1 ? 0.8 : 0.93, 1);
    }

    [Fact]
    public void Wrists_SeenByFourCameras_AreFoundInSpace()
    {
        var scene = new Scene(1, new SceneOptions());

        FloorScore score = FloorScore.Of(scene, new FloorOptions());

        Assert.InRange(score.WristShare, 0.8, 1);
        Assert.InRange(score.WristP50Mm, 0, 100);
        Assert.InRange(score.WristP95Mm, 0, 250);
    }

    /// <summary>A hand that pictures name as they like is followed as well as one that they name rightly.</summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    public void Wrists_OfWhichPicturesDoNotAgreeWhoseTheyAre_AreFoundInSpace(double wrongSide)
    {
        FloorScore[] scores = [.. Enumerable.Range(1, 3).Select(seed => FloorScore.Of(new Scene(seed, new SceneOptions { WrongSide = wrongSide }), new FloorOptions()))];
        foreach (FloorScore score in scores) output.WriteLine($"{score}, either {score.EitherShare:p0} p50 {score.EitherP50Mm:f0} p95 {score.EitherP95Mm:f0} mm");

        Assert.InRange(scores.Average(s => s.EitherShare), 0.85, 1);
        Assert.InRange(scores.Average(s => s.EitherP50Mm), 0, 100);
        Assert.InRange(scores.Average(s => s.EitherP95Mm), 0, 300);
    }

    [Fact]
    public void Pictures_WithTheirDetectionsInAnotherOrder_GiveTheSamePeople()
    {
        var scene = new Scene(3, new SceneOptions { EndUs = 20_000_000, Shelves = Aisle });
        var random = new Random(1);

        string straight = Follow(scene, boxes => boxes), shuffled = Follow(scene, boxes =>
        {
            DetectedBox[] other = [.. boxes];
            random.Shuffle(other);
            return other;
        });

        Assert.Equal(straight, shuffled);
        Assert.Contains("\n", straight, StringComparison.Ordinal);
    }

    [Fact]
    public void Followed_ForAWhile_AllocatesNothing()
    {
        var scene = new Scene(2, new SceneOptions { Cameras = 12, People = 10, EndUs = 40_000_000, EnterEveryUs = 500_000 });
        var tracker = new FloorTracker(scene.Layout, new FloorOptions());
        int warm = scene.Frames.Count / 2;
        for (int i = 0; i < warm; i++) Send(tracker, scene.Frames[i], scene.Frames[i].Boxes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = warm; i < scene.Frames.Count; i++) Send(tracker, scene.Frames[i], scene.Frames[i].Boxes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.InRange(tracker.PeopleCount, 10, 12);
    }

    [Fact]
    public void Picture_MuchLaterThanOthers_IsPassedOver()
    {
        var scene = new Scene(1, new SceneOptions { People = 1, EndUs = 2_000_000 });
        var tracker = new FloorTracker(scene.Layout, new FloorOptions());
        tracker.Update(0, new StoreTime(5_000_000), SceneCameras.Frame(0, []));

        bool inTime = tracker.Update(1, new StoreTime(4_500_000), SceneCameras.Frame(1, [])), late = tracker.Update(2, new StoreTime(4_499_999), SceneCameras.Frame(2, []));

        Assert.Equal((true, false), (inTime, late));
        Assert.Equal(1, tracker.Counters.PicturesLate);
    }

    [Theory]
    [InlineData(600_000, true)]
    [InlineData(5_000_000, true)]
    [InlineData(14_000_000, false)]
    public void Person_OutOfSightForAWhile_IsTheSameUntilForgotten(long hiddenUs, bool same)
    {
        (long before, long after, FloorTracker tracker) = Interrupted(hiddenUs, forget: false);

        Assert.Equal(same, before == after);
        Assert.True(after >= before, "numbers grow with time");
        Assert.Equal(hiddenUs > new FloorOptions().CoastUs && same ? 1 : 0, tracker.Counters.FoundAgain);
    }

    [Fact]
    public void Person_WhoseVisitIsOver_IsSomebodyElseWhenSeenAgain()
    {
        (long before, long after, _) = Interrupted(600_000, forget: true);

        Assert.NotEqual(before, after);
    }

    [Fact]
    public void DetectionsOfOtherThings_OrOutsideOfTheStore_AreNobody()
    {
        var scene = new Scene(1, new SceneOptions { People = 1, EndUs = 5_000_000, Imagined = 0 });
        var tracker = new FloorTracker(scene.Layout, new FloorOptions());

        foreach (SceneFrame frame in scene.Frames)
            Send(tracker, frame, [.. frame.Boxes.Select(b => b with { Class = 7 }), new DetectedBox(600, 5, 20, 60, 0.9f, DetectedBox.Person, default)]);

        Assert.Equal(0, tracker.PeopleCount);
    }

    [Fact]
    public void Coverage_WithoutACamera_IsWholeWhereOthersSeeTheSame()
    {
        var four = new FloorCoverage(new Scene(1, new SceneOptions { EndUs = 1 }).Layout);
        var one = new FloorCoverage(new Scene(1, new SceneOptions { EndUs = 1, Cameras = 1 }).Layout);

        Assert.True(four.IsWhole(0));
        Assert.True(four.IsWhole(0b0001));
        Assert.False(four.IsWhole(0b1111));
        Assert.False(one.IsWhole(0b1));
    }

    /// <summary>One who stands still, is not seen for a while, and is seen again: the number before and after.</summary>
    private static (long Before, long After, FloorTracker Tracker) Interrupted(long hiddenUs, bool forget)
    {
        var scene = new Scene(5, new SceneOptions { People = 1, EndUs = 30_000_000, Imagined = 0, LatencySpreadUs = 1, Miss = 0 });
        var tracker = new FloorTracker(scene.Layout, new FloorOptions());
        long before = 0, after = 0;
        foreach (SceneFrame frame in scene.Frames)
        {
            bool hidden = frame.CapturedUs >= 6_000_000 && frame.CapturedUs < 6_000_000 + hiddenUs;
            if (forget && before != 0 && hidden) tracker.Forget(before);
            Send(tracker, frame, hidden ? [] : frame.Boxes);
            foreach (ref readonly FloorSighting sighting in tracker.Sightings)
                if (frame.CapturedUs < 6_000_000) before = sighting.Person.Track;
                else after = sighting.Person.Track;
        }
        return (before, after, tracker);
    }

    private static string Follow(Scene scene, Func<DetectedBox[], DetectedBox[]> order)
    {
        var tracker = new FloorTracker(scene.Layout, new FloorOptions());
        var text = new System.Text.StringBuilder();
        foreach (SceneFrame frame in scene.Frames)
        {
            Send(tracker, frame, order(frame.Boxes));
            foreach (ref readonly FloorSighting s in tracker.Sightings)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{s.Time} {s.Person.Track}");
                for (int j = 0; j < JointSet.Count; j++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $" {s.Person.Joints[j]}");
                text.Append('\n');
            }
        }
        return text.ToString();
    }

    private static void Send(FloorTracker tracker, SceneFrame frame, DetectedBox[] boxes) =>
        tracker.Update(frame.Camera, new StoreTime(frame.CapturedUs), SceneCameras.Frame(frame.CapturedUs, boxes));

}
