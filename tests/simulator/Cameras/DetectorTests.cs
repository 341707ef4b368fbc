using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Cameras;
using O4O.Simulator.Chance;
using O4O.Simulator.People;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Cameras;

public class DetectorTests
{
    private static readonly StoreLayout Layout = DemoStore.Create().ToLayout();
    private static readonly Furniture Furniture = new(Layout, new FloorPlan(Layout));

    /// <summary>Nothing is missed, nothing errs.</summary>
    private static readonly CamerasOptions Exact = new() { BoxNoise = 0, JointNoise = 0, PersonMiss = 0, JointMiss = 0, FalsePerMinute = 0 };

    /// <summary>In the middle of the free floor before the gate, looking flat along +x.</summary>
    private static readonly CameraModel Camera = new(
        new Intrinsics(600, 600, 639.5, 479.5, 1_280, 960), Lens.None, new(500, 2_300, 2_600), Rotation.Looking(new(500, 2_300, 2_600), new(4_500, 2_300, 900)));

    private static Figure At(double x, double y, double stature = 1_700)
    {
        var figure = new Figure();
        figure.BeNobody(new Spot(x, y), stature);
        return figure;
    }

    private static (DetectedBox[] Boxes, long[] Owners) Look(CamerasOptions options, params Figure[] figures)
    {
        var boxes = new DetectedBox[16];
        var owners = new long[16];
        int count = new Detector(Camera, Furniture, options, new Dice(1, "test")).Look(figures, boxes, owners);
        return (boxes[..count], owners[..count]);
    }

    [Fact]
    public void Look_AtSomebodyInPlainSight_IsTheBoxAroundTheBodyWithHeadAndWrists()
    {
        Figure figure = At(4_000, 2_300);

        (DetectedBox[] boxes, _) = Look(Exact, figure);

        DetectedBox box = Assert.Single(boxes);
        Assert.True(Camera.TryProject(new(4_000, 2_300, 1_700), out Pixel top));
        Assert.True(Camera.TryProject(new(3_860, 2_300, 10), out Pixel feet)); // the tips of the shoes
        Assert.Equal(top.V + 0.5, box.Top, 1.0);
        Assert.Equal(feet.V + 0.5, box.Bottom, 1.0);
        Assert.True(Camera.TryProject(figure.Joints[(int)JointKind.Head], out Pixel head));
        Assert.InRange(Math.Abs(box.Keypoints[JointKind.Head].X - head.U - 0.5), 0, 3);
        Assert.True(box.Keypoints[JointKind.LeftWrist].Seen && box.Keypoints[JointKind.RightWrist].Seen);
        Assert.False(box.Keypoints[JointKind.Neck].Seen);
        Assert.True(box.Score > 0.7, $"{box.Score}");
    }

    [Fact]
    public void Look_AtSomebodyBehindSomebody_FindsTheNearerAlone()
    {
        Figure near = At(2_200, 2_300, 1_850), behind = At(3_000, 2_300, 1_300), aside = At(4_000, 3_000);

        (DetectedBox[] alone, _) = Look(Exact, behind);
        (DetectedBox[] together, _) = Look(Exact, near, behind, aside);

        Assert.Single(alone);
        Assert.Equal(2, together.Length);
        Assert.True(together[0].Width > together[1].Width, "the nearer comes first");
    }

    [Fact]
    public void Look_AtSomebodyWhoseLegsAreHidden_BoxesWhatCanBeSeen()
    {
        // Behind the corner of gondola 3, which hides what is below its top.
        var camera = new CameraModel(
            Camera.Intrinsics, Lens.None, new(4_000, 1_000, 2_900), Rotation.Looking(new(4_000, 1_000, 2_900), new(4_000, 4_600, 900)));
        var boxes = new DetectedBox[4];

        int count = new Detector(camera, Furniture, Exact, new Dice(2, "test")).Look([At(4_000, 5_100, 1_800)], boxes, new long[4]);

        Assert.True(camera.TryProject(new(4_000, 5_100, 1_800), out Pixel top));
        Assert.True(camera.TryProject(new(4_000, 5_100, 0), out Pixel feet));
        if (count > 0) Assert.True(boxes[0].Height < 0.6 * (feet.V - top.V), $"{boxes[0].Height} of {feet.V - top.V}");
    }

    [Fact]
    public void Look_ManyTimes_ErrsAndMissesAsMuchAsAsked()
    {
        var options = Exact with { BoxNoise = 0.03, PersonMiss = 0.1, JointMiss = 0.2 };
        var detector = new Detector(Camera, Furniture, options, new Dice(3, "test"));
        Figure[] figures = [At(4_000, 2_300)];
        DetectedBox exact = Look(Exact, figures).Boxes[0];
        var boxes = new DetectedBox[4];
        var owners = new long[4];
        int found = 0, heads = 0;
        double squares = 0;

        for (int i = 0; i < 20_000; i++)
        {
            if (detector.Look(figures, boxes, owners) == 0) continue;
            found++;
            squares += Math.Pow((boxes[0].Top - exact.Top) / exact.Height, 2);
            if (boxes[0].Keypoints[JointKind.Head].Seen) heads++;
        }

        Assert.InRange(found / 20_000.0, 0.88, 0.92);
        Assert.InRange(Math.Sqrt(squares / found), 0.028, 0.032);
        Assert.InRange(heads / (double)found, 0.78, 0.82);
    }

    [Fact]
    public void Imagine_WhereTheCameraSees_IsUnsureOfItself()
    {
        var detector = new Detector(Camera, Furniture, Exact, new Dice(4, "test"));

        Assert.True(detector.TryImagine(At(4_000, 2_300), out DetectedBox box));
        Assert.InRange(box.Score, 0.12, 0.6);
        Assert.False(detector.TryImagine(At(-4_000, 2_300), out _)); // behind the camera
    }
}
