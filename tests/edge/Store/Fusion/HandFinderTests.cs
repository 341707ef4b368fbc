using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Fusion;

/// <summary>A change on plate 5 of the low shelf, lifted at second 10.</summary>
public sealed class HandFinderTests
{
    private static readonly Point3 Plate = SmallStore.Plate(SmallStore.LowShelf, 5).Space.Centre;
    private static readonly Point3 Before = SmallStore.Before(SmallStore.LowShelf, 5);
    private readonly TrackBook _tracks = new();

    [Fact]
    public void Hand_ThatPassedThePlateBetweenTwoSights_IsFoundByItsWay()
    {
        // Out again at the lift itself: no single frame has the hand where it was at the moment of the lift.
        See(1, 9.90, Body.At(Before, right: Plate));
        See(1, 10.00, Body.At(Before, right: Plate - new Point3(0, 350, 0)));

        Hand hand = Assert.Single(Find());

        Assert.InRange(hand.DistanceMm, 0, 70);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Wrist_EitherOne_Counts(bool right)
    {
        See(1, 10, right ? Body.At(Before, right: Plate) : Body.At(Before, left: Plate));

        Hand hand = Assert.Single(Find());

        Assert.Equal(0, hand.DistanceMm, 6);
    }

    [Fact]
    public void People_Several_ComeNearestFirst()
    {
        See(1, 10, Body.At(Before + new Point3(600, 0, 0), right: Plate + new Point3(400, -300, 0)));
        See(2, 10, Body.At(Before, right: Plate));

        List<Hand> hands = Find();

        Assert.Equal([2, 1], hands.Select(h => h.Person.Id));
        Assert.True(hands[0].LogLikelihood > hands[1].LogLikelihood + 3);
    }

    [Fact]
    public void Hand_Hidden_MayHaveBeenThereButIsLessLikely()
    {
        See(1, 10, Body.At(Before).Without(JointKind.LeftWrist, JointKind.RightWrist));

        Hand hand = Assert.Single(Find());

        Assert.InRange(hand.DistanceMm, 200, 400);
        Assert.True(hand.LogLikelihood < -2);
    }

    [Fact]
    public void Hand_HiddenOfSomebodyFarAway_IsNobodys()
    {
        See(1, 10, Body.At(Before + new Point3(0, -2_000, 0)).Without(JointKind.LeftWrist, JointKind.RightWrist));

        Assert.Empty(Find());
    }

    [Fact]
    public void Hand_SeenElsewhereAtTheLift_WasNotAtThePlate()
    {
        // Both wrists seen at rest at the lift; the one frame in which they were hidden does not turn that round.
        See(1, 9.7, Body.At(Before).Without(JointKind.LeftWrist, JointKind.RightWrist));
        See(1, 10, Body.At(Before + new Point3(0, -300, 0)));

        Assert.Empty(Find());
    }

    [Fact]
    public void Hand_EarlyOrLate_IsLessLikelyTheMore()
    {
        See(1, 9.6, Body.At(Before, right: Plate));
        See(2, 9.9, Body.At(Before, right: Plate));
        See(3, 10.25, Body.At(Before, right: Plate));
        See(4, 9.0, Body.At(Before, right: Plate)); // left long before
        See(5, 11.0, Body.At(Before, right: Plate)); // came after it was gone

        List<Hand> hands = Find();

        Assert.Equal([2, 3, 1], hands.Select(h => h.Person.Id));
    }

    [Fact]
    public void Hand_FarOffOfEyesThatSeeHalfOfTheHandsBadly_IsLikelierThanOfGoodOnes()
    {
        See(1, 10, Body.At(Before, right: Plate - new Point3(0, 550, 0)));
        var rough = new FusionOptions { HandMm = 100, BadlySeenHandMm = 300, BadlySeenShare = 0.5, ReachMm = 1_000 };

        Hand good = Assert.Single(Find()), bad = Assert.Single(Find(rough));

        Assert.Equal(good.DistanceMm, bad.DistanceMm);
        Assert.InRange(good.DistanceMm, 200, 550);
        Assert.True(bad.LogLikelihood > good.LogLikelihood + 1, $"{bad.LogLikelihood} against {good.LogLikelihood}");
    }

    [Fact]
    public void Hand_BeyondReach_IsNobodys()
    {
        See(1, 10, Body.At(SmallStore.AtScanner));

        Assert.Empty(Find());
    }

    [Fact]
    public void Forearm_ThatPointsIn_ReachesFartherThanItsWrist()
    {
        Point3 justOutside = Plate - new Point3(0, 280, 0); // 80 mm before the plate's edge
        See(1, 10, Body.At(Before, right: justOutside));

        Hand hand = Assert.Single(Find());

        Assert.InRange(hand.DistanceMm, 0, 60);
    }

    private void See(long track, double at, JointSet joints) => _tracks.See(new PersonObservation(track, joints), Script.Time(at), out _);

    private List<Hand> Find(FusionOptions? options = null) => new HandFinder(SmallStore.Layout, options ?? new FusionOptions()).Find(Changes.On(SmallStore.LowShelf, (5, -420)), ulong.MaxValue, _tracks);
}
