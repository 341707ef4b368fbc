using O4O.Edge.Drivers.Inference;
using O4O.Edge.Store.Geometry;
using O4O.Simulator.ModelTrials;
using O4O.Simulator.Rendering.Truths;

namespace O4O.Simulator.Tests.ModelTrials;

public sealed class PeopleTallyTests
{
    private static readonly PictureBox Box = new(300, 200, 60, 100);

    [Theory]
    [InlineData(14, 1)] // 93 mm
    [InlineData(16, 0)] // 107 mm
    public void Add_OfAHeadSoManyPixelsOff_CountsItWithinTenCentimetres(float off, int near)
    {
        PeopleTally tally = Add(People.Person(1, Box, head: People.Joint(320, 240)), People.Found(Box, head: new BodyPoint(320 + off, 240, 0.9f)));

        Assert.Equal((1, near), (tally.All.Heads, tally.All.HeadsNear));
    }

    [Fact]
    public void Add_OfAPointThatIsNotSaid_IsNotNear()
    {
        PeopleTally tally = Add(People.Person(1, Box, head: People.Joint(0, 0)), People.Found(Box));

        Assert.Equal((1, 0), (tally.All.Heads, tally.All.HeadsNear));
    }

    [Fact]
    public void Add_OfHandsTakenForEachOther_IsNearForEitherAlone()
    {
        PersonTruth person = People.Person(1, Box, left: People.Joint(300, 240), right: People.Joint(360, 240));

        PeopleTally tally = Add(person, People.Found(Box, left: new BodyPoint(360, 240, 1), right: new BodyPoint(300, 240, 1)));

        Assert.Equal((2, 0, 2), (tally.All.Wrists, tally.All.WristsNear, tally.All.WristsNearEither));
    }

    [Fact]
    public void Add_OfAWristThatIsHidden_AsksNothingOfIt()
    {
        PeopleTally tally = Add(People.Person(1, Box, left: People.Joint(300, 240, 1), right: People.Joint(360, 240)), People.Found(Box, right: new BodyPoint(361, 240, 1)));

        Assert.Equal((1, 1), (tally.All.Wrists, tally.All.WristsNear));
    }

    [Fact]
    public void Add_OfSomebodyMissedAndANobody_CountsBoth()
    {
        PeopleTally tally = Add(People.Person(1, Box), People.Found(new(10, 10, 30, 30)));

        Assert.Equal((1, 0, 0, 1), (tally.All.People, tally.All.Found, tally.Right, tally.Wrong));
        Assert.Equal(0, tally.Precision);
    }

    [Fact]
    public void Add_OfSomebodyHalfHidden_IsASliceAndNotCounted()
    {
        PeopleTally tally = Add(People.Person(1, Box, visibility: 0.4), People.Found(Box));

        Assert.Equal(0, tally.All.People);
        Assert.Equal(1, tally.Slices["seen, 35 to 50 %"].Found);
        Assert.Equal((1, 0), (tally.Right, tally.Wrong));
    }

    [Fact]
    public void Mm_OfAPixelOnTheWayToThePlace_IsNothing()
    {
        PointTruth joint = People.Joint(500, 100);

        Assert.Equal(0, PointError.Mm(People.Camera, People.Camera.PixelAt(500, 100, People.Width, People.Height), joint.Place), 1e-6);
        Assert.True(People.Camera.TryProject(joint.Place, out Pixel at) && Math.Abs(at.U - 499.5) < 1e-9);
    }

    [Fact]
    public void Mark_OfNothingMeasured_IsNotMet()
    {
        Assert.False(new Mark("x", null, 0).IsMet);
        Assert.True(new Mark("x", 5, 5, IsLeast: false).IsMet);
        Assert.False(new Mark("x", 0.9799, 0.98).IsMet);
    }

    private static PeopleTally Add(PersonTruth person, Detection found)
    {
        var tally = new PeopleTally();
        tally.Add(People.Camera, new FrameTruth(0, [person]), [found], People.Width, People.Height);
        return tally;
    }
}
