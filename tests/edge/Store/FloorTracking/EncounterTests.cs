using O4O.Edge.Store.Facts;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Store.FloorTracking;

/// <summary>Two walk up to each other, stand in one place where only one of them is found, and part: onwards, or back to where they came from.</summary>
public sealed class EncounterTests
{
    private const double MeetsUs = 2_500_000, PartsUs = 4_000_000, EndUs = 7_500_000;
    private static readonly Point3 Left = new(1_200, 3_000, 0), Right = new(6_800, 3_000, 0), Middle = new(4_000, 3_000, 0);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void People_OfDifferentHeight_WhoMetInOnePlace_KeepTheirNumbers(bool turnBack)
    {
        (long[] before, long[] after, _) = Meet(1_480, 1_660, turnBack);

        Assert.Equal(before, after);
        Assert.NotEqual(before[0], before[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void People_OfOneHeight_WhoMetInOnePlace_AreBothInDoubt(bool turnBack)
    {
        (long[] before, _, List<FloorDoubt> doubts) = Meet(1_580, 1_585, turnBack);

        Assert.Contains(doubts, d => before.Contains(d.Id) && before.Contains(d.Other));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void People_OfOneHeight_WhoStoodBesideEachOtherAndWereAlwaysSeen_KeepTheirNumbersWithoutADoubt(bool turnBack)
    {
        (long[] before, long[] after, List<FloorDoubt> doubts) = Meet(1_580, 1_585, turnBack, besideMm: 480);

        Assert.Equal(before, after);
        Assert.NotEqual(before[0], before[1]);
        Assert.Empty(doubts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void People_OfOneHeightInDifferentClothes_WhoMetInOnePlace_KeepTheirNumbersWithoutADoubt(bool turnBack)
    {
        (long[] before, long[] after, List<FloorDoubt> doubts) = Meet(1_580, 1_585, turnBack, clothes: [new(60, 120, 135), new(150, 140, 120)]);

        Assert.Equal(before, after);
        Assert.NotEqual(before[0], before[1]);
        // Where they turned back the pictures had given them each other's numbers: what was done meanwhile is in doubt.
        if (!turnBack) Assert.Empty(doubts);
    }

    [Fact]
    public void People_OfOneHeightInLikeClothes_WhoMetInOnePlace_AreBothInDoubt()
    {
        (long[] before, _, List<FloorDoubt> doubts) = Meet(1_580, 1_585, turnBack: true, clothes: [new(100, 126, 130), new(106, 127, 129)]);

        Assert.Contains(doubts, d => before.Contains(d.Id) && before.Contains(d.Other));
    }

    /// <summary>So near that they count as near in every picture: what is seen of them meanwhile must tell all the same, before one leaves.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void People_InDifferentClothes_WhoMetInOnePlaceAndStayedNearEachOther_AreNotInDoubtWhoIsWho(bool turnBack)
    {
        (long[] before, long[] after, List<FloorDoubt> doubts) = Meet(1_580, 1_585, turnBack, clothes: [new(60, 120, 135), new(150, 140, 120)], stayMm: 275, leaves: true);

        Assert.Equal(before, after);
        Assert.NotEqual(before[0], before[1]);
        Assert.DoesNotContain(doubts, d => before.Contains(d.Id) && before.Contains(d.Other));
    }

    /// <summary>Each stands where the next one stood, between two pictures: by place all numbers go round, and no two of them can give theirs back to each other.</summary>
    [Fact]
    public void ThreePeople_InDifferentClothes_WhoseNumbersWentRound_GetThemBackAndAreInDoubt()
    {
        const double roundUs = 2_500_000, endUs = 9_000_000;
        ClothesColour[] clothes = [new(60, 120, 135), new(150, 140, 120), new(100, 105, 150)];
        var room = new Room(clothes);
        long[] before = [0, 0, 0], round = [0, 0, 0], after = [0, 0, 0];
        for (long us = 0; us < endUs; us += Room.PictureUs)
        {
            double apartMm = 450 + 1_050 * Math.Clamp((Math.Abs(us - roundUs) - 500_000) / 2_000_000, 0, 1);
            int on = us < roundUs ? 0 : 1;
            Walker[] people = [.. Enumerable.Range(0, 3).Select(p => new Walker(p, new(4_000, 3_000 + ((p + on) % 3 - 1) * apartMm, 0), 1_580, 0, 0))];
            room.Show(us, people, found: 3);
            foreach ((int person, long number) in room.Told(people, withinMm: 200)) (us < roundUs ? before : us < roundUs + 700_000 ? round : after)[person] = number;
        }
        Assert.Equal(3, before.Distinct().Count());
        Assert.Equal([before[1], before[2], before[0]], round);
        Assert.Equal(before, after);
        Assert.All(before, id => Assert.Contains(room.Doubts, d => d.Id == id || d.Other == id));
    }

    /// <summary>The numbers of both before they met and after they parted, in the same order; beside each other, neither hides the other. In the end the first may leave.</summary>
    private static (long[] Before, long[] After, List<FloorDoubt> Doubts) Meet(
        double oneMm, double otherMm, bool turnBack, double besideMm = 0, ClothesColour[]? clothes = null, double stayMm = double.PositiveInfinity, bool leaves = false)
    {
        Point3 beside = new(0, besideMm, 0);
        var room = new Room(clothes);
        long[] before = [0, 0], after = [0, 0];
        for (long us = 0; us < EndUs; us += Room.PictureUs)
        {
            Walker[] people = [At(0, Left, turnBack ? Left : Right, oneMm, us, stayMm), At(1, Right, turnBack ? Right : Left, otherMm, us, stayMm, beside)];
            bool together = besideMm == 0 && us is > (long)MeetsUs - 200_000 and < (long)PartsUs + 200_000;
            room.Show(us, people, found: together ? 1 : 2);
            if (together) continue;
            foreach ((int person, long number) in room.Told(people, withinMm: 300)) (us < MeetsUs ? before : after)[person] = number;
        }
        if (leaves) room.Leave(after[0]);
        return (before, after, room.Doubts);
    }

    /// <summary>Where one is at a moment: after the meeting, no farther from the middle than <paramref name="stayMm"/>.</summary>
    private static Walker At(int number, Point3 from, Point3 to, double headMm, long us, double stayMm, Point3 beside = default)
    {
        Point3 at = us < MeetsUs ? from + (Middle - from) * Math.Min(1, us / MeetsUs)
            : us < PartsUs ? Middle : Middle + (to - Middle) * Math.Min(Math.Min(1, stayMm / Point3.FloorDistanceMm(to, Middle)), (us - PartsUs) / 2_500_000);
        return new Walker(number, at + beside, headMm, 0, 0);
    }

    /// <summary>A room whose four cameras take pictures in turn, with detections that shake a little, and the floor that follows people in it.</summary>
    private sealed class Room(ClothesColour[]? clothes)
    {
        public const long PictureUs = 25_000;
        private readonly Scene _scene = new(1, new SceneOptions { EndUs = 1 });
        private readonly Random _random = new(7);
        private FloorTracker? _tracker;

        /// <summary>All doubts so far.</summary>
        public List<FloorDoubt> Doubts { get; } = [];
        private FloorTracker Tracker => _tracker ??= new FloorTracker(_scene.Layout, new FloorOptions());

        /// <summary>The next camera's picture, in which so many of the people, the first ones, are found.</summary>
        public void Show(long us, Walker[] people, int found)
        {
            int camera = (int)(us / PictureUs % 4);
            DetectedBox[] boxes = [.. people.Take(found).Select(w => Shaken(SceneCameras.Box(_scene.Cameras[camera], w, []), clothes?[w.Number] ?? default)).OfType<DetectedBox>()];
            Tracker.Update(camera, new StoreTime(us), SceneCameras.Frame(us, boxes));
            Doubts.AddRange(Tracker.Doubts.ToArray());
        }

        /// <summary>By which numbers the people were told of with the last picture.</summary>
        public IEnumerable<(int Person, long Number)> Told(Walker[] people, double withinMm) =>
            from sighting in Tracker.Sightings.ToArray()
            from walker in people
            where Point3.FloorDistanceMm(sighting.Person.Joints[JointKind.Head].Place, walker.At) < withinMm
            select (walker.Number, sighting.Person.Track);

        /// <summary>Somebody leaves, by number.</summary>
        public void Leave(long number)
        {
            Tracker.Forget(number);
            Doubts.AddRange(Tracker.Doubts.ToArray());
        }

        private DetectedBox? Shaken(DetectedBox? box, ClothesColour clothes)
        {
            if (box is not { } b) return null;
            KeypointSet joints = b.Keypoints;
            joints[JointKind.Head] = joints[JointKind.Head] with { X = joints[JointKind.Head].X + 6 * (float)(_random.NextDouble() - 0.5), Y = joints[JointKind.Head].Y + 6 * (float)(_random.NextDouble() - 0.5) };
            ClothesColour seen = clothes.Seen ? new((byte)(clothes.Y + _random.Next(-12, 13)), (byte)(clothes.U + _random.Next(-3, 4)), (byte)(clothes.V + _random.Next(-3, 4))) : default;
            return b with { Score = 0.9f, Keypoints = joints, Clothes = seen };
        }
    }
}
