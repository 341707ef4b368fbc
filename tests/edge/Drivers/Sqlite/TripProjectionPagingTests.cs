using O4O.Edge.Drivers.Sqlite;
using O4O.Edge.Store.Journal;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Sqlite;

/// <summary>Long lists come in pages.</summary>
[Trait("Needs", "database")]
public sealed class TripProjectionPagingTests : IDisposable
{
    private const int Visits = 25;
    private readonly TemporaryDatabase _place = new();
    private readonly TripProjection _projection;

    public TripProjectionPagingTests()
    {
        _projection = TripProjection.Open(_place.File, Tale.Store, options: new ProjectionOptions { PageMax = 10, BatchMax = 3 });
        var records = new List<JournalRecord>();
        for (int i = 1; i <= Visits; i++)
        {
            records.Add(new SessionOpened(i, $"s{i}", "p", 1, i));
            records.Add(new WeightChanged(i, i, 1, 1, i, i, -1, "pick", false, false, [], []));
            records.Add(new SessionSettled(i, $"s{i}", "p", i % 2 == 0 ? "review" : "empty", null, 0, [], []));
        }

        _projection.CatchUp(records.From(1));
    }

    [Theory]
    [InlineData(0, 4, new long[] { 1, 2, 3, 4 })]
    [InlineData(4, 3, new long[] { 5, 6, 7 })]
    [InlineData(23, 5, new long[] { 24, 25 })]
    [InlineData(25, 5, new long[] { })]
    [InlineData(0, 0, new long[] { })]
    [InlineData(-5, 2, new long[] { 1, 2 })]
    [InlineData(10, 1_000, new long[] { 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 })]
    public void Page_AfterAnOrdinal_HoldsTheNextOnesUpToTheLimit(long after, int limit, long[] expected)
    {
        var trips = _projection.Trips(after, limit);
        var events = _projection.Events(after, limit);

        Assert.Equal(expected, trips.Select(t => t.Ordinal));
        Assert.Equal(expected, events.Select(e => e.Event));
    }

    [Fact]
    public void OpenReviews_PageByPage_AreAllOfThemOnce()
    {
        var found = new List<long>();
        IReadOnlyList<Trip> page;
        do
        {
            page = _projection.OpenReviews(found.LastOrDefault(), 5);
            found.AddRange(page.Select(t => t.Ordinal));
        }
        while (page.Count > 0);

        Assert.Equal(Enumerable.Range(1, Visits).Where(i => i % 2 == 0).Select(i => (long)i), found);
    }

    [Fact]
    public void Limit_BelowZero_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _projection.Trips(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _projection.Events(0, -1));
    }

    [Fact]
    public async Task Queries_WhileItWrites_SeeWholeTripsOnly()
    {
        using TripProjection projection = TripProjection.Open(_place.Other("busy.db"), Tale.Store, options: new ProjectionOptions { BatchMax = 7 });
        var records = new List<JournalRecord>();
        for (int i = 1; i <= 500; i++)
        {
            records.Add(new SessionOpened(i, $"s{i}", "p", 1, i));
            records.Add(new SessionSettled(i, $"s{i}", "p", "charged", $"c{i}", 30, [new SettledLine("1", "a", 1, 10, 1), new SettledLine("2", "b", 2, 10, 1)], []));
        }

        Task<ProjectionStatus> writing = Task.Run(() => projection.CatchUp(records.From(1)));
        long torn = 0;
        long last = 0;
        bool ended;
        do
        {
            ended = writing.IsCompleted;
            IReadOnlyList<Trip> page = projection.Trips(last, 100);
            torn += page.Count(t => t.Lines.Count != 2);
            TripTotals totals = projection.Totals();
            if (totals.PendingMinor != 30 * totals.Pending) torn++;
            if (page.Count > 0) last = page[^1].Ordinal;
        }
        while (!ended || last < 500);
        ProjectionStatus status = await writing;

        Assert.Equal(0, torn);
        Assert.Equal((ProjectionState.Current, 1_000), (status.State, status.Position));
    }

    public void Dispose()
    {
        _projection.Dispose();
        _place.Dispose();
    }
}
