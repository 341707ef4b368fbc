using O4O.Simulator.Evaluation;
using O4O.Simulator.Scoring;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Evaluation;

public class TripTallyTests
{
    [Fact]
    public void Tally_OneUnitChargedToTheWrongOfTwo_CountsInAllAndInItsKindAlone()
    {
        Truth truth = TruthOf(
            [Shopper("a", ("1", 1), ("2", 1)), Shopper("b")],
            [Pick(1_000_000, "a", "1", 100, "plain"), Pick(5_000_000, "a", "2", 50, "double")]);
        var receipts = Receipts(Receipt("a", ("1", 1)), Receipt("b", ("2", 1)));

        TripTally trip = TripTally.Of(truth, new Outcome(receipts, []));

        Assert.Equal((1, 1, 1), (trip.All.TruePositives, trip.All.FalsePositives, trip.All.FalseNegatives));
        Assert.Equal((1, 2), (trip.All.Wrong, trip.All.Charged));
        Assert.Equal((1, 0, 0), (trip.Kinds["plain"].TruePositives, trip.Kinds["plain"].FalsePositives, trip.Kinds["plain"].FalseNegatives));
        Assert.Equal((0, 0, 1), (trip.Kinds["double"].TruePositives, trip.Kinds["double"].FalsePositives, trip.Kinds["double"].FalseNegatives));
    }

    [Fact]
    public void Tally_HandoverChargedToTheGiver_IsWrongForBoth()
    {
        var handover = new TruthAction { TimeUs = 9_000_000, Kind = "handover", Shopper = "a", To = "b", Gtin = "1", Quantity = 1, Scene = "handover" };
        Truth truth = TruthOf([Shopper("a"), Shopper("b", ("1", 1))], [Pick(1_000_000, "a", "1", 100, "handover"), handover]);

        Tally tally = TripTally.Of(truth, new Outcome(Receipts(Receipt("a", ("1", 1)), Receipt("b")), [])).Kinds["handover"];

        Assert.Equal((0, 1, 1), (tally.TruePositives, tally.FalsePositives, tally.FalseNegatives));
        Assert.Equal((2, 0, 1), (tally.Visits, tally.Exact, tally.Changes));
    }

    [Fact]
    public void Tally_TakenAndPutBack_IsRightOffTheReceiptAndWrongOnIt()
    {
        TruthAction back = Pick(3_000_000, "a", "1", 100, "hesitate") with { Kind = "return" };
        Truth truth = TruthOf([Shopper("a")], [Pick(1_000_000, "a", "1", 100, "hesitate"), back]);

        Tally right = TripTally.Of(truth, new Outcome(Receipts(Receipt("a")), [])).Kinds["hesitate"];
        Tally wrong = TripTally.Of(truth, new Outcome(Receipts(Receipt("a", ("1", 1))), [])).Kinds["hesitate"];

        Assert.Equal((1, 0, 0), (right.TruePositives, right.FalsePositives, right.FalseNegatives));
        Assert.Equal((0, 1, 0), (wrong.TruePositives, wrong.FalsePositives, wrong.FalseNegatives));
    }

    [Fact]
    public void Tally_TripThatAFaultAffected_CountsInAllAndInTheKindsOfItsActors()
    {
        TruthShopper affected = Shopper("a", ("1", 1)) with { Affected = [new TruthFault { Fault = TruthFault.StuckPlate, TimeUs = 1_000_000, Kind = "pick" }] };
        Truth truth = TruthOf([affected, Shopper("b", ("1", 1))], [Pick(1_000_000, "a", "1", 100, "plain"), Pick(5_000_000, "b", "1", 100, "double")]);

        TripTally trip = TripTally.Of(truth, new Outcome(Receipts(Receipt("a", ("1", 1)), Receipt("b", ("1", 1))), []));
        Figures figures = Figures.Of([trip.All]);

        Assert.Equal((1, 0, 1, 0), (trip.All.Affected, trip.All.AffectedReviewed, trip.Kinds["plain"].Affected, trip.Kinds["double"].Affected));
        Assert.Equal((0.0, 0.0), (figures.AffectedReviewed.Value, figures.UnaffectedReviewed.Value));
        Assert.True(double.IsNaN(Figures.Of([trip.Kinds["double"]]).AffectedReviewed.Value)); // nothing to measure
    }

    [Fact]
    public void Events_NearestInTimeAndMass_MatchOnceAndTheRestIsFalse()
    {
        Truth truth = TruthOf([Shopper("a", ("1", 2))], [Pick(1_000_000, "a", "1", 100, "row"), Pick(1_800_000, "a", "1", 100, "row")]);
        SeenEvent[] events = [Seen(1_100_000, -99), Seen(1_700_000, -101), Seen(1_750_000, 99), Seen(9_000_000, -100)];

        TripTally trip = TripTally.Of(truth, new Outcome(Receipts(), events));

        Assert.Equal((4, 2, 2, 2), (trip.All.Events, trip.All.EventsRight, trip.All.Changes, trip.All.ChangesSeen));
        Assert.Equal((3, 2), (trip.Kinds["row"].Events, trip.Kinds["row"].EventsRight)); // the one of 9 s is near nothing
        Assert.Equal([500.0, 500.0], trip.All.DelaysMs);
    }

    [Fact]
    public void Events_OneOfTheSumOfTwoSimultaneous_StandsForBoth()
    {
        TruthAction[] picks = [Pick(1_000_000, "a", "1", 100, "sameMoment"), Pick(1_100_000, "b", "1", 102, "sameMoment")];
        Truth truth = TruthOf([Shopper("a", ("1", 1)), Shopper("b", ("1", 1))], picks);

        Tally both = TripTally.Of(truth, new Outcome(Receipts(), [Seen(1_000_000, -199)])).All;
        Tally one = TripTally.Of(truth, new Outcome(Receipts(), [Seen(1_000_000, -101)])).All;

        Assert.Equal((2, 1), (both.ChangesSeen, one.ChangesSeen));
    }

    [Fact]
    public void Shown_RightIsTheSameShopperProductAndCount_EachActionOnce()
    {
        Truth truth = TruthOf([Shopper("a", ("1", 1)), Shopper("b")], [Pick(1_000_000, "a", "1", 100, "row"), Pick(5_000_000, "b", "1", 100, "plain")]);
        ShownLine right = new(1_050_000, 1, 2, "a", "1", 1, 120);
        ShownLine[] shown =
        [
            right, right, right with { Shopper = "b" }, right with { Gtin = "2" }, right with { Quantity = 2 }, right with { Quantity = -1 },
            right with { TimeUs = 2_100_000 }, right with { TimeUs = 90_000_000 },
        ];

        TripTally trip = TripTally.Of(truth, new Outcome(Receipts(), []) { Shown = shown });
        Figures figures = Figures.Of([trip.All]);

        Assert.Equal((8, 1), (trip.All.Shown, trip.All.ShownRight));
        Assert.Equal((7, 1, 0), (trip.Kinds["row"].Shown, trip.Kinds["row"].ShownRight, trip.Kinds["plain"].Shown)); // one is near nothing
        Assert.Equal((120.0, 120.0, 0.125), (figures.ProvisionalP50Ms.Value, figures.ProvisionalP99Ms.Value, figures.ProvisionalRight.Value));
        Assert.True(double.IsNaN(Figures.Of([trip.Kinds["plain"]]).ProvisionalRight.Value)); // nothing to measure
    }

    [Fact]
    public void Figures_OfEqualTrips_HaveAnIntervalOfNoWidth()
    {
        Tally[] trips = [.. Enumerable.Range(0, 10).Select(_ => new Tally { TruePositives = 3, FalseNegatives = 1, Visits = 2, Exact = 1 })];

        Figures figures = Figures.Of(trips);

        Assert.Equal(new Figure(6 / 7.0, 6 / 7.0, 6 / 7.0), figures.LineF1);
        Assert.Equal(0.5, figures.ExactReceipts.Value);
        Assert.True(double.IsNaN(figures.Precision.Value));
    }

    [Fact]
    public void Figures_OneBadTripInTen_HaveAnIntervalAroundTheValue()
    {
        Tally[] trips = [.. Enumerable.Range(0, 10).Select(i => new Tally { TruePositives = i == 0 ? 0 : 4, FalseNegatives = i == 0 ? 4 : 0 })];

        Figure f1 = Figures.Of(trips).LineF1;

        Assert.Equal(72 / 76.0, f1.Value, 9);
        Assert.InRange(f1.Low, 0.6, f1.Value - 0.02);
        Assert.Equal(1, f1.High);
    }

    [Theory]
    [InlineData("3-7", 3, 5)]
    [InlineData("4", 4, 1)]
    public void Seeds_Written_AreRead(string text, int first, int count)
    {
        SeedRange seeds = SeedRange.Parse(text);

        Assert.Equal(((ulong)first, count), (seeds.First, seeds.Count));
    }

    private static Truth TruthOf(TruthShopper[] shoppers, TruthAction[] actions) => new() { Shoppers = shoppers, Actions = actions };

    private static TruthShopper Shopper(string name, params (string Gtin, int Quantity)[] lines) =>
        new() { Shopper = name, EnteredUs = 0, Lines = [.. lines.Select(l => new TruthLine(l.Gtin, l.Quantity))] };

    private static TruthAction Pick(long timeUs, string shopper, string gtin, double grams, string scene) => new()
    {
        TimeUs = timeUs, Kind = "pick", Shopper = shopper, Gtin = gtin, Quantity = 1, Gondola = 1, Shelf = 2, Plate = 3, Scene = scene, Grams = grams,
    };

    private static SeenEvent Seen(long timeUs, double deltaGrams) => new(timeUs, 1, 2, deltaGrams, 500);

    private static ReceiptsFile Receipts(params ReceiptsFile.Receipt[] receipts) => new() { Receipts = receipts };

    private static ReceiptsFile.Receipt Receipt(string shopper, params (string Gtin, int Quantity)[] lines) =>
        new(shopper, shopper, false, [.. lines.Select(l => new ReceiptsFile.Line(l.Gtin, l.Quantity))]);
}
