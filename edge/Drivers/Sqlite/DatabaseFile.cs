using System.Globalization;
using Microsoft.Data.Sqlite;

namespace O4O.Edge.Drivers.Sqlite;

/// <summary>The file: how it is opened, when it is sound, and how it is put aside when it is not.</summary>
internal static class DatabaseFile
{
    private const string AsideSuffix = ".aside";

    /// <summary>Opens the database for writing; what cannot be used is put aside and begun anew.</summary>
    /// <exception cref="SqliteException">No database can be had here.</exception>
    /// <exception cref="IOException">No file can be had here.</exception>
    /// <exception cref="UnauthorizedAccessException">No file may be had here.</exception>
    public static (SqliteConnection Connection, ProjectionOpening Opening) Open(
        string path, string store, long? journalEnd, ProjectionOptions options)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        string? flaw = null;
        if (File.Exists(path))
        {
            flaw = TryContinue(path, store, journalEnd, options, out SqliteConnection? found, out long position);
            if (flaw is null) return (found!, new ProjectionOpening(OpeningKind.Continued, position, "", null));
            PutAside(path);
        }

        // A log without its database belongs to nothing.
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        SqliteConnection made = Create(path, store, options);
        return flaw is null
            ? (made, new ProjectionOpening(OpeningKind.Created, 0, "", null))
            : (made, new ProjectionOpening(OpeningKind.Rebuilt, 0, flaw, path + AsideSuffix));
    }

    /// <summary>A second connection, for queries: in WAL mode it neither waits for the writer nor makes it wait.</summary>
    public static SqliteConnection OpenForReading(string path, ProjectionOptions options)
    {
        SqliteConnection connection = Connect(path, options);
        try
        {
            Execute(connection, "PRAGMA query_only = ON");
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A sentence that says why the file cannot be used, or null and the connection.</summary>
    private static string? TryContinue(
        string path, string store, long? journalEnd, ProjectionOptions options, out SqliteConnection? connection, out long position)
    {
        connection = null;
        position = 0;
        SqliteConnection? candidate = null;
        try
        {
            candidate = Connect(path, options);
            string? flaw = Flaw(candidate, store, journalEnd, out position);
            if (flaw is not null) return flaw;
            Prepare(candidate, options);
            connection = candidate;
            candidate = null;
            return null;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteErrors.Corrupt or SqliteErrors.NotADatabase or SqliteErrors.Error)
        {
            return "the database is damaged: " + e.Message;
        }
        finally
        {
            candidate?.Dispose();
        }
    }

    private static string? Flaw(SqliteConnection connection, string store, long? journalEnd, out long position)
    {
        position = 0;
        if (Number(connection, "PRAGMA application_id") != Schema.ApplicationId) return "the file is not a projection";
        long version = Number(connection, "PRAGMA user_version");
        if (version != Schema.Version) return $"the database has version {version}, this program knows {Schema.Version}";
        if (Tables(connection) != ExpectedTables()) return "its tables were changed by another hand";
        if (Text(connection, "PRAGMA quick_check(1)") is var check && check != "ok") return "the database is damaged: " + check;
        string? owner = Text(connection, "SELECT store FROM projection");
        if (owner is null) return "it does not say how far it got";
        if (owner != store) return $"it belongs to store {owner}";
        position = Number(connection, "SELECT position FROM projection");
        return position > journalEnd ? $"it stands at record {position}, but the journal ends at {journalEnd}" : null;
    }

    private static SqliteConnection Create(string path, string store, ProjectionOptions options)
    {
        SqliteConnection connection = Connect(path, options);
        try
        {
            Prepare(connection, options);
            using SqliteTransaction begun = connection.BeginTransaction(deferred: false);
            Execute(connection, Schema.Sql);
            using (SqliteCommand first = connection.CreateCommand())
            {
                first.CommandText = "INSERT INTO projection (one, store, position, odd) VALUES (1, $store, 0, 0)";
                first.Parameters.AddWithValue("$store", store);
                first.ExecuteNonQuery();
            }

            Execute(connection, FormattableString.Invariant(
                $"PRAGMA application_id = {Schema.ApplicationId}; PRAGMA user_version = {Schema.Version}"));
            begun.Commit();
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// WAL, so that people may query while the store runs. synchronous=NORMAL flushes only at a checkpoint: a power cut may
    /// cost the newest transactions, which come back from the journal, since the position goes with them; it never damages
    /// the file (https://www.sqlite.org/pragma.html#pragma_synchronous). FULL would pay an fsync a batch for what the
    /// journal has made durable already; OFF would save the checkpoint's fsync, and a power cut could then damage the file.
    /// </summary>
    private static void Prepare(SqliteConnection connection, ProjectionOptions options)
    {
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864");
        long pages = options.FileMebibytesMax * 1024L * 1024L / Number(connection, "PRAGMA page_size");
        Execute(connection, FormattableString.Invariant($"PRAGMA max_page_count = {pages}"));
    }

    private static SqliteConnection Connect(string path, ProjectionOptions options)
    {
        // No pooling: a closed file must be closed, so that it can be moved.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            DefaultTimeout = options.BusySeconds,
            ForeignKeys = true,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    private static void PutAside(string path)
    {
        foreach (string part in (string[])["", "-wal"])
        {
            File.Delete(path + AsideSuffix + part);
            if (File.Exists(path + part)) File.Move(path + part, path + AsideSuffix + part);
        }
    }

    private static string ExpectedTables()
    {
        using var model = new SqliteConnection("Data Source=:memory:;Pooling=False");
        model.Open();
        Execute(model, Schema.Sql);
        return Tables(model);
    }

    private static string Tables(SqliteConnection connection) =>
        Text(connection, "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name)") ?? "";

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string? Text(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string;
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
