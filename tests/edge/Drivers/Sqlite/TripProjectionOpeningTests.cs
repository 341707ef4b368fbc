using Microsoft.Data.Sqlite;
using O4O.Edge.Drivers.Sqlite;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Sqlite;

/// <summary>Whatever lies where the database should be: in the end it is the journal's fold.</summary>
[Trait("Needs", "database")]
public sealed class TripProjectionOpeningTests : IDisposable
{
    private readonly TemporaryDatabase _place = new();
    private readonly string _expected;

    public TripProjectionOpeningTests()
    {
        Tale.Build(_place.File, Tale.Morning());
        _expected = TemporaryDatabase.Dump(_place.File);
    }

    [Fact]
    public void Open_OfASoundFile_ContinuesFromItsPosition()
    {
        using TripProjection projection = TripProjection.Open(_place.File, Tale.Store, journalEnd: 26);

        Assert.Equal(new ProjectionOpening(OpeningKind.Continued, 26, "", null), projection.Opening);
        Assert.Equal(ProjectionState.Current, projection.Status.State);
        Assert.Equal(5, projection.Trips(0, 10).Count);
    }

    [Fact]
    public void Open_BehindItsJournal_LagsUntilItHasCaughtUp()
    {
        using TripProjection projection = TripProjection.Open(_place.Other("new.db"), Tale.Store, journalEnd: 26);
        ProjectionState before = projection.Status.State;

        ProjectionState after = projection.CatchUp(Tale.Morning().From(1)).State;

        Assert.Equal((ProjectionState.Lagging, ProjectionState.Current), (before, after));
    }

    [Fact]
    public void Open_WithoutTheFile_ComesBackIdentical()
    {
        File.Delete(_place.File);

        OpeningKind kind = Reopen().Kind;

        Assert.Equal(OpeningKind.Created, kind);
        Assert.Equal(_expected, TemporaryDatabase.Dump(_place.File));
    }

    [Fact]
    public void Open_WithALogWithoutItsDatabase_ComesBackIdentical()
    {
        LeaveUnclosed(_place.Other("stray.db"));
        File.Delete(_place.File);
        File.Copy(_place.Other("stray.db-wal"), _place.File + "-wal");

        OpeningKind kind = Reopen().Kind;

        Assert.Equal(OpeningKind.Created, kind);
        Assert.Equal(_expected, TemporaryDatabase.Dump(_place.File));
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "PRAGMA user_version = 99", "version 99" },
        { "PRAGMA user_version = 0", "version 0" },
        { "PRAGMA user_version = 1", "version 1" },
        { "PRAGMA application_id = 1", "not a projection" },
        { "UPDATE projection SET store = 'other'", "store other" },
        { "DELETE FROM projection", "how far" },
        { "DROP INDEX doubts_by_session", "another hand" },
        { "CREATE TABLE notes (text TEXT)", "another hand" },
        { "UPDATE projection SET position = 27", "stands at record 27" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Open_OfAFileThatIsNotThisJournals_RebuildsItAndSaysWhy(string sql, string reason)
    {
        TemporaryDatabase.Execute(_place.File, sql);

        ProjectionOpening opening = Reopen();

        Assert.Equal((OpeningKind.Rebuilt, 0), (opening.Kind, opening.Position));
        Assert.Contains(reason, opening.Reason, StringComparison.Ordinal);
        Assert.True(File.Exists(opening.PutAside));
        Assert.Equal(_expected, TemporaryDatabase.Dump(_place.File));
    }

    [Fact]
    public void Open_OfAnotherStoresFile_RebuildsForThisStore()
    {
        using TripProjection other = TripProjection.Open(_place.File, "branch-2");

        Assert.Equal((OpeningKind.Rebuilt, 0), (other.Opening.Kind, other.Position));
        Assert.Contains("belongs to store demo", other.Opening.Reason, StringComparison.Ordinal);
        Assert.Empty(other.Trips(0, 10));
    }

    [Theory]
    [InlineData(0, 4096)]
    [InlineData(20, 100)]
    [InlineData(4096, 4096)]
    [InlineData(8192, 40_000)]
    public void Open_OfAnOverwrittenFile_HealsIt(int from, int count)
    {
        using (FileStream file = File.OpenWrite(_place.File))
        {
            file.Position = from;
            file.Write(Enumerable.Range(0, count).Select(i => (byte)(i * 31 + 7)).ToArray());
        }

        OpeningKind kind = Reopen().Kind;

        Assert.Equal(OpeningKind.Rebuilt, kind);
        Assert.Equal(_expected, TemporaryDatabase.Dump(_place.File));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(20_000)]
    public void Open_OfACutFile_HealsIt(int length)
    {
        using (FileStream file = File.OpenWrite(_place.File)) file.SetLength(length);

        OpeningKind kind = Reopen().Kind;

        Assert.Equal(OpeningKind.Rebuilt, kind);
        Assert.Equal(_expected, TemporaryDatabase.Dump(_place.File));
    }

    [Fact]
    public void Open_Twice_KeepsOnlyTheNewestFileAside()
    {
        File.WriteAllText(_place.File, "first");
        Reopen();
        File.WriteAllText(_place.File, "second");

        ProjectionOpening opening = Reopen();

        Assert.Equal("second", File.ReadAllText(opening.PutAside!));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_place.File)!, "*.aside*"));
    }

    [Fact]
    public void Open_WhereNoFileCanBe_FailsAsAValueAndTakesNothing()
    {
        File.Delete(_place.File);
        Directory.CreateDirectory(_place.File);

        using TripProjection projection = TripProjection.Open(_place.File, Tale.Store);

        Assert.Equal(OpeningKind.Failed, projection.Opening.Kind);
        Assert.Equal(ProjectionState.Failed, projection.Status.State);
        Assert.Contains(_place.File, projection.Status.Error, StringComparison.Ordinal);
        Assert.Equal(ApplyOutcome.Stopped, projection.Apply(1, Tale.Morning()[0]));
        Assert.Equal(ProjectionState.Failed, projection.CatchUp(Tale.Morning().From(1)).State);
        Assert.Throws<ProjectionException>(() => projection.Trips(0, 1));
    }

    [Fact]
    public void Open_WithAnOptionOutOfRange_ThrowsNamingIt()
    {
        var wrong = new ProjectionOptions { BatchMax = 0 };

        var thrown = Assert.Throws<ArgumentException>(() => TripProjection.Open(_place.File, Tale.Store, options: wrong));

        Assert.Contains("projection.batchMax", thrown.Message, StringComparison.Ordinal);
    }

    private ProjectionOpening Reopen()
    {
        using TripProjection projection = TripProjection.Open(_place.File, Tale.Store, journalEnd: 26);
        projection.CatchUp(Tale.Morning().From(projection.Position + 1));
        return projection.Opening;
    }

    /// <summary>A copy as a killed process leaves it: the log not yet moved into the database.</summary>
    private void LeaveUnclosed(string to)
    {
        using TripProjection open = TripProjection.Open(_place.Other("live.db"), Tale.Store);
        open.CatchUp(Tale.Morning().From(1));
        File.Copy(_place.Other("live.db"), to);
        File.Copy(_place.Other("live.db-wal"), to + "-wal");
    }

    public void Dispose() => _place.Dispose();
}
