using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Store.Geometry;

public sealed class CameraModelTests
{
    [Fact]
    public void AtHeight_OfAnyPixel_ProjectsBackToIt()
    {
        var cases = from camera in Cameras.Any from pixel in Cameras.AnyPixel from height in Gen.Choose(0, 2_000) select (camera, pixel, height);
        int found = 0;

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            if (!c.camera.TryAtHeight(c.pixel, c.height, out Point3 place)) return true;
            found++;
            return place.Z == c.height && c.camera.TryProject(place, out Pixel back)
                && Math.Abs(back.U - c.pixel.U) < 1e-4 && Math.Abs(back.V - c.pixel.V) < 1e-4;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

        Assert.True(found > 1_500, $"only {found} of 3,000 pixels met the plane");
    }

    [Fact]
    public void Ray_OfAPixel_HasLengthOneAndHitsItAtEveryDistance()
    {
        CameraModel camera = Cameras.Ceiling(Cameras.Lenses[1], 2_800, 1_500);

        Assert.True(camera.TryRay(new(610, 20), out Point3 direction));

        Assert.Equal(1, direction.LengthMm, 12);
        foreach (double distance in (double[])[10, 1_000, 50_000])
        {
            Assert.True(camera.TryProject(camera.Position + direction * distance, out Pixel pixel));
            Assert.Equal(610, pixel.U, 5);
            Assert.Equal(20, pixel.V, 5);
        }
    }

    [Fact]
    public void AtHeight_AboveTheHorizon_Refuses()
    {
        // Level, so that the horizon is the row of the optical axis.
        CameraModel camera = new(new(400, 400, 320, 240, 640, 480), Lens.None, new(0, 0, 2_500), Rotation.Looking(new(0, 0, 2_500), new(0, 5_000, 2_500)));

        Assert.True(camera.TryAtHeight(new(320, 300), 0, out Point3 floor));
        Assert.Equal(2_500 * 400 / 60.0, floor.Y, 6);
        Assert.False(camera.TryAtHeight(new(320, 240), 0, out _));
        Assert.False(camera.TryAtHeight(new(320, 200), 0, out _));
        Assert.False(camera.TryAtHeight(new(320, 240.5), 0, out _)); // 2 km away
        Assert.True(camera.TryAtHeight(new(320, 200), 3_000, out Point3 above)); // a plane above the camera
        Assert.Equal(5_000, above.Y, 6);
        Assert.False(camera.TryAtHeight(new(320, 300), 2_500, out _)); // the camera's own
    }

    [Fact]
    public void AtHeight_WhereTheLensBringsNothing_Refuses()
    {
        CameraModel camera = new(new(120, 120, 320, 240, 640, 480), Lens.Brown(-0.3, 0, 0, 0, 0), new(0, 0, 2_500), Rotation.Looking(new(0, 0, 2_500), default));

        Assert.True(camera.TryAtHeight(new(320, 240), 0, out _));
        Assert.False(camera.TryAtHeight(new(0, 0), 0, out _)); // black corner
        Assert.True(camera.Shows(new(0, 0)));
        Assert.False(camera.Shows(new(-0.6, 0)));
        Assert.False(camera.Shows(new(640, 479)));
    }

    [Fact]
    public void Project_BehindTheCamera_Refuses()
    {
        CameraModel camera = Cameras.Ceiling(Lens.None, 2_500, 3_000);

        Assert.False(camera.TryProject(new(1_000, -3_000, 2_500), out _));
        Assert.False(camera.TryProject(camera.Position, out _));
    }

    /// <summary>Straight down through a pinhole: one pixel is height ÷ focal length everywhere, and a head displaces by its radius.</summary>
    [Fact]
    public void Spread_StraightDown_IsHeightOverFocalLength()
    {
        CameraModel camera = new(new(500, 500, 320, 240, 640, 480), Lens.None, new(0, 0, 3_000), Rotation.Looking(new(0, 0, 3_000), default));

        Assert.True(camera.TryAtHeight(new(420, 240), 1_000, 2, 0, out Point3 place, out FloorSpread sharp));
        Assert.True(camera.TryAtHeight(new(420, 240), 1_000, 2, 100, out _, out FloorSpread blurred));

        Assert.Equal(400, place.X, 9); // 100 px · 2,000 mm / 500
        Assert.Equal(64, sharp.XX, 6); // (2 px · 4 mm/px)²
        Assert.Equal(0, sharp.XY, 9);
        Assert.Equal(64, sharp.YY, 6);
        Assert.Equal(64 + 20 * 20, blurred.XX, 6); // 400 mm aside at 2,000 mm below: 0.2 mm for each mm of height
        Assert.Equal(64, blurred.YY, 6);
        Assert.Equal(Math.Sqrt(464), blurred.WorstSigmaMm, 6);
    }

    [Fact]
    public void Spread_OfAnyPixel_IsThatOfPixelsMovedByHand()
    {
        var cases = from camera in Cameras.Any from pixel in Cameras.AnyPixel select (camera, pixel);
        int compared = 0;

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            const double step = 0.01, sigma = 3, heightSigma = 50;
            if (!c.camera.TryAtHeight(c.pixel, 1_600, sigma, heightSigma, out Point3 at, out FloorSpread spread)) return true;
            if (Point3.FloorDistanceMm(at, c.camera.Position) > 20_000) return true; // near the horizon nothing is straight
            // Both ways from the place: towards the horizon one way alone is bent by more than what is tolerated.
            if (!TryMove(c.camera, new(c.pixel.U - step, c.pixel.V), 1_600, new(c.pixel.U + step, c.pixel.V), 1_600, out Point3 byU)) return true;
            if (!TryMove(c.camera, new(c.pixel.U, c.pixel.V - step), 1_600, new(c.pixel.U, c.pixel.V + step), 1_600, out Point3 byV)) return true;
            if (!TryMove(c.camera, c.pixel, 1_600 - step, c.pixel, 1_600 + step, out Point3 byZ)) return true;
            Point3 u = byU * (sigma / (2 * step)), v = byV * (sigma / (2 * step)), z = byZ * (heightSigma / (2 * step));
            double xx = u.X * u.X + v.X * v.X + z.X * z.X, xy = u.X * u.Y + v.X * v.Y + z.X * z.Y, yy = u.Y * u.Y + v.Y * v.Y + z.Y * z.Y;
            double tolerance = 0.02 * (xx + yy);
            compared++;
            return Math.Abs(spread.XX - xx) < tolerance && Math.Abs(spread.XY - xy) < tolerance && Math.Abs(spread.YY - yy) < tolerance;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

        Assert.True(compared > 400, $"only {compared} of 1,000 compared");
    }

    private static bool TryMove(CameraModel camera, Pixel from, double fromMm, Pixel to, double toMm, out Point3 by)
    {
        bool both = camera.TryAtHeight(from, fromMm, out Point3 a) & camera.TryAtHeight(to, toMm, out Point3 b);
        by = b - a;
        return both;
    }

    [Fact]
    public void Spread_AsADistance_CountsStandardDeviations()
    {
        FloorSpread spread = FloorSpread.Round(30) + new FloorSpread(700, 0, 0);

        Assert.Equal(1, spread.DistanceSquared(40, 0), 9);
        Assert.Equal(4, spread.DistanceSquared(0, 60), 9);
    }

    [Fact]
    public void PixelAt_OfAPictureHalfAsLarge_CountsFromThePixelsCorner()
    {
        CameraModel camera = Cameras.Ceiling(Lens.None, 2_500, 0); // 640 × 480

        Assert.Equal(new Pixel(-0.5, -0.5), camera.PixelAt(0, 0, 320, 240));
        Assert.Equal(new Pixel(639.5, 479.5), camera.PixelAt(320, 240, 320, 240));
        Assert.Equal((25.25, 12.25), camera.InPicture(new(50, 24), 320, 240));
    }

    [Fact]
    public void Camera_OfNumbersOutOfRange_IsRefused()
    {
        Intrinsics sound = new(400, 400, 320, 240, 640, 480);
        Rotation down = Rotation.Looking(new(0, 0, 1), default);

        Assert.Throws<ArgumentException>(() => new CameraModel(sound with { Fx = double.NaN }, Lens.None, default, down));
        Assert.Throws<ArgumentException>(() => new CameraModel(sound with { Width = 0 }, Lens.None, default, down));
        Assert.Throws<ArgumentException>(() => new CameraModel(sound, Lens.None, new(double.NaN, 0, 0), down));
        Assert.Throws<ArgumentException>(() => new CameraModel(sound, Lens.None, default, default));
        Assert.Throws<ArgumentException>(() => new CameraModel(sound, Lens.None, default, down with { Right = new(-1, 0, 0) })); // a mirror
    }
}
