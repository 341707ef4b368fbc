using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>What was not sure before a restart goes to a person after it: the journal must know it.</summary>
public sealed class RestartDoubtTests
{
    private const long Anna = 11, Ben = 12;

    [Fact]
    public void Restart_AfterADoubtfulPick_LeavesBothInReview()
    {
        Script script = new Script(9).Enter("anna", 1, Anna).Enter("ben", 4, Ben)
            .Reach(Ben, 10, SmallStore.LowShelf, 5).Take(Anna, 10, SmallStore.LowShelf, 5, SmallStore.Beans)
            .Stand(Anna, 22, SmallStore.Middle).Stand(Ben, 22, SmallStore.Middle).Leave(Anna, 24).Leave(Ben, 26);
        Performance after = Performance.After(Performance.Of(script.Facts(16)).Records);

        after.Feed(script.Facts(16.5, 34));

        Assert.Equal(2, after.Settled.Count());
        Assert.All(after.Settled, s => Assert.Equal(SessionSettled.Review, s.Outcome));
    }

    [Fact]
    public void Restart_AfterSomethingUnknownWasTaken_LeavesTheTripInReview()
    {
        Script script = new Script(4).Enter("anna", 1, Anna).Reach(Anna, 8, SmallStore.LowShelf, 7).Step(8, SmallStore.LowShelf, 7, -205)
            .Stand(Anna, 12, SmallStore.Middle).Stand(Anna, 22, SmallStore.Middle).Leave(Anna, 24);
        Performance after = Performance.After(Performance.Of(script.Facts(16)).Records);

        after.Feed(script.Facts(16.5, 32));

        Assert.Equal(SessionSettled.Review, after.OnlySettled.Outcome);
    }

    [Fact]
    public void Restart_AfterAPutBackFromNowhere_LeavesTheTripInReview()
    {
        Script script = new Script(4).Enter("anna", 1, Anna).PutBack(Anna, 6, SmallStore.LowShelf, 5, SmallStore.Beans)
            .Stand(Anna, 12, SmallStore.Middle).Stand(Anna, 22, SmallStore.Middle).Leave(Anna, 24);
        Performance after = Performance.After(Performance.Of(script.Facts(16)).Records);

        after.Feed(script.Facts(16.5, 32));

        Assert.Equal(SessionSettled.Review, after.OnlySettled.Outcome);
    }

    [Fact]
    public void TwoProducts_TakenInOneMoment_FartherApartThanTheHand_AreNotChargedInPart()
    {
        Script script = new Script(6).Enter("anna", 1, Anna).Take(Anna, 8, SmallStore.HighShelf, 2, SmallStore.Juice)
            .Step(8, SmallStore.HighShelf, 4, -150).Leave(Anna, 13);

        SessionSettled trip = Performance.Of(script.Facts(20)).OnlySettled;

        Assert.Equal(SessionSettled.Review, trip.Outcome);
    }
}
