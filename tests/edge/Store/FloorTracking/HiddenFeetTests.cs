using O4O.Edge.Store.Facts;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Store.FloorTracking;

/// <summary>
/// One camera, so that where somebody is follows from how high the head is and from where the feet are; and a low gondola, behind which a box
/// ends at the knees.
/// </summary>
public sealed class HiddenFeetTests
{
    private static readonly Box3 Gondola = new(new(2_500, 2_600, 0), new(5_500, 3_200, 900));
    private readonly CameraModel _camera = SceneCameras.Camera(new Point3(4_000, 0, 2_700), new Point3(4_000, 3_000, 900));

    /// <summary>What a head 50 mm higher or lower than most says is 180 mm off; knees taken for feet are nearly a metre.</summary>
    [Theory]
    [InlineData(1_530)]
    [InlineData(1_580)]
    [InlineData(1_630)]
    public void Person_BehindAGondola_IsNotWhereFeetWouldBeAtItsEdge(double headMm) => Assert.InRange(OffMm(new Point3(4_000, 4_000, 0), headMm), 0, 250);

    /// <summary>From the head alone this place would be 300 mm off.</summary>
    [Fact]
    public void ShortPerson_InFrontOfAGondola_IsWhereTheFeetAre() => Assert.InRange(OffMm(new Point3(4_000, 2_200, 0), 1_400), 0, 120);

    /// <summary>How far from the truth somebody is told to be who has stood there for three seconds, mm.</summary>
    private double OffMm(Point3 at, double headMm)
    {
        var tracker = new FloorTracker(SceneCameras.Room([_camera]).Shelf(1, 1, ClockKind.Free, [(1, Gondola)]).Build(), new FloorOptions());
        DetectedBox box = SceneCameras.Box(_camera, new Walker(0, at, headMm, 0, 10_000), [Gondola])!.Value;
        for (long us = 0; us <= 3_000_000; us += 100_000)
            tracker.Update(0, new StoreTime(us), SceneCameras.Frame(us, [box]));
        return Point3.FloorDistanceMm(Assert.Single(tracker.Sightings.ToArray()).Person.Joints[JointKind.Head].Place, at);
    }
}
