using O4O.Edge.Store.Facts;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Store.FloorTracking;

/// <summary>A room with one gate in a corner: nobody comes in anywhere else, whatever a detector takes for a person.</summary>
public sealed class FurnitureTests
{
    private static readonly Box3 Corner = new(new(0, 0, 0), new(1_500, 1_500, 2_500));
    private readonly CameraModel[] _cameras = [.. SceneCameras.Around(8_000, 6_000).Take(4)];

    private FloorTracker Tracker(bool withGate = true)
    {
        StoreLayoutBuilder builder = SceneCameras.Room(_cameras, withGate ? EntryPolicy.Gate : EntryPolicy.FirstSight);
        if (withGate) builder.Gate(new Gate("gate-1", new Point3(700, 700, 1_000), Corner, Corner));
        return new FloorTracker(builder.Build(), new FloorOptions());
    }

    /// <summary>Ten pictures a second of every camera; boxes as a detector without fault would find them.</summary>
    private void Show(FloorTracker tracker, int fromTenths, int toTenths, Func<double, Point3?[]> who, Action<double>? after = null)
    {
        for (int tenth = fromTenths; tenth < toTenths; tenth++)
        {
            for (int c = 0; c < _cameras.Length; c++)
            {
                long us = tenth * 100_000L + c * 20_000;
                DetectedBox[] boxes = [.. who(us / 1e6).Where(p => p is not null).Select(p => SceneCameras.Box(_cameras[c], Body(p!.Value), [])).Where(b => b is not null).Select(b => b!.Value)];
                tracker.Update(c, new StoreTime(us), SceneCameras.Frame(us, boxes));
            }
            after?.Invoke(tenth / 10.0);
        }
    }

    private static Walker Body(Point3 at) => new(0, at, 1_580, 0, 10_000);

    [Fact]
    public void Pillar_FoundAsAPersonByEveryCamera_GetsNoNumber()
    {
        FloorTracker tracker = Tracker();

        Show(tracker, 0, 200, _ => [new Point3(4_000, 3_000, 0)]);

        Assert.Equal(0, tracker.PeopleCount);
        Assert.Equal(0, tracker.Counters.Confirmed);
        Assert.True(tracker.Counters.BodiesStill > 4 * 150, $"left out {tracker.Counters.BodiesStill} times");
    }

    [Fact]
    public void Pillar_WhereAnybodyMayComeInAnywhere_IsSomebody()
    {
        FloorTracker tracker = Tracker(withGate: false);

        Show(tracker, 0, 20, _ => [new Point3(4_000, 3_000, 0)]);

        Assert.Equal(1, tracker.PeopleCount);
    }

    [Fact]
    public void Person_WhoComesThroughTheGate_KeepsTheNumberBesideAPillar()
    {
        FloorTracker tracker = Tracker();
        var numbers = new HashSet<long>();
        // In at 5 s, at 1 m/s to half a metre before the pillar, there for ten seconds, and back.
        Point3? Where(double s) => s < 5 ? null : s < 8.5 ? At((s - 5) / 3.5) : s < 18.5 ? At(1) : At(Math.Max(0, 1 - (s - 18.5) / 3.5));
        static Point3 At(double part) => new(700 + part * (3_500 - 700), 700 + part * (3_000 - 700), 0);

        Show(tracker, 0, 220, s => [new Point3(4_000, 3_000, 0), Where(s)], _ =>
        {
            foreach (ref readonly FloorSighting sighting in tracker.Sightings) numbers.Add(sighting.Person.Track);
        });

        Assert.Single(numbers);
        Assert.Equal(0, tracker.Counters.FromNowhere);
    }

    [Fact]
    public void Person_WhoAppearsInTheMiddle_GetsANumberWithTheFirstSteps()
    {
        FloorTracker tracker = Tracker();
        double toldAt = 0;

        // Stands for two seconds, which are less than furniture does, and walks.
        Show(tracker, 0, 60, s => [new Point3(4_000 + 1_000 * Math.Max(0, s - 2), 3_000, 0)], s => toldAt = toldAt == 0 && tracker.PeopleCount == 1 ? s : toldAt);

        Assert.InRange(toldAt, 2.5, 3.2);
        Assert.Equal(1, tracker.Counters.FromNowhere);
    }

    [Fact]
    public void WhatStoodStillForLong_AndWalksAfterAll_IsSomebody()
    {
        FloorTracker tracker = Tracker();

        Show(tracker, 0, 100, s => [new Point3(3_000 + 1_000 * Math.Max(0, s - 7), 3_000, 0)]);

        Assert.Equal(1, tracker.PeopleCount);
    }
}
