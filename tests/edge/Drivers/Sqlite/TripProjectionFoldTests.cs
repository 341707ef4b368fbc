using Microsoft.Data.Sqlite;
using O4O.Edge.Drivers.Sqlite;
using O4O.Edge.Store.Journal;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Sqlite;

/// <summary>What the records of a morning become.</summary>
[Trait("Needs", "database")]
public sealed class TripProjectionFoldTests : IDisposable
{
    private readonly TemporaryDatabase _place = new();
    private readonly TripProjection _projection;

    public TripProjectionFoldTests()
    {
        _projection = TripProjection.Open(_place.File, Tale.Store);
        _projection.CatchUp(Tale.Morning().From(1));
    }

    [Fact]
    public void Trips_OfTheMorning_AreTheSettledVisitsInOrder()
    {
        var trips = _projection.Trips(0, 100);

        Assert.Equal([1, 2, 3, 4, 5], trips.Select(t => t.Ordinal));
        Assert.Equal(["s-b", "s-a", "s-c", "s-d", "s-e"], trips.Select(t => t.Session));
        Assert.Equal(["review", "charged", "empty", "charged", "charged"], trips.Select(t => t.Outcome));
        Assert.Equal([null, "booked", null, "refused", "pending"], trips.Select(t => t.ChargeState));
        Assert.Equal([null, "booking-1", null, "no funds", null], trips.Select(t => t.ChargeReference));
    }

    [Fact]
    public void Trip_Charged_HasEverythingThatTheJournalSaid()
    {
        Trip? trip = _projection.Trip("s-a");

        Assert.NotNull(trip);
        Assert.Equal(("alice", 2, 201, 610), (trip.Shopper, trip.Party, trip.OpenedUs, trip.ClosedUs));
        Assert.Equal((590, "exit"), (trip.LastSeenUs, trip.Left));
        Assert.Equal([42, 41], trip.Tracks);
        Assert.Equal([new SettledLine("001", "Tea", 2, 600, 0.95), new SettledLine("002", "Milk", 1, 300, 0.9)], trip.Lines);
        Assert.Equal((1_500, "c-a"), (trip.TotalMinor, trip.ChargeId));
        Assert.Empty(trip.Reasons);
    }

    [Theory]
    [InlineData("s-x")]
    [InlineData("")]
    public void Trip_OfAnUnknownSession_IsNull(string session)
    {
        Assert.Null(_projection.Trip(session));
    }

    [Fact]
    public void OpenReviews_OfTheMorning_AreBobsWithItsReasons()
    {
        Trip review = Assert.Single(_projection.OpenReviews());

        Assert.Equal("s-b", review.Session);
        Assert.Equal(["weight changed unseen", "lost"], review.Reasons);
        Assert.Null(review.ChargeState);
    }

    [Fact]
    public void Events_OfTheMorning_CarryInteractionsAndEvidence()
    {
        var events = _projection.Events(0, 10);

        Assert.Equal(2, events.Count);
        Assert.Equal(
            new ShelfEvent(1, 300, 3, 2, 280, 290, -205_000, "pick", false, false, events[0].EvidenceJson, events[0].Interactions), events[0]);
        Assert.Equal(
            """{"plates":[{"plate":1,"deltaMg":-200000,"levelMg":1000000},{"plate":2,"deltaMg":-5000,"levelMg":900000}],"candidates":[{"gtin":"001","quantity":2,"probability":0.9},{"gtin":"002","quantity":1,"probability":0.1}]}""",
            events[0].EvidenceJson);
        Assert.Equal(
            [new ShelfInteraction(8, 310, "s-a", "001", 2, 0.95, "nearest hand", events[0].Interactions[0].HandsJson)], events[0].Interactions);
        Assert.Equal(
            """[{"session":"s-a","track":42,"distanceMm":30,"probability":0.97},{"session":null,"track":7,"distanceMm":900,"probability":0.03}]""",
            events[0].Interactions[0].HandsJson);
        Assert.True(events[1].AcrossGap && events[1].Unsettled);
        Assert.Equal([new ShelfInteraction(10, 410, null, null, 0, 0.2, "no product weighs that", "[]")], events[1].Interactions);
    }

    [Fact]
    public void Totals_OfTheMorning_AreItsCountsAndSums()
    {
        Assert.Equal(new TripTotals(3, 3_000, 1, 1, 1, 900, 1, 1_500, 1, 600), _projection.Totals());
    }

    [Fact]
    public void Status_AfterTheMorning_IsCurrentWithNothingOdd()
    {
        Assert.Equal(new ProjectionStatus(ProjectionState.Current, 26, 27, 0, 0, null), _projection.Status);
    }

    [Fact]
    public void Tables_AskedByAnotherProgramMeanwhile_ShowGatesAndFaultsWithoutCodes()
    {
        using SqliteConnection person = TemporaryDatabase.Connect(_place.File);

        string[] gates = TemporaryDatabase.Column(person, "SELECT sequence || ' ' || admit || ' ' || reason || ' ' || ifnull(shopper, '-') FROM gate_decisions ORDER BY sequence");
        string[] faults = TemporaryDatabase.Column(person, "SELECT device || ' ' || state || ' ' || detail FROM source_faults");
        string[] doubts = TemporaryDatabase.Column(person, "SELECT session || ' ' || event || ' ' || reason FROM doubts");
        string[] starts = TemporaryDatabase.Column(person, "SELECT at_us || ' ' || store FROM edge_starts");

        Assert.Equal(["2 1 admitted alice", "26 0 bad-signature -"], gates);
        Assert.Equal(["shelf-1-1 silent nothing heard since 2000 ms"], faults);
        Assert.Equal(["s-b 2 weight changed unseen"], doubts);
        Assert.Equal(["100 demo"], starts);
        Assert.DoesNotContain("code-a", TemporaryDatabase.Dump(_place.File), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_OfTheImplausible_ChangesNothingAndIsCountedAsOdd()
    {
        var before = _projection.Trips(0, 100);
        JournalRecord?[] odd =
        [
            new SessionSettled(800, "s-x", "nobody", "charged", "c-x", 5, [], []),
            new SessionSettled(801, "s-a", "alice", "charged", "c-other", 7, [], []),
            new SessionOpened(802, "s-a", "mallory", 9, 99),
            new ChargeAnswered(803, "c-a", false, "too late"),
            new ChargeAnswered(804, "c-x", true, "booking-x"),
            new SessionLeft(805, "s-x", 1, "exit"),
            new TrackBound(806, "s-x", 1),
            new DoubtRaised(807, "s-x", 0, "who?"),
            new HandedOver(807, 1, 806, "s-a", "s-x", "001", 1, 0.9),
            new HandedOver(807, 2, 806, "s-x", "s-a", "001", 1, 0.9),
            new WeightChanged(808, 1, 9, 9, 0, 0, 1, "return", false, false, [], []),
            new EdgeStarted(809, "elsewhere"),
            null,
        ];

        var status = _projection.CatchUp(odd.Select((r, i) => (27L + i, r)));

        Assert.Equal((39, odd.Length), (status.Position, status.Odd));
        Assert.Equivalent(before, _projection.Trips(0, 100), strict: true);
        _projection.Dispose();
        using TripProjection reopened = TripProjection.Open(_place.File, Tale.Store);
        Assert.Equal(odd.Length, reopened.Status.Odd);
        Assert.Equal(3, reopened.Events(0, 10)[0].Gondola);
    }

    public void Dispose()
    {
        _projection.Dispose();
        _place.Dispose();
    }
}
