using O4O.Edge.Store.Facts;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Store.FloorTracking;

/// <summary>Somebody who is out of sight for a moment, and somebody who is seen then: the same or not.</summary>
public sealed class LostPeopleTests
{
    private static readonly Box3 Corner = new(new(0, 0, 0), new(1_500, 1_500, 2_500)), Elsewhere = new(new(6_500, 0, 0), new(8_000, 1_500, 2_500));
    private readonly CameraModel[] _cameras = [.. SceneCameras.Around(8_000, 6_000).Take(4)];

    [Fact]
    public void Person_OutOfSightForASecondWhereOthersComeIn_IsTheSame()
    {
        HashSet<long> numbers = Numbers(Corner, Elsewhere, 50, s => s is >= 2 and < 3 ? null : new Point3(s < 2 ? 900 : 1_100, 900, 0));

        Assert.Single(numbers);
    }

    [Fact]
    public void Person_WhoComesInWhereAnotherJustLeft_IsSomebodyElse()
    {
        HashSet<long> numbers = Numbers(Corner, Corner, 50, s => s is >= 2 and < 2.5 ? null : new Point3(s < 2 ? 900 : 1_100, 900, 0));

        Assert.Equal(2, numbers.Count);
    }

    /// <summary>All numbers told, of one person whom all cameras see ten times a second or not at all.</summary>
    private HashSet<long> Numbers(Box3 entry, Box3 exit, int tenths, Func<double, Point3?> where)
    {
        StoreLayoutBuilder builder = SceneCameras.Room(_cameras, EntryPolicy.Gate);
        builder.Gate(new Gate("gate-1", new Point3(700, 700, 1_000), entry, exit));
        var tracker = new FloorTracker(builder.Build(), new FloorOptions());
        var numbers = new HashSet<long>();
        for (int picture = 0; picture < tenths * _cameras.Length; picture++)
        {
            int camera = picture % _cameras.Length;
            long us = picture * 25_000L;
            DetectedBox? box = where(us / 1e6) is { } at ? SceneCameras.Box(_cameras[camera], new Walker(0, at, 1_580, 0, 10_000), []) : null;
            DetectedBox[] boxes = box is { } seen ? [seen] : [];
            tracker.Update(camera, new StoreTime(us), SceneCameras.Frame(us, boxes));
            foreach (ref readonly FloorSighting sighting in tracker.Sightings) numbers.Add(sighting.Person.Track);
        }
        return numbers;
    }
}
