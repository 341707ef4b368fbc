using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>What a hand does to plates before it is done: presses, holds, slow lifts, and two hands at once.</summary>
public sealed class PendingChangeTests
{
    private const long Anna = 11, Ben = 12;
    private const string Shelf = SmallStore.LowShelf;

    [Theory]
    [InlineData(40, 0.5)]
    [InlineData(160, 1.5)]
    [InlineData(24, 3.0)]
    public void Press_ByAHandThatStays_IsNoChange(double grams, double seconds)
    {
        Script script = new Script().Enter("anna", 1, Anna).Step(6, Shelf, 5, grams).Step(6 + seconds, Shelf, 5, -grams);
        Hold(script, Anna, 5.7, 6.4 + seconds, 5);

        Performance play = Performance.Of(script.Facts(14));

        Assert.Empty(Changes(play));
        Assert.Equal(1, play.Machine.Counters.Presses);
    }

    [Fact]
    public void Hold_BeforeALift_IsOneChangeOfWhatWasLifted()
    {
        Script script = new Script(2).Enter("anna", 1, Anna).Step(6, Shelf, 5, 110).Step(8.2, Shelf, 5, -110 - 420);
        Hold(script, Anna, 5.7, 8.6, 5);

        Performance play = Performance.Of(script.Facts(14));

        WeightChanged change = Assert.Single(Changes(play));
        Assert.Equal(-420, change.DeltaMg / 1_000.0, 4.0);
        Assert.InRange(change.LiftUs, Script.Time(8.1).Us, Script.Time(8.3).Us);
        Assert.Equal(SmallStore.Beans, Assert.Single(play.Interactions).Gtin);
    }

    [Fact]
    public void Lift_InParts_IsOneChange()
    {
        Script script = new Script(3).Enter("anna", 1, Anna)
            .Step(6, Shelf, 5, -130).Step(6.5, Shelf, 5, -150).Step(7, Shelf, 5, -140);
        Hold(script, Anna, 5.7, 7.3, 5);

        Performance play = Performance.Of(script.Facts(14));

        Assert.Equal(-420, Assert.Single(Changes(play)).DeltaMg / 1_000.0, 4.0);
    }

    [Fact]
    public void PutBack_IsDecidedWhenTheHandHasLeft()
    {
        Script script = new Script(4).Enter("anna", 1, Anna)
            .Take(Anna, 6, Shelf, 2, SmallStore.Cola).PutBack(Anna, 10, Shelf, 2, SmallStore.Cola);

        Performance play = Performance.Of(script.Facts(16));

        WeightChanged[] changes = Changes(play);
        Assert.Equal(["pick", "return"], changes.Select(c => c.Kind));
        Assert.All(changes, c => Assert.InRange(c.AtUs - c.LiftUs, 300_000, 900_000));
    }

    [Fact]
    public void PutBack_AndThePickOfAnotherHandSoonAfter_AreTwoChanges()
    {
        Script script = new Script(5).Enter("anna", 1, Anna).Enter("ben", 2, Ben)
            .Take(Anna, 7, Shelf, 2, SmallStore.Cola).PutBack(Anna, 12, Shelf, 2, SmallStore.Cola).Take(Ben, 13, Shelf, 2, SmallStore.Cola);

        Performance play = Performance.Of(script.Facts(20));

        Assert.Equal(["pick", "return", "pick"], Changes(play).Select(c => c.Kind));
        Assert.Equal(0, play.Machine.Counters.Presses);
    }

    /// <summary>Whose hand waited at the plate while another took is not the one that took first.</summary>
    [Fact]
    public void Picks_OfTwoHandsOneOfWhichWaitedAtThePlate_AreTwoChanges()
    {
        Script script = new Script(8).Enter("anna", 1, Anna).Enter("ben", 2, Ben).Take(Anna, 7, Shelf, 2, SmallStore.Cola)
            .Step(8.6, Shelf, 2, -330);
        Hold(script, Ben, 6.5, 9, 2);

        Performance play = Performance.Of(script.Facts(14));

        Assert.Equal(2, Changes(play).Length);
        Assert.All(Changes(play), c => Assert.Equal(-330, c.DeltaMg / 1_000.0, 4.0));
    }

    [Fact]
    public void PutBack_AndThePickOfAHandThatWaitedAtThePlate_AreTwoChanges()
    {
        Script script = new Script(9).Enter("anna", 1, Anna).Enter("ben", 2, Ben)
            .Take(Anna, 7, Shelf, 2, SmallStore.Cola).PutBack(Anna, 12, Shelf, 2, SmallStore.Cola).Step(14, Shelf, 2, -330);
        Hold(script, Ben, 11, 14.4, 2);

        Performance play = Performance.Of(script.Facts(20));

        Assert.Equal(["pick", "return", "pick"], Changes(play).Select(c => c.Kind));
        Assert.Equal(0, play.Machine.Counters.Presses);
    }

    /// <summary>Somebody who passes by meanwhile makes no change of a press.</summary>
    [Fact]
    public void Press_WhileAnotherHandComesToThePlate_IsNoChange()
    {
        Script script = new Script(10).Enter("anna", 1, Anna).Enter("ben", 2, Ben)
            .Step(6, Shelf, 5, 130).Step(7.5, Shelf, 5, -130).Reach(Ben, 7.5, Shelf, 5);
        Hold(script, Anna, 5.7, 8, 5);

        Performance play = Performance.Of(script.Facts(14));

        Assert.Empty(Changes(play));
    }

    /// <summary>A unit across two plates, one of which a hand pressed before: the shares seem to leave at two moments.</summary>
    [Fact]
    public void Shares_ThatSeemToLeaveApart_AreOneChangeOfTheProduct()
    {
        Script script = new Script(11).Enter("anna", 1, Anna)
            .Step(7, Shelf, 5, -240).Step(7.12, Shelf, 6, 60).Step(7.32, Shelf, 6, -60 - 180);
        Hold(script, Anna, 6.7, 7.6, 5);

        Performance play = Performance.Of(script.Facts(14));

        Assert.Equal(-420, Assert.Single(Changes(play)).DeltaMg / 1_000.0, 4.0);
    }

    [Fact]
    public void PutBackAndPick_OnPlatesSideBySideAtOnce_AreTwoChanges()
    {
        Script script = new Script(6).Enter("anna", 1, Anna).Enter("ben", 2, Ben)
            .Take(Anna, 7, Shelf, 2, SmallStore.Cola).PutBack(Anna, 12, Shelf, 2, SmallStore.Cola).Take(Ben, 12.05, Shelf, 3, SmallStore.Gum);

        Performance play = Performance.Of(script.Facts(20));

        double[] grams = [.. Changes(play).Select(c => c.DeltaMg / 1_000.0).Order()];
        Assert.Equal(3, grams.Length);
        Assert.Equal(-330, grams[0], 4.0);
        Assert.Equal(-24, grams[1], 4.0);
        Assert.Equal(330, grams[2], 4.0);
    }

    /// <summary>A hand that presses bends what another takes meanwhile, and its own pick the other way: only both together fit.</summary>
    [Fact]
    public void Picks_BentByAHandThatPressedMeanwhile_AreOneUnitEach()
    {
        Script script = new Script(12).Enter("anna", 1, Anna).Enter("ben", 4, Ben)
            .Reach(Anna, 8, Shelf, 5).Step(8, Shelf, 5, -420 + 200).Step(9.9, Shelf, 5, -420 - 200);
        Hold(script, Ben, 7.4, 10.2, 5);

        Performance play = Performance.Of(script.Leave(Anna, 15).Leave(Ben, 16.5).Facts(30));

        Assert.Equal(2, play.Settled.Count());
        Assert.All(play.Settled, s => Assert.Equal((SmallStore.Beans, 1), s.Lines.Select(l => (l.Gtin, l.Quantity)).Single()));
    }

    [Fact]
    public void UnknownThing_LeftBesideAFullCart_IsADoubt()
    {
        Script script = new Script(13).Enter("anna", 1, Anna).Take(Anna, 6, Shelf, 2, SmallStore.Cola).Reach(Anna, 10, Shelf, 5).Step(10, Shelf, 5, 777);

        Performance play = Performance.Of(script.Leave(Anna, 15).Facts(30));

        SessionSettled settled = Assert.Single(play.Settled);
        Assert.Equal(SessionSettled.Review, settled.Outcome);
        Assert.Contains(settled.Reasons, r => r.Contains("fits no product", StringComparison.Ordinal));
    }

    /// <summary>A touch that ends while its plate is weighed must not stay behind as a put-back.</summary>
    [Fact]
    public void Press_ThatFadesInStepsTooSmallToTell_IsNoChange()
    {
        Script script = new Script(7).Enter("anna", 1, Anna)
            .Step(6, Shelf, 5, 20).Step(6.6, Shelf, 5, -10).Step(7.2, Shelf, 5, -10);
        Hold(script, Anna, 5.7, 7.6, 5);

        Performance play = Performance.Of(script.Facts(14));

        Assert.Empty(Changes(play));
    }

    private static WeightChanged[] Changes(Performance play) => [.. play.Records.OfType<WeightChanged>()];

    /// <summary>Somebody's hand is at a plate from one moment to another.</summary>
    private static void Hold(Script script, long track, double from, double to, int plate)
    {
        Point3 floor = SmallStore.Before(Shelf, plate), hand = SmallStore.Plate(Shelf, plate).Space.Centre;
        script.Stand(track, from - 0.5, floor).Stand(track, from, floor, hand).Stand(track, to, floor, hand).Stand(track, to + 0.5, floor);
    }
}
