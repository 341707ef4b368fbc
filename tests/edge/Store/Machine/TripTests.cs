using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>Small whole trips: gate, shelf, exit, and the exact settlement.</summary>
public sealed class TripTests
{
    private const long Anna = 11, Ben = 12;

    [Fact]
    public void Trip_OfOnePick_IsChargedExactly()
    {
        Script script = new Script().Enter("anna", 1, Anna).Take(Anna, 6, SmallStore.LowShelf, 2, SmallStore.Cola).Leave(Anna, 10);

        Performance play = Performance.Of(script.Facts(16));

        SessionSettled trip = play.OnlySettled;
        Assert.Equal(("anna", SessionSettled.Charged, 1_500L), (trip.Shopper, trip.Outcome, trip.TotalMinor));
        SettledLine line = Assert.Single(trip.Lines);
        Assert.Equal((SmallStore.Cola, "Cola", 1, 1_500L), (line.Gtin, line.Name, line.Quantity, line.UnitPriceMinor));
        Assert.Empty(trip.Reasons);
        Assert.Equal($"{SmallStore.Id}.{trip.Session}.1", trip.ChargeId);
        Assert.Equal(trip.ChargeId, Assert.Single(play.Machine.State.PendingCharges).ChargeId);
    }

    [Fact]
    public void Trip_OfStaffThatTakesAndPutsDown_IsEmptyWithoutAChargeOrAReason()
    {
        Script script = new Script().EnterStaff("sam", 1, Anna)
            .Take(Anna, 6, SmallStore.LowShelf, 2, SmallStore.Cola).PutBack(Anna, 10, SmallStore.HighShelf, 4, SmallStore.Chips).Leave(Anna, 14);

        Performance play = Performance.Of(script.Facts(22));

        SessionSettled trip = play.OnlySettled;
        Assert.Equal(("sam", SessionSettled.Empty, null, 0L), (trip.Shopper, trip.Outcome, trip.ChargeId, trip.TotalMinor));
        Assert.Empty(trip.Lines);
        Assert.Empty(trip.Reasons);
        Assert.Empty(play.Machine.State.PendingCharges);
        Assert.Equal(2, play.Interactions.Count());
    }

    [Fact]
    public void Trip_OfPicksAndAPutBack_IsChargedForTheRest()
    {
        Script script = new Script(2).Enter("anna", 1, Anna)
            .Take(Anna, 6, SmallStore.LowShelf, 2, SmallStore.Cola, units: 2)
            .Take(Anna, 10, SmallStore.HighShelf, 4, SmallStore.Chips)
            .Take(Anna, 14, SmallStore.LowShelf, 3, SmallStore.Gum)
            .PutBack(Anna, 18, SmallStore.LowShelf, 1, SmallStore.Cola)
            .Leave(Anna, 24);

        SessionSettled trip = Performance.Of(script.Facts(30)).OnlySettled;

        Assert.Equal((SessionSettled.Charged, 1_500L + 1_900 + 700), (trip.Outcome, trip.TotalMinor));
        Assert.Equal(
            [(SmallStore.Cola, 1), (SmallStore.Chips, 1), (SmallStore.Gum, 1)], trip.Lines.Select(l => (l.Gtin, l.Quantity)));
    }

    [Fact]
    public void Trip_WithEverythingPutBack_IsEmptyAndUncharged()
    {
        Script script = new Script(3).Enter("anna", 1, Anna)
            .Take(Anna, 6, SmallStore.LowShelf, 5, SmallStore.Beans).PutBack(Anna, 10, SmallStore.LowShelf, 5, SmallStore.Beans).Leave(Anna, 15);

        SessionSettled trip = Performance.Of(script.Facts(21)).OnlySettled;

        Assert.Equal((SessionSettled.Empty, null, 0L), (trip.Outcome, trip.ChargeId, trip.TotalMinor));
        Assert.Empty(trip.Lines);
    }

    [Fact]
    public void PutBack_OfWhatNoCartHolds_GoesToNobodyAndIsLookedAt()
    {
        Script script = new Script(4).Enter("anna", 1, Anna).PutBack(Anna, 6, SmallStore.LowShelf, 5, SmallStore.Beans).Leave(Anna, 11);

        Performance play = Performance.Of(script.Facts(17));

        Assert.All(play.Interactions, i => Assert.True(i.Session is null || i.Quantity == 0));
        Assert.Equal(SessionSettled.Review, play.OnlySettled.Outcome);
    }

    [Fact]
    public void PutBack_OnTheWrongShelf_LeavesTheCartAndIsFoundThereByTheNext()
    {
        Script script = new Script(5).Enter("anna", 1, Anna).Enter("ben", 4, Ben)
            .Take(Anna, 8, SmallStore.LowShelf, 2, SmallStore.Cola).PutBack(Anna, 13, SmallStore.HighShelf, 8, SmallStore.Cola).Leave(Anna, 18)
            .Stand(Ben, 16, SmallStore.Middle).Take(Ben, 22, SmallStore.HighShelf, 8, SmallStore.Cola).Leave(Ben, 27);

        Performance play = Performance.Of(script.Facts(33));

        Assert.Equal(SessionSettled.Empty, play.Settled.Single(s => s.Shopper == "anna").Outcome);
        SessionSettled ben = play.Settled.Single(s => s.Shopper == "ben");
        Assert.Equal([(SmallStore.Cola, 1)], ben.Lines.Select(l => (l.Gtin, l.Quantity)));
        Assert.Empty(play.Machine.State.Planogram.AllMisplaced);
    }

    [Fact]
    public void Shoppers_Two_EachPayTheirOwn()
    {
        Script script = new Script(6).Enter("anna", 1, Anna).Enter("ben", 4, Ben)
            .Take(Anna, 8, SmallStore.LowShelf, 1, SmallStore.Cola).Take(Ben, 8.1, SmallStore.LowShelf, 8, SmallStore.Soup)
            .Leave(Anna, 13).Leave(Ben, 14);

        Performance play = Performance.Of(script.Facts(20));

        Assert.Equal([("anna", 1_500L), ("ben", 2_600L)], play.Settled.Select(s => (s.Shopper, s.TotalMinor)).Order());
        Assert.All(play.Settled, s => Assert.Equal(SessionSettled.Charged, s.Outcome));
    }

    [Fact]
    public void Party_OfTwo_SharesOneCartUntilBothAreGone()
    {
        Script script = new Script(7).Enter("anna", 1, Anna, Ben)
            .Take(Anna, 6, SmallStore.LowShelf, 1, SmallStore.Cola).Take(Ben, 10, SmallStore.HighShelf, 7, SmallStore.Bar)
            .PutBack(Ben, 15, SmallStore.LowShelf, 1, SmallStore.Cola).Leave(Anna, 17).Leave(Ben, 24);

        Performance play = Performance.Of(script.Facts(30));

        SessionSettled trip = play.OnlySettled;
        Assert.Equal((SessionSettled.Charged, 900L), (trip.Outcome, trip.TotalMinor));
        Assert.Equal([Anna, Ben], play.Records.OfType<TrackBound>().Select(b => b.Track).Order());
        Assert.True(trip.AtUs > Script.Time(24).Us);
    }

    [Fact]
    public void Stranger_WhoTakesSomething_IsChargedToNobody()
    {
        Script script = new Script(8).Enter("anna", 1, Anna)
            .Stand(99, 4, SmallStore.Middle).Take(99, 8, SmallStore.LowShelf, 5, SmallStore.Beans)
            .Take(Anna, 12, SmallStore.LowShelf, 2, SmallStore.Cola).Leave(Anna, 17);

        Performance play = Performance.Of(script.Facts(23));

        Interaction beans = play.Interactions.Single(i => i.Gtin == SmallStore.Beans);
        Assert.Null(beans.Session);
        Assert.Equal([SmallStore.Cola], play.OnlySettled.Lines.Select(l => l.Gtin));
    }

    [Fact]
    public void Weight_GoneWithNobodyNear_IsNobodys()
    {
        Script script = new Script(9).Enter("anna", 1, Anna).Stand(Anna, 4, SmallStore.Middle).Step(8, SmallStore.LowShelf, 5, -420).Leave(Anna, 13);

        Performance play = Performance.Of(script.Facts(19));

        Assert.Null(Assert.Single(play.Interactions).Session);
        Assert.Equal(SessionSettled.Empty, play.OnlySettled.Outcome);
    }

    [Fact]
    public void Hands_OfTwoAtOnePlate_AreDoubtAndNoCharge()
    {
        Script script = new Script(10).Enter("anna", 1, Anna).Enter("ben", 4, Ben)
            .Reach(Ben, 10, SmallStore.LowShelf, 5).Take(Anna, 10, SmallStore.LowShelf, 5, SmallStore.Beans).Leave(Anna, 15).Leave(Ben, 16);

        Performance play = Performance.Of(script.Facts(22));

        Assert.All(play.Settled, s => Assert.Equal(SessionSettled.Review, s.Outcome));
        Assert.Equal(2, play.Settled.Count());
        Assert.Empty(play.Machine.State.PendingCharges);
    }

    [Fact]
    public void Person_WhoNeverComesIn_IsAbsentAndEmpty()
    {
        Performance play = Performance.Of(new Script(11).Scan(1, CodeMint.Ours.Code("anna", Script.Time(1))).Facts(22));

        Assert.Equal("absent", Assert.Single(play.Records.OfType<SessionLeft>()).How);
        Assert.Equal(SessionSettled.Empty, play.OnlySettled.Outcome);
    }

    [Fact]
    public void Person_LostInTheStore_GoesToReview()
    {
        Script script = new Script(12).Enter("anna", 1, Anna).Take(Anna, 6, SmallStore.LowShelf, 2, SmallStore.Cola)
            .Stand(Anna, 9, SmallStore.Middle).Vanish(Anna, 10);

        Performance play = Performance.Of(script.Facts(28));

        Assert.Equal("lost", Assert.Single(play.Records.OfType<SessionLeft>()).How);
        SessionSettled trip = play.OnlySettled;
        Assert.Equal((SessionSettled.Review, null), (trip.Outcome, trip.ChargeId));
        Assert.Equal([SmallStore.Cola], trip.Lines.Select(l => l.Gtin));
    }

    [Fact]
    public void Pick_JustBeforeTheExit_IsWaitedFor()
    {
        Script script = new Script(13).Enter("anna", 1, Anna).Take(Anna, 6, SmallStore.HighShelf, 7, SmallStore.Bar).Leave(Anna, 7);

        SessionSettled trip = Performance.Of(script.Facts(14)).OnlySettled;

        Assert.Equal([(SmallStore.Bar, 1)], trip.Lines.Select(l => (l.Gtin, l.Quantity)));
    }

    [Fact]
    public void Finish_WithPeopleInside_SettlesEverybody()
    {
        var play = Performance.Of(new Script(14).Enter("anna", 1, Anna).Take(Anna, 6, SmallStore.LowShelf, 2, SmallStore.Cola).Facts(9));

        play.Machine.Finish(new(1_000_000, Script.Time(9)));

        Assert.Empty(play.Machine.State.Open);
        Assert.Equal(SessionState.Settled, Assert.Single(play.Machine.State.RecentlySettled).State);
        Assert.Equal("end", Assert.Single(play.Machine.Records.OfType<SessionLeft>()).How);
    }
}
