using Microsoft.Data.Sqlite;
using O4O.Edge.Drivers.Sqlite;
using O4O.Edge.Store.Journal;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Sqlite;

/// <summary>When writing does not go well: the store goes on, it is seen, and nothing is missing in the end.</summary>
[Trait("Needs", "database")]
public sealed class TripProjectionFaultTests : IDisposable
{
    private static readonly ProjectionOptions Quick = new() { BusySeconds = 1, RetryMs = 10 };
    private readonly TemporaryDatabase _place = new();

    [Fact]
    public void Apply_WithAGap_IsRefusedUntilTheMissingRecordComes()
    {
        using TripProjection projection = TripProjection.Open(_place.File, Tale.Store);
        JournalRecord[] records = Tale.Morning();
        projection.Apply(1, records[0]);

        ApplyOutcome beyond = projection.Apply(3, records[2]);
        ProjectionStatus lagging = projection.Flush();
        ProjectionStatus after = projection.CatchUp(records.From(lagging.Awaited));

        Assert.Equal(ApplyOutcome.Gap, beyond);
        Assert.Equal((ProjectionState.Lagging, 1, 2), (lagging.State, lagging.Position, lagging.Awaited));
        Assert.Equal((ProjectionState.Current, 26), (after.State, after.Position));
    }

    [Fact]
    public void Apply_OfASequenceTakenBefore_IsKnownAndChangesNothing()
    {
        using TripProjection projection = TripProjection.Open(_place.File, Tale.Store);
        projection.CatchUp(Tale.Morning().From(1));

        ApplyOutcome again = projection.Apply(16, new SessionSettled(1, "s-e", "eve", "charged", "c-z", 1, [], []));

        Assert.Equal(ApplyOutcome.Known, again);
        Assert.Equal((26, 0), (projection.Flush().Position, projection.Status.Odd));
        Assert.Throws<ArgumentOutOfRangeException>(() => projection.Apply(0, null));
    }

    [Fact]
    public void Writer_LockedOut_LagsVisiblyAndCatchesUpWhenTheLockGoes()
    {
        using TripProjection projection = TripProjection.Open(_place.File, Tale.Store, options: Quick with { QueueMax = 4 });
        using SqliteConnection person = TemporaryDatabase.Connect(_place.File);
        JournalRecord[] records = Tale.Morning();
        TemporaryDatabase.Execute(person, "BEGIN IMMEDIATE");

        ApplyOutcome[] outcomes = [.. records.From(1).Take(6).Select(r => projection.Apply(r.Sequence, r.Record))];
        ProjectionStatus locked = projection.Flush();
        var shown = projection.Trips(0, 10);
        TemporaryDatabase.Execute(person, "ROLLBACK");
        ProjectionStatus after = CatchUpForGood(projection, records);

        Assert.Equal([.. Enumerable.Repeat(ApplyOutcome.Accepted, 4), ApplyOutcome.Full, ApplyOutcome.Gap], outcomes);
        Assert.Equal((ProjectionState.Lagging, 0, 4), (locked.State, locked.Position, locked.Queued));
        Assert.Contains("locked", locked.Error, StringComparison.Ordinal);
        Assert.Empty(shown);
        Assert.Equal(new ProjectionStatus(ProjectionState.Current, 26, 27, 0, 0, null), after);
        Assert.Equal(Expected(records), TemporaryDatabase.Dump(_place.File));
    }

    [Fact]
    public void Writer_WithTheFileFull_LagsVisiblyAndCatchesUpAfterReopening()
    {
        JournalRecord[] records = [.. Enumerable.Range(1, 2_000).Select(i => new SourceChanged(i, "shelf", "silent", new string('x', 1_000)))];
        ProjectionStatus full;
        ApplyOutcome late;
        using (TripProjection projection = TripProjection.Open(_place.File, Tale.Store, options: Quick with { FileMebibytesMax = 1, QueueMax = 600 }))
        {
            full = projection.CatchUp(records.From(1));
            // A batch smaller than the queue may have been the one that failed: fill what is left.
            late = records.From(full.Awaited).Select(r => projection.Apply(r.Sequence, r.Record)).First(o => o != ApplyOutcome.Accepted);
        }

        ProjectionOpening reopening;
        ProjectionStatus after;
        using (TripProjection projection = TripProjection.Open(_place.File, Tale.Store))
        {
            reopening = projection.Opening;
            after = projection.CatchUp(records.From(projection.Position + 1));
        }

        Assert.Equal(new ProjectionOpening(OpeningKind.Continued, full.Position, "", null), reopening);
        Assert.Equal(ProjectionState.Lagging, full.State);
        Assert.Contains("full", full.Error, StringComparison.Ordinal);
        Assert.InRange(full.Position, 100, 1_100);
        Assert.Equal(ApplyOutcome.Full, late);
        Assert.Equal((ProjectionState.Current, 2_000), (after.State, after.Position));
        Assert.Equal(Expected(records), TemporaryDatabase.Dump(_place.File));
    }

    [Fact]
    public void Writer_BesideAnotherWriter_FailsAndLeavesTheOthersWork()
    {
        using TripProjection projection = TripProjection.Open(_place.File, Tale.Store);
        using TripProjection other = TripProjection.Open(_place.File, Tale.Store);
        other.CatchUp(Tale.Morning().From(1));

        ProjectionStatus status = projection.CatchUp(Tale.Morning().From(1));

        Assert.Equal((ProjectionState.Failed, 0), (status.State, status.Position));
        Assert.Contains("another program", status.Error, StringComparison.Ordinal);
        Assert.Equal(ApplyOutcome.Stopped, projection.Apply(27, null));
        Assert.Equal(5, projection.Trips(0, 10).Count);
    }

    [Fact]
    public void Writer_WithARecordThatTheDatabaseRefuses_FailsNamingItAndKeepsTheRest()
    {
        using TripProjection projection = TripProjection.Open(_place.File, Tale.Store);
        projection.CatchUp(Tale.Morning().From(1));
        var bad = new SessionOpened(800, "s-z", null!, 1, 6);

        ProjectionStatus status = projection.CatchUp([(27, new SessionOpened(799, "s-y", "yan", 1, 5)), (28, bad)]);

        Assert.Equal(ProjectionState.Failed, status.State);
        Assert.Contains("28", status.Error, StringComparison.Ordinal);
        Assert.Contains("visits.shopper", status.Error, StringComparison.Ordinal);
        Assert.InRange(status.Position, 26, 27);
        Assert.Equal(5, projection.Trips(0, 10).Count);
        using SqliteConnection person = TemporaryDatabase.Connect(_place.File);
        TemporaryDatabase.Execute(person, "BEGIN IMMEDIATE"); // the failed writer holds no lock
    }

    [Fact]
    public void Dispose_WithWorkQueued_WritesItFirst()
    {
        JournalRecord[] records = Tale.Morning();
        TripProjection projection = TripProjection.Open(_place.File, Tale.Store);
        foreach ((long sequence, JournalRecord? record) in records.From(1)) projection.Apply(sequence, record);

        projection.Dispose();

        Assert.Equal((ProjectionState.Closed, 26), (projection.Flush().State, projection.Position));
        Assert.Equal(ApplyOutcome.Stopped, projection.Apply(27, null));
        Assert.Equal(Expected(records), TemporaryDatabase.Dump(_place.File));
    }

    [Fact]
    public void Dispose_WhileLockedOut_GivesUpAndLosesNothing()
    {
        JournalRecord[] records = Tale.Morning();
        using (SqliteConnection person = LockedBy(out TripProjection projection))
        {
            projection.Apply(1, records[0]);
            projection.Dispose();
            ProjectionStatus given = projection.Flush();
            Assert.Equal((ProjectionState.Closed, 0), (given.State, given.Position));
        }

        ProjectionStatus after = Tale.Build(_place.File, records);

        Assert.Equal(26, after.Position);
        Assert.Equal(Expected(records), TemporaryDatabase.Dump(_place.File));
    }

    private SqliteConnection LockedBy(out TripProjection projection)
    {
        projection = TripProjection.Open(_place.File, Tale.Store, options: Quick);
        SqliteConnection person = TemporaryDatabase.Connect(_place.File);
        TemporaryDatabase.Execute(person, "BEGIN IMMEDIATE");
        return person;
    }

    /// <summary>As the host does: again until it no longer lags.</summary>
    private static ProjectionStatus CatchUpForGood(TripProjection projection, JournalRecord[] records)
    {
        ProjectionStatus status;
        DateTime limit = DateTime.UtcNow.AddMinutes(1);
        do status = projection.CatchUp(records.From(projection.Status.Awaited));
        while (status.State == ProjectionState.Lagging && DateTime.UtcNow < limit);
        return status;
    }

    private string Expected(JournalRecord[] records)
    {
        Tale.Build(_place.Other("expected.db"), records);
        return TemporaryDatabase.Dump(_place.Other("expected.db"));
    }

    public void Dispose() => _place.Dispose();
}
