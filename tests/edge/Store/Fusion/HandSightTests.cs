using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Fusion;

/// <summary>What looks into a hand say of a movement at second 10.</summary>
public sealed class HandSightTests
{
    private static readonly int Cola = SmallStore.Layout.ProductIndex(SmallStore.Cola), Soup = SmallStore.Layout.ProductIndex(SmallStore.Soup);
    private static readonly StoreTime Lift = Script.Time(10);
    private readonly Track _track = new(7);

    [Fact]
    public void Movement_ThatNobodyLookedAt_WeighsNothing()
    {
        Assert.Equal(0, Moved(Cola, 1), 1e-12);
        Assert.Equal(0, Moved(Cola, -1), 1e-12);
        Assert.Equal(0, Moved(HandSight.Unknown, 1), 1e-12);
    }

    [Fact]
    public void Hand_ThatCamerasCouldHaveSeenAndDidNot_IsLittleLikelyToHaveMovedAnything()
    {
        var sight = new HandSight(SmallStore.Layout, new FusionOptions());
        double unseen = sight.Moved(_track, true, Cola, 1, Lift, lookedAt: true);
        Look(10.3, Cola, 0.9);

        Assert.True(unseen < 0);
        Assert.Equal(Moved(Cola, 1), sight.Moved(_track, true, Cola, 1, Lift, lookedAt: true)); // one look, and it is the look that counts
    }

    [Fact]
    public void Look_AfterTheLift_SpeaksForATakeAndNotForAPutBack()
    {
        Look(10.3, Cola, 0.9);

        Assert.True(Moved(Cola, 1) > 2);
        Assert.True(Moved(Soup, 1) < Moved(Cola, 1) - 2);
        Assert.InRange(Moved(Cola, -1), -3, -0.1); // who puts it down has it no more
    }

    [Fact]
    public void Look_BeforeTheLift_SpeaksForAPutBackAndNotForATake()
    {
        Look(9.7, Cola, 0.9);

        Assert.True(Moved(Cola, -1) > 2);
        Assert.InRange(Moved(Cola, 1), -3, -0.1); // who takes it had it not yet
    }

    [Fact]
    public void Look_IntoAnEmptyHand_SpeaksAgainstEveryMovement()
    {
        Look(10.3, empty: 0.95);

        Assert.All(new[] { Cola, Soup, HandSight.Unknown }, p => Assert.True(Moved(p, 1) < -1));
    }

    [Fact]
    public void Look_IntoAFullHand_SpeaksForSomethingUnknownToo()
    {
        Look(10.3, empty: 0.05);

        Assert.True(Moved(HandSight.Unknown, 1) > 0.5);
    }

    [Theory]
    [InlineData(11.1)]
    [InlineData(8.9)]
    public void Look_TooFarFromTheLift_WeighsNothing(double at)
    {
        Look(at, Cola, 0.9);

        Assert.Equal(0, Moved(Cola, 1), 1e-12);
        Assert.Equal(0, Moved(Cola, -1), 1e-12);
    }

    [Fact]
    public void Look_IntoTheOtherHand_WeighsNothing()
    {
        Look(10.3, Cola, 0.9, right: false);

        Assert.Equal(0, Moved(Cola, 1), 1e-12);
    }

    [Fact]
    public void Looks_OfOneGrasp_CountLittleMoreThanOne()
    {
        Look(10.1, Cola, 0.4, empty: 0.1);
        double one = Moved(Cola, 1);
        for (int i = 0; i < 6; i++) Look(10.2 + i * 0.1, Cola, 0.4, empty: 0.1);

        double seven = Moved(Cola, 1);

        Assert.InRange(seven / one, 1.001, 3); // seven independent ones would count seven times
    }

    [Fact]
    public void Look_HoweverSure_IsNeverCertain()
    {
        Look(10.3, Cola, 1);

        double forCola = Moved(Cola, 1), forSoup = Moved(Soup, 1);

        Assert.InRange(forCola, 2, 8);
        Assert.InRange(forSoup, -8, 0.1);
        Assert.True(double.IsFinite(forCola) && double.IsFinite(forSoup));
    }

    [Fact]
    public void Looks_WeighAsMuchAsTheyAreBelieved()
    {
        Look(10.3, Cola, 0.9);

        double none = Believed(0), half = Believed(0.5), all = Believed(1);

        Assert.Equal(0, none, 1e-12);
        Assert.True(none < half && half < all);
    }

    private double Believed(double share) => new HandSight(SmallStore.Layout, new FusionOptions { SightShare = share }).Moved(_track, true, Cola, 1, Lift, lookedAt: false);

    private double Moved(int product, int taken) => new HandSight(SmallStore.Layout, new FusionOptions()).Moved(_track, true, product, taken, Lift, lookedAt: false);

    /// <summary>A look that names one product; the rest of what is not empty is shared by all others.</summary>
    private void Look(double at, int product, double there, double empty = 0, bool right = true) =>
        _track.AddLook(Script.Time(at), new HandLook(7, right, Share(empty), [new LookEntry(product, Share(there))]));

    private void Look(double at, double empty) => _track.AddLook(Script.Time(at), new HandLook(7, true, Share(empty), []));

    private static ushort Share(double p) => (ushort)(p * HandLook.Whole);
}
