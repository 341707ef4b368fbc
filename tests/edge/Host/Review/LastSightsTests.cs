using O4O.Edge.Host.Review;
using O4O.Edge.Store.Layout;
using O4O.Edge.Tests.Recording;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Host.Review;

/// <summary>Which camera can show a person of whom only the place is known.</summary>
public sealed class LastSightsTests
{
    private static readonly StoreLayout Layout = (SmallStoreRecording.Store with
    {
        Cameras = [Camera("camera-1", 1_000, 3_000), Camera("camera-2", 2_500, 3_000), Camera("camera-3", 2_500, 4_000), new StoreFile.CameraEntry("camera-4")],
    }).ToLayout();

    [Theory]
    [InlineData(1_000, "camera-1")] // right above
    [InlineData(2_500, "camera-2")] // camera-3 hangs there too, and higher: it shows them smaller
    [InlineData(-30_000, null)]
    public void Camera_ThatShowsAPlace_IsTheOneThatShowsItLargest(int xMm, string? camera) => Assert.Equal(camera, new LastSights(Layout).BestCamera(xMm, 1_000));

    [Fact]
    public void Visit_SeenLately_IsWhereItWasLast()
    {
        var sights = new LastSights(Layout);
        sights.See("ana", 1_000, 1_000, 10);
        sights.See("ana", 2_500, 1_000, 20);
        sights.See("ana", 1_000, 1_000, 15); // another of the party, seen before that

        Assert.Equal(new Sight("camera-2", 20), sights.Of("ana"));
        Assert.Null(sights.Of("ben"));
    }

    [Fact]
    public void Visits_BeyondTheLimit_ForgetTheOneSeenLeastLately()
    {
        var sights = new LastSights(Layout);
        for (int i = 0; i < LastSights.VisitsMax; i++) sights.See($"v{i}", 1_000, 1_000, 100 + i);
        sights.See("v0", 1_000, 1_000, 10_000); // again
        sights.See("new", 1_000, 1_000, 10_001);

        Assert.Equal((true, false, true), (sights.Of("v0") is not null, sights.Of("v1") is not null, sights.Of("new") is not null));
    }

    [Fact]
    public void Store_WithoutCalibratedCameras_FindsNobody()
    {
        var sights = new LastSights((SmallStoreRecording.Store with { Cameras = [new StoreFile.CameraEntry("camera-1")] }).ToLayout());
        sights.See("ana", 1_000, 1_000, 10);

        Assert.Null(sights.Of("ana"));
    }

    private static StoreFile.CameraEntry Camera(string device, double xMm, double zMm) =>
        new(device, Calibration: LivePictures.Hung with { PositionMm = [xMm, 1_000, zMm] });
}
