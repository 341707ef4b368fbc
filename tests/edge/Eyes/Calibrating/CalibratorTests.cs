using O4O.Edge.Eyes.Calibrating;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Eyes.Calibrating;

public sealed class CalibratorTests
{
    private static CalibrationRequest Of(LensKind lens) => new(Marks.Width, Marks.Height, lens, null);

    [Theory]
    [InlineData(LensKind.None, 12, 1)]
    [InlineData(LensKind.None, 30, 2)]
    [InlineData(LensKind.Brown, 16, 3)]
    [InlineData(LensKind.Brown, 30, 4)]
    [InlineData(LensKind.Fisheye, 16, 5)]
    [InlineData(LensKind.Fisheye, 30, 6)]
    public void Calibrate_FromExactPoints_FindsTheCamera(LensKind kind, int count, int seed)
    {
        CameraModel camera = Marks.Corner(kind switch { LensKind.Brown => Marks.Barrel, LensKind.Fisheye => Marks.Fisheye, _ => Lens.None }, 560);

        CalibrationResult found = Calibrator.Run(Of(kind), Marks.Of(camera, count, seed, tremblePx: 0));

        Assert.InRange((found.Camera.Position - camera.Position).LengthMm, 0, 0.5);
        Assert.Equal(camera.Intrinsics.Fx, found.Camera.Intrinsics.Fx, 1.0);
        Assert.InRange(found.RmsPx, 0, 0.01);
        Assert.Empty(found.Outliers);
    }

    [Theory]
    [InlineData(LensKind.Brown, false, 11)]
    [InlineData(LensKind.Brown, true, 12)]
    [InlineData(LensKind.Fisheye, false, 13)]
    [InlineData(LensKind.Fisheye, true, 14)]
    [InlineData(LensKind.None, true, 15)]
    public void Calibrate_WithAFewMisClicked_LeavesExactlyThoseOut(LensKind kind, bool floorOnly, int seed)
    {
        CameraModel camera = Marks.Corner(kind switch { LensKind.Brown => Marks.Barrel, LensKind.Fisheye => Marks.Fisheye, _ => Lens.None }, 560);
        MarkedPoint[] points = Marks.Of(camera, 20, seed, floorOnly);
        int[] wrong = [2, 9, 18];
        for (int i = 0; i < wrong.Length; i++) points[wrong[i]] = Marks.Wrong(points[wrong[i]], i % 2 == 0 ? 60 : -90, 25 * i);

        CalibrationResult found = Calibrator.Run(Of(kind), points);

        Assert.Equal(wrong.Select(w => w + 1), found.Outliers.Select(o => o.Point.Number));
        Assert.InRange(found.RmsPx, 0.2, 1.6);
        // Whatever trembles, a place on the floor in the middle of the picture comes out within some centimetres.
        Assert.True(camera.TryAtHeight(new(640, 600), 0, out Point3 real));
        Assert.True(found.Camera.TryAtHeight(new(640, 600), 0, out Point3 said));
        Assert.InRange(Point3.FloorDistanceMm(real, said), 0, 40);
    }

    /// <summary>A quarter of the points mis-clicked, all to much the same sides: together they pull hard.</summary>
    [Theory]
    [InlineData(LensKind.Fisheye, 301)]
    [InlineData(LensKind.Brown, 401)]
    [InlineData(LensKind.None, 501)]
    public void Calibrate_WithAQuarterMisClicked_LeavesExactlyThoseOut(LensKind kind, int firstSeed)
    {
        const int times = 8;
        var named = new List<string>();

        for (int seed = firstSeed; seed < firstSeed + times; seed++)
        {
            CameraModel camera = Marks.Corner(kind switch { LensKind.Brown => Marks.Barrel, LensKind.Fisheye => Marks.Fisheye, _ => Lens.None }, 560);
            MarkedPoint[] points = Marks.Of(camera, 20, seed);
            int[] order = [.. Enumerable.Range(0, points.Length)], wrong = new int[5];
            new Random(seed).Shuffle(order);
            for (int i = 0; i < wrong.Length; i++)
            {
                wrong[i] = order[i] + 1;
                points[order[i]] = Marks.Wrong(points[order[i]], i % 2 == 0 ? 60 : -90, 25 * i);
            }
            CalibrationResult found = Calibrator.Run(Of(kind), points);
            if (!found.Outliers.Select(o => o.Point.Number).SequenceEqual(wrong.Order())) named.Add($"seed {seed}: {string.Join(' ', found.Outliers.Select(o => o.Point.Number))} for {string.Join(' ', wrong.Order())}");
        }

        Assert.True(named.Count <= 1, string.Join("; ", named)); // by chance one may lie on somebody else's right place
    }

    [Fact]
    public void Calibrate_ManyTimes_ErrsAsMuchAsItSays()
    {
        CameraModel camera = Marks.Corner(Marks.Barrel);
        int within = 0;
        const int times = 30;

        for (int seed = 100; seed < 100 + times; seed++)
        {
            CalibrationResult found = Calibrator.Run(Of(LensKind.Brown), Marks.Of(camera, 18, seed));
            Point3 off = found.Camera.Position - camera.Position;
            if (Math.Abs(off.X) < 2.5 * found.Sigmas[3] && Math.Abs(off.Y) < 2.5 * found.Sigmas[4] && Math.Abs(off.Z) < 2.5 * found.Sigmas[5]) within++;
        }

        Assert.True(within >= 0.8 * times, $"{within} of {times} within two and a half standard deviations");
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(4, false)]
    [InlineData(9, false)]
    public void Calibrate_WithAKnownLens_NeedsFourPointsForThePose(int count, bool floorOnly)
    {
        CameraModel camera = Marks.Corner(Marks.Barrel);
        var request = new CalibrationRequest(Marks.Width, Marks.Height, LensKind.Brown, (camera.Intrinsics, camera.Lens));

        CalibrationResult found = Calibrator.Run(request, Marks.Of(camera, count, 21, floorOnly, 0));

        Assert.InRange((found.Camera.Position - camera.Position).LengthMm, 0, 1);
        Assert.Same(camera.Lens, found.Camera.Lens);
    }

    [Fact]
    public void Calibrate_LookingStraightAtOnePlane_SaysThatFocalAndDistanceCannotBeTold()
    {
        MarkedPoint[] points = Marks.Of(Marks.Down(Lens.None), 16, 31, floorOnly: true);

        var error = Assert.Throws<CalibrationException>(() => Calibrator.Run(Of(LensKind.None), points));

        Assert.Contains("cannot be told apart", error.Message, StringComparison.Ordinal);
        Assert.Contains("--intrinsics", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calibrate_LookingStraightDownWithHeights_FindsThem()
    {
        CameraModel camera = Marks.Down(Marks.Fisheye, 430);

        CalibrationResult found = Calibrator.Run(Of(LensKind.Fisheye), Marks.Of(camera, 20, 32));

        Assert.InRange((found.Camera.Position - camera.Position).LengthMm, 0, 40);
    }

    [Fact]
    public void Calibrate_FromTooLittle_SaysWhatIsMissing()
    {
        CameraModel camera = Marks.Corner(Lens.None);
        MarkedPoint[] line = [.. Enumerable.Range(0, 8).Select(i => Marks.Of(camera, 1, 41)[0] with { Place = new(100 * i, 200 * i, 0) })];

        Assert.Contains("5 points are not enough", Assert.Throws<CalibrationException>(() => Calibrator.Run(Of(LensKind.None), Marks.Of(camera, 5, 42))).Message, StringComparison.Ordinal);
        Assert.Contains("one line", Assert.Throws<CalibrationException>(() => Calibrator.Run(Of(LensKind.None), line)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calibrate_FromPointsOfAnotherPicture_SaysThatNothingAgrees()
    {
        var random = new Random(51);
        MarkedPoint[] points = [.. Marks.Of(Marks.Corner(Lens.None), 20, 52).Select(p => p with { Pixel = new(random.Next(1_280), random.Next(960)) })];

        var error = Assert.Throws<CalibrationException>(() => Calibrator.Run(Of(LensKind.None), points));

        Assert.Contains("of 20 points agree", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calibrate_ABentLensFromFewPoints_SaysWhatItDidNotSeek()
    {
        CalibrationResult found = Calibrator.Run(Of(LensKind.Brown), Marks.Of(Marks.Corner(Lens.None), 7, 61));

        Assert.Contains(found.Notes, n => n.Contains("that takes 8 points", StringComparison.Ordinal));
        Assert.All(found.Camera.Lens.Coefficients, k => Assert.Equal(0, k));
    }
}
