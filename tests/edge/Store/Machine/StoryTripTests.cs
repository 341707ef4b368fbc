using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>Trips of which no single moment is certain: what later evidence makes of them, up to the exit.</summary>
public sealed class StoryTripTests
{
    private const long Anna = 11, Ben = 12;

    [Fact]
    public void Pick_InDoubt_ThatOneOfThemPutsBack_IsChargedToNobodyAndNoDoubt()
    {
        Script script = TwoHands(1).PutBack(Ben, 15, SmallStore.LowShelf, 5, SmallStore.Beans).Leave(Anna, 20).Leave(Ben, 21);

        Performance play = Performance.Of(script.Facts(28));

        Assert.Equal(2, play.Settled.Count());
        Assert.All(play.Settled, s => Assert.Equal((SessionSettled.Empty, 0), (s.Outcome, s.Lines.Count)));
    }

    [Fact]
    public void Pick_InDoubt_SaysAtTheExitWhatIsNotCertain()
    {
        Performance play = Performance.Of(TwoHands(2).Leave(Anna, 15).Leave(Ben, 16).Facts(23));

        Assert.All(play.Settled, s => Assert.Equal(SessionSettled.Review, s.Outcome));
        Assert.All(play.Settled, s => Assert.Contains(s.Reasons, r => r.Contains("Beans", StringComparison.Ordinal)));
    }

    [Fact]
    public void Interactions_ToldOtherwise_AreMarkedAndAddUp()
    {
        // Anna's hand is a little nearer, so the beans are hers at first; then Ben puts beans back.
        Script script = TwoHands(3).PutBack(Ben, 15, SmallStore.LowShelf, 5, SmallStore.Beans).Leave(Anna, 20).Leave(Ben, 21);

        Performance play = Performance.Of(script.Facts(28));

        foreach (var visit in play.Interactions.Where(i => i.Session is not null).GroupBy(i => i.Session)) Assert.Equal(0, visit.Sum(i => i.Quantity));
        Assert.Equal(play.Machine.Counters.Revised, play.Interactions.Count(i => i.Revision is not null));
        Assert.Equal(0, play.Machine.Counters.Untold);
    }

    [Fact]
    public void UnknownThing_Taken_SendsTheTripToReview()
    {
        Script script = new Script(4).Enter("anna", 1, Anna).Reach(Anna, 8, SmallStore.LowShelf, 7).Step(8, SmallStore.LowShelf, 7, -205).Leave(Anna, 13);

        SessionSettled trip = Performance.Of(script.Facts(20)).OnlySettled;

        Assert.Equal((SessionSettled.Review, null), (trip.Outcome, trip.ChargeId));
        Assert.NotEmpty(trip.Reasons);
    }

    [Fact]
    public void OwnBag_PutDownAndTakenUp_IsNothing()
    {
        Script script = new Script(5).Enter("anna", 1, Anna)
            .Reach(Anna, 8, SmallStore.LowShelf, 7).Step(8, SmallStore.LowShelf, 7, 2_700)
            .Reach(Anna, 14, SmallStore.LowShelf, 7).Step(14, SmallStore.LowShelf, 7, -2_700).Leave(Anna, 19);

        SessionSettled trip = Performance.Of(script.Facts(26)).OnlySettled;

        Assert.Equal((SessionSettled.Empty, 0), (trip.Outcome, trip.Reasons.Count));
    }

    [Fact]
    public void Bag_TakenUpByAnother_SendsThatOneToReview()
    {
        Script script = new Script(6).Enter("anna", 1, Anna).Enter("ben", 4, Ben)
            .Reach(Anna, 8, SmallStore.LowShelf, 7).Step(8, SmallStore.LowShelf, 7, 2_700).Leave(Anna, 13)
            .Stand(Ben, 12, SmallStore.Middle).Reach(Ben, 16, SmallStore.LowShelf, 7).Step(16, SmallStore.LowShelf, 7, -2_700).Leave(Ben, 21);

        Performance play = Performance.Of(script.Facts(28));

        Assert.Equal(SessionSettled.Review, play.Settled.Single(s => s.Shopper == "ben").Outcome);
        Assert.All(play.Settled, s => Assert.Null(s.ChargeId));
    }

    [Fact]
    public void Restart_AfterASurePick_GoesOnWithTheJournalsCart()
    {
        Script script = new Script(7).Enter("anna", 1, Anna).Take(Anna, 8, SmallStore.LowShelf, 5, SmallStore.Beans).Take(Anna, 12, SmallStore.HighShelf, 4, SmallStore.Chips)
            .Stand(Anna, 15, SmallStore.Middle).PutBack(Anna, 24, SmallStore.LowShelf, 5, SmallStore.Beans).Leave(Anna, 29);
        Performance after = Performance.After(Performance.Of(script.Facts(18)).Records);

        after.Feed(script.Facts(18.5, 37));

        Assert.Equal((SessionSettled.Charged, 1_900L), (after.OnlySettled.Outcome, after.OnlySettled.TotalMinor));
    }

    [Fact]
    public void Restart_WithAThingWhereItDoesNotBelong_StillFindsItThere()
    {
        Script script = new Script(8).Enter("anna", 1, Anna).Enter("ben", 4, Ben).Take(Anna, 8, SmallStore.LowShelf, 2, SmallStore.Cola)
            .PutBack(Anna, 12, SmallStore.HighShelf, 8, SmallStore.Cola).Leave(Anna, 16).Stand(Ben, 18, SmallStore.Middle)
            .Take(Ben, 28, SmallStore.HighShelf, 8, SmallStore.Cola).Leave(Ben, 33);
        Performance after = Performance.After(Performance.Of(script.Facts(22)).Records);

        after.Feed(script.Facts(22.5, 41));

        Assert.Equal([(SmallStore.Cola, 1)], after.OnlySettled.Lines.Select(l => (l.Gtin, l.Quantity)));
    }

    [Fact]
    public void Restart_AfterADoubtfulPick_LeavesItsLikeliestTakerInReview()
    {
        Script script = TwoHands(9).Stand(Anna, 13, SmallStore.Middle).Stand(Anna, 22, SmallStore.Middle).Stand(Ben, 22, SmallStore.Middle).Leave(Anna, 24).Leave(Ben, 26);
        Performance before = Performance.Of(script.Facts(16));
        string holder = Assert.Single(before.Machine.State.Open, s => s.Cart.Lines.Count > 0).Id;
        Performance after = Performance.After(before.Records);

        after.Feed(script.Facts(16.5, 34));

        Assert.Equal(SessionSettled.Review, after.Settled.Single(s => s.Session == holder).Outcome);
        Assert.All(after.Settled, s => Assert.Null(s.ChargeId));
    }

    /// <summary>Hands of two at one plate, things put elsewhere, hands that meet: whatever the edge makes of it, its books agree.</summary>
    [Fact]
    public void Journal_OfAnyCrowdedDay_AgreesWithTheStoryAtTheExit()
    {
        long revised = 0;

        Prop.ForAll(Gen.Choose(1, int.MaxValue / 2).ToArbitrary(), seed =>
        {
            var play = new Performance(SmallStore.Machine());
            foreach (Fact fact in CrowdedDay(seed))
            {
                play.Feed(fact); // a cart below nothing throws
                foreach (var session in play.Machine.State.Open) Assert.All(session.Cart.Lines, l => Assert.True(l.Quantity > 0));
            }
            revised += play.Machine.Counters.Revised;
            Assert.Equal(3, play.Settled.Count());
            foreach (SessionSettled s in play.Settled)
            {
                Assert.DoesNotContain(s.Reasons, r => r.Contains("differ", StringComparison.Ordinal));
                Assert.Equal(s.Outcome == SessionSettled.Review, s.Reasons.Count > 0);
                Assert.Equal(s.Lines.Sum(l => l.Quantity * l.UnitPriceMinor), s.TotalMinor);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

        Assert.True(revised > 20, $"only {revised} records were revised: the property looked at next to nothing");
    }

    private static Script TwoHands(int seed) => new Script(seed).Enter("anna", 1, Anna).Enter("ben", 4, Ben)
        .Reach(Ben, 10, SmallStore.LowShelf, 5).Take(Anna, 10, SmallStore.LowShelf, 5, SmallStore.Beans);

    private static List<Fact> CrowdedDay(int seed)
    {
        (string Gtin, string Shelf, int Plate)[] homes =
            [(SmallStore.Cola, SmallStore.LowShelf, 2), (SmallStore.Beans, SmallStore.LowShelf, 5), (SmallStore.Soup, SmallStore.LowShelf, 8), (SmallStore.Chips, SmallStore.HighShelf, 4)];
        var noise = new Noise(seed);
        var script = new Script(seed);
        var has = new Dictionary<(int, string), int>();
        double t = 1;
        for (int i = 0; i < 3; i++, t += 3) script.Enter($"shopper-{i}", t, 11 + i).Stand(11 + i, t + 2, Spot(i));
        for (int action = 4 + noise.Below(5); action > 0; action--, t += 4)
        {
            int who = noise.Below(3), other = (who + 1 + noise.Below(2)) % 3;
            (string gtin, string shelf, int plate) = homes[noise.Below(homes.Length)];
            script.Stand(11 + who, t, Spot(who)).Stand(11 + other, t, Spot(other));
            if (noise.Below(5) == 0)
            {
                Point3 between = (Spot(who) + Spot(other)) * 0.5, left = between + new Point3(-400, 0, 0), right = between + new Point3(400, 0, 0);
                Point3 hands = between + new Point3(0, 0, 1_150);
                script.Stand(11 + who, t + 1.5, left, hands).Stand(11 + who, t + 2.1, left, hands).Stand(11 + other, t + 1.5, right, hands).Stand(11 + other, t + 2.1, right, hands);
            }
            else
            {
                int units = has.GetValueOrDefault((who, gtin)) > 0 && noise.Below(2) == 0 ? -1 : 1;
                has[(who, gtin)] = has.GetValueOrDefault((who, gtin)) + units;
                if (noise.Below(2) == 0) script.Reach(11 + other, t + 1.8, shelf, plate);
                script.Take(11 + who, t + 1.8, shelf, plate, gtin, units);
            }
            script.Stand(11 + who, t + 3.6, Spot(who)).Stand(11 + other, t + 3.6, Spot(other));
        }
        for (int i = 0; i < 3; i++, t += 2) script.Stand(11 + i, t, Spot(i)).Leave(11 + i, t + 2);
        return script.Facts(t + 10);
    }

    private static Point3 Spot(int i) => new(1_500 + 1_200 * i, 1_600, 0);
}
