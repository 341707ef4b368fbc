using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.People;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Cameras;

public class CameraPlanTests
{
    private static readonly StoreLayout Layout = DemoStore.Create().ToLayout();

    [Theory]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(6, 4)]
    public void Plan_OfTheDemoStore_SeesEveryHeadAndMostTwice(int count, int seed)
    {
        IReadOnlyList<StoreFile.CameraEntry> cameras = CameraPlan.For(Layout, count, (ulong)seed);
        var plan = new FloorPlan(Layout);
        var furniture = new Furniture(Layout, plan);
        CameraModel[] models = [.. cameras.Select(c => c.Calibration!.ToModel())];
        int spots = 0, once = 0, twice = 0;

        for (double x = 400; x < 7_800; x += 300)
        {
            for (double y = 400; y < 5_800; y += 300)
            {
                if (!plan.IsFree(new Spot(x, y))) continue;
                var head = new Point3(x, y, 1_550);
                int views = models.Count(m => m.TryProject(head, out Pixel p) && m.Shows(p) && !furniture.Hides(m.Position, head));
                spots++;
                if (views >= 1) once++;
                if (views >= 2) twice++;
            }
        }

        Assert.Equal(count, cameras.Count);
        Assert.True(once >= 0.97 * spots, $"{once} of {spots} seen");
        Assert.True(twice >= 0.8 * spots, $"{twice} of {spots} seen twice");
    }

    [Fact]
    public void Plan_OfAnySeed_IsSoundAndTheSameAgain()
    {
        IReadOnlyList<StoreFile.CameraEntry> one = CameraPlan.For(Layout, 6, 9), again = CameraPlan.For(Layout, 6, 9), other = CameraPlan.For(Layout, 6, 10);

        Assert.Equal(Text(one), Text(again));
        Assert.NotEqual(Text(one), Text(other));
        Assert.All(one, c => Assert.Empty(c.Calibration!.Problems()));
        Assert.All(one, c => Assert.InRange(c.Calibration!.PositionMm![2], 2_450, 3_000));
        Assert.True(one.Select(c => Math.Round(c.Calibration!.PositionMm![2])).Distinct().Count() > 2, "several heights");
        Assert.Throws<ArgumentOutOfRangeException>(() => CameraPlan.For(Layout, 0, 1));
    }

    /// <summary>A barrel lens must not turn back within its picture: every corner looks somewhere. A fisheye's corners are black.</summary>
    [Fact]
    public void Plan_OfAnySeed_HasLensesThatFillTheirPictures()
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            foreach (StoreFile.CameraEntry entry in CameraPlan.For(Layout, 6, seed))
            {
                CameraModel camera = entry.Calibration!.ToModel();
                if (camera.Lens.Kind == LensKind.Fisheye) continue;
                foreach (Pixel corner in (ReadOnlySpan<Pixel>)[new(0, 0), new(1_279, 0), new(0, 959), new(1_279, 959)])
                    Assert.True(camera.TryRay(corner, out _), $"seed {seed}, {entry.Device}, {camera.Lens.Kind} {string.Join(" ", camera.Lens.Coefficients)}, {corner}");
            }
        }
    }

    private static string Text(IReadOnlyList<StoreFile.CameraEntry> cameras) => string.Concat(cameras.Select(c => c.Device + c.Calibration!.ToJson()));
}
