using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace O4O.Edge.Drivers.Sqlite;

/// <summary>Writes batches: one transaction each, the new position inside. One thread only.</summary>
internal sealed class BatchWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly RecordFold _fold;
    private readonly Statement _begin, _commit, _rollback, _advance, _addOdd, _odd;

    public BatchWriter(SqliteConnection connection, string store)
    {
        _connection = connection;
        _fold = new RecordFold(connection, store);
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _rollback = new Statement(connection, "ROLLBACK");
        _advance = new Statement(connection, "UPDATE projection SET position = $2 WHERE position = $1", 2);
        _addOdd = new Statement(connection, "UPDATE projection SET odd = odd + $1", 1);
        _odd = new Statement(connection, "SELECT odd FROM projection");
    }

    /// <summary>Odd records up to the position.</summary>
    public long Odd() => _odd.Number() ?? 0;

    /// <summary>Writes all of the batch or none of it.</summary>
    /// <param name="from">The position that the database must have; another means that somebody else writes too.</param>
    /// <param name="batch">Records from the next on, dense.</param>
    /// <returns>How many of them were odd.</returns>
    /// <exception cref="SqliteException">The database refused; nothing of the batch is in it.</exception>
    /// <exception cref="ProjectionException">Somebody else wrote; nothing of the batch is in it.</exception>
    public int Write(long from, ReadOnlySpan<QueuedRecord> batch)
    {
        _begin.Run();
        bool done = false;
        try
        {
            if (_advance.Run(from, batch[^1].Sequence) != 1)
                throw new ProjectionException($"another program wrote to the projection: it no longer stands at record {from}");
            int odd = 0;
            foreach (QueuedRecord queued in batch)
                if (_fold.Apply(queued.Sequence, queued.Record)) odd++;
            if (odd > 0) _addOdd.Run(odd);
            _commit.Run();
            done = true;
            return odd;
        }
        finally
        {
            // On a full disk SQLite has rolled back by itself already.
            if (!done && raw.sqlite3_get_autocommit(_connection.Handle) == 0) _rollback.Run();
        }
    }

    public void Dispose()
    {
        _fold.Dispose();
        foreach (Statement statement in (Statement[])[_begin, _commit, _rollback, _advance, _addOdd, _odd]) statement.Dispose();
        _connection.Dispose();
    }
}
