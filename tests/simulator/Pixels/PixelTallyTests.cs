using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Pixels;
using O4O.Simulator.Rendering.Truths;

namespace O4O.Simulator.Tests.Pixels;

public class PixelTallyTests
{
    private const int Width = 640, Height = 480;

    /// <summary>3 m up, looking straight down: 200 px a metre on the floor.</summary>
    private static readonly CameraModel Down = new(
        new Intrinsics(600, 600, (Width - 1) / 2.0, (Height - 1) / 2.0, Width, Height), Lens.None, new Point3(0, 0, 3_000), Rotation.Looking(new Point3(0, 0, 3_000), new Point3(0, 0, 0)));

    [Fact]
    public void Tally_OfPicturesFoundMissedAndImagined_SaysTheShares()
    {
        var tally = new PixelTally();
        PersonTruth one = Person(0, 0), other = Person(1, 500);

        tally.Add(new FrameTruth(0, [one, other]), [Found(one, offPx: 3), Stray()], [0, -1], Down, Width, Height);

        string said = tally.ToString();
        Assert.Contains("of 2 people to be seen 50.0 % found, of 2 boxes 50.0 % right", said, StringComparison.Ordinal);
        Assert.Contains("heads within 10 cm 50.0 %", said, StringComparison.Ordinal);
        Assert.Contains("of the wrists in sight 50.0 % told and 50.0 % within 10 cm", said, StringComparison.Ordinal);
    }

    /// <summary>60 px are 20 cm and more where hands and heads are: told, and not near.</summary>
    [Fact]
    public void Tally_OfJointsThatAreOff_CountsThemAsToldOnly()
    {
        var tally = new PixelTally();
        PersonTruth one = Person(0, 0);

        tally.Add(new FrameTruth(0, [one]), [Found(one, offPx: 60)], [0], Down, Width, Height);

        Assert.Contains("heads within 10 cm 0.0 %, of the wrists in sight 100.0 % told and 0.0 % within 10 cm", tally.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tally_OfSomebodyHardlySeen_AsksForNobody()
    {
        var tally = new PixelTally();
        PersonTruth hidden = Person(0, 0) with { Visibility = 0.05 };

        tally.Add(new FrameTruth(0, [hidden]), [Found(hidden, offPx: 0)], [0], Down, Width, Height);

        Assert.Equal("", tally.ToString());
    }

    private static PersonTruth Person(int number, double x)
    {
        HandTruth Hand(double y) => new(Point(x, y, 1_000), null, default, 0, default, false);
        (double u, double v) = Place(x, 0, 1_000);
        return new PersonTruth(number, "shopper", false, default, new PictureBox(u - 40, v - 40, 80, 80), 5_000, 1, 1, Point(x, 0, 1_560), Hand(-250), Hand(250));
    }

    private static DetectedBox Found(PersonTruth person, float offPx)
    {
        var joints = default(KeypointSet);
        joints[JointKind.Head] = new Keypoint((float)person.Head.X + offPx, (float)person.Head.Y, 0.9f);
        // The sides exchanged, as from above they often are.
        joints[JointKind.LeftWrist] = new Keypoint((float)person.Right.Wrist.X + offPx, (float)person.Right.Wrist.Y, 0.9f);
        joints[JointKind.RightWrist] = new Keypoint((float)person.Left.Wrist.X + offPx, (float)person.Left.Wrist.Y, 0.9f);
        PictureBox b = person.Seen;
        return new DetectedBox((float)b.Left, (float)b.Top, (float)b.Width, (float)b.Height, 0.9f, DetectedBox.Person, joints);
    }

    private static DetectedBox Stray() => new(10, 10, 50, 50, 0.8f, DetectedBox.Person, default);

    private static PointTruth Point(double x, double y, double z)
    {
        (double u, double v) = Place(x, y, z);
        return new PointTruth(u, v, 2, new Point3(x, y, z));
    }

    private static (double U, double V) Place(double x, double y, double z)
    {
        Assert.True(Down.TryProject(new Point3(x, y, z), out Pixel at));
        return Down.InPicture(at, Width, Height);
    }
}
