using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Tests.Store.Builders;
using O4O.Edge.Tests.Store.FloorTracking;
using Xunit;

namespace O4O.Edge.Tests.Store.Fusion;

public sealed class HandMeetingsTests
{
    private static readonly Point3 AnnaStands = new(2_500, 1_600, 0), BenStands = new(3_250, 1_600, 0), Between = new(2_875, 1_600, 1_150);

    /// <summary>Hands that give hide each other: each is seen in every third picture only, never both in one.</summary>
    [Theory]
    [InlineData(3, 1)]
    [InlineData(12, 0)]
    public void Hands_ThatHideEachOther_MeetWhileEachWasSeenAMomentAgo(int everyPictures, int meetings)
    {
        var book = new TrackBook();
        var finder = new HandMeetings(SmallStore.Layout);
        var met = new List<HandMeeting>();
        for (int i = 0; i < 24; i++)
        {
            StoreTime now = Script.Time(5) + i * 66_667;
            See(book, 1, AnnaStands, now, seen: i % everyPictures == 0);
            See(book, 2, BenStands, now, seen: i % everyPictures == everyPictures / 2);
            finder.Look(now, book.Tracks, met.Add, met.Add);
        }

        Assert.Equal(meetings, met.Count);
    }

    /// <summary>Hands a third of a metre apart: eyes that number people themselves see that, detections cannot tell it from a meeting.</summary>
    [Theory]
    [InlineData(true, 320, 3, 1, true)]
    [InlineData(true, 320, 1, 1, false)]
    [InlineData(true, 430, 3, 1, false)]
    [InlineData(true, 500, 3, 0, false)]
    [InlineData(false, 320, 3, 0, false)]
    public void Hands_ThatComeNear_MayHaveMetWhereDetectionsSayIt(bool detections, int apartMm, int pictures, int perhaps, bool close)
    {
        StoreLayout layout = detections ? new Scene(1, new SceneOptions { EndUs = 1 }).Layout : SmallStore.Layout;
        var (book, finder) = (new TrackBook(), new HandMeetings(layout));
        List<HandMeeting> met = [], may = [];
        for (int i = 0; i < 24; i++)
        {
            StoreTime now = Script.Time(5) + i * 66_667;
            Point3 aside = new((i < pictures ? apartMm : 900) / 2, 0, 0);
            Stand(book, 1, AnnaStands - aside * 0.5, Between - aside, now);
            Stand(book, 2, BenStands + aside * 0.5, Between + aside, now);
            finder.Look(now, book.Tracks, met.Add, may.Add);
        }

        Assert.Equal((0, perhaps), (met.Count, may.Count));
        Assert.All(may, m => Assert.Equal(close, m.Close));
    }

    /// <summary>Two who stand breast to breast hold their hands out between them, hardly out from under their heads.</summary>
    [Fact]
    public void Hands_BetweenPeopleWhoStandClose_Meet()
    {
        var (book, finder) = (new TrackBook(), new HandMeetings(SmallStore.Layout));
        var met = new List<HandMeeting>();
        for (int i = 0; i < 6; i++)
        {
            StoreTime now = Script.Time(5) + i * 66_667;
            Stand(book, 1, new Point3(2_700, 1_600, 0), new Point3(2_800, 1_600, 1_050), now);
            Stand(book, 2, new Point3(3_150, 1_600, 0), new Point3(3_050, 1_600, 1_050), now);
            finder.Look(now, book.Tracks, met.Add, met.Add);
        }

        Assert.Single(met);
    }

    private static void Stand(TrackBook book, long person, Point3 floor, Point3 hand, StoreTime now) =>
        book.See(new PersonObservation(person, Body.At(floor, hand)), now, out _)!.Session = $"visit-{person}";

    private static void See(TrackBook book, long person, Point3 floor, StoreTime now, bool seen)
    {
        JointSet joints = Body.At(floor, Between);
        Track track = book.See(new PersonObservation(person, seen ? joints : joints.Without(JointKind.RightWrist)), now, out _)!;
        track.Session = $"visit-{person}";
    }
}
