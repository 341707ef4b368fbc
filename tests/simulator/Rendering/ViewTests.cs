using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Tests.Rendering;

public class ViewTests
{
    public static TheoryData<string> Lenses => ["none", "brown", "fisheye"];

    /// <summary>What lies on a pixel's ray is projected into the middle of that pixel, by the camera's own model.</summary>
    [Theory]
    [MemberData(nameof(Lenses))]
    public void Rays_OfAnyLens_GoWhereTheCameraProjects(string lens)
    {
        CameraModel camera = Pinboard.Camera(lens);
        View view = View.Whole(camera, 160, 120);

        for (int y = 0; y < view.Height; y += 7)
        {
            for (int x = 0; x < view.Width; x += 7)
            {
                Vec direction = view.Direction(y * view.Stride + x);
                if (direction.LengthSquared < 0.5f) continue;
                Point3 place = camera.Position + direction.ToPoint() * 3_000;
                Assert.True(camera.TryProject(place, out Pixel pixel));
                (double px, double py) = camera.InPicture(pixel, view.Width, view.Height);
                Assert.InRange(px - (x + 0.5), -0.002, 0.002);
                Assert.InRange(py - (y + 0.5), -0.002, 0.002);
                Assert.True(view.TryProject(place, out double vx, out double vy));
                Assert.Equal(px, vx, 9);
                Assert.Equal(py, vy, 9);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lenses))]
    public void Window_OfAView_ShowsTheSamePlacesFiner(string lens)
    {
        CameraModel camera = Pinboard.Camera(lens);
        var place = new Point3(300, 250, 900);
        Assert.True(camera.TryProject(place, out Pixel middle));

        View window = View.Window(camera, middle, 64, 128);

        Assert.True(window.TryProject(place, out double x, out double y));
        Assert.Equal((64, 64), (Math.Round(x, 9), Math.Round(y, 9)));
        View whole = View.Whole(camera, camera.Intrinsics.Width, camera.Intrinsics.Height);
        Assert.InRange(whole.PixelAngle / window.PixelAngle, 1.6, 2.6);
    }
}
