using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Geometry;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference.Hands;

/// <summary>Where a hand is looked for, against the camera's own projection of places beside it.</summary>
public sealed class HandPlaceTests
{
    private const int Width = 320, Height = 240;

    [Fact]
    public void Place_OfAnyCameraAndWrist_IsAsLargeAsThingsThereAre() => Prop.ForAll(Cameras.Any.ToArbitrary(), Cameras.AnyPixel.ToArbitrary(), (camera, pixel) =>
    {
        (double x, double y) = camera.InPicture(pixel, Width, Height);
        if (!HandPlace.TryOf(camera, Width, Height, ((float)x, (float)y), null, out HandPlace place)) return true;
        // A tenth of a millimetre along each of the store's axes: in the picture the squares of the three add up to two of those across the line of sight.
        camera.TryAtHeight(pixel, 1_050, out Point3 at);
        double sum = 0;
        foreach (Point3 step in (ReadOnlySpan<Point3>)[new(0.1, 0, 0), new(0, 0.1, 0), new(0, 0, 0.1)])
        {
            camera.TryProject(at, out Pixel here);
            camera.TryProject(at + step, out Pixel there);
            sum += Math.Pow(there.U - here.U, 2) + Math.Pow(there.V - here.V, 2);
        }
        double wanted = Math.Sqrt(sum / 2) / 0.1 * Width / camera.Intrinsics.Width;
        return Math.Abs(place.PxPerMm - wanted) < 0.01 * wanted && place.X == (float)x && place.Y == (float)y;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Place_WithAHead_LiesBeyondTheWristByAHand()
    {
        CameraModel camera = Cameras.Ceiling(Lens.None, 3_000, 0);

        Assert.True(HandPlace.TryOf(camera, Width, Height, (160, 120), null, out HandPlace bare));
        Assert.True(HandPlace.TryOf(camera, Width, Height, (160, 120), (130, 80), out HandPlace place));

        Assert.Equal(bare.PxPerMm, place.PxPerMm);
        Assert.Equal(160 + 0.6 * 80 * place.PxPerMm, place.X, 1e-3);
        Assert.Equal(120 + 0.8 * 80 * place.PxPerMm, place.Y, 1e-3);
        Assert.True(HandPlace.TryOf(camera, Width, Height, (160, 120), (160, 120), out HandPlace above)); // the head over the wrist says no direction
        Assert.Equal(bare, above);
    }

    [Fact]
    public void Place_WhereTheCameraShowsNothingThatHigh_IsNone() =>
        Assert.False(HandPlace.TryOf(Cameras.Ceiling(Lens.None, 1_000, 0), Width, Height, (160, 120), null, out _));
}
