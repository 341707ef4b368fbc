using Microsoft.Data.Sqlite;

namespace O4O.CloudSync.Billing.Ledger;

/// <summary>The SQLite file: its shape and how connections to it are opened.</summary>
public sealed class BillingDatabase
{
    /// <summary>Kept in <c>PRAGMA user_version</c>. A file with a higher one was written by a newer billing.</summary>
    private const int SchemaVersion = 1;

    private const string Schema = """
        CREATE TABLE charges (
            booking        INTEGER PRIMARY KEY AUTOINCREMENT,
            charge_id      TEXT NOT NULL UNIQUE,
            store_id       TEXT NOT NULL,
            session_id     TEXT NOT NULL,
            shopper_id     TEXT NOT NULL,
            currency       TEXT NOT NULL,
            total_minor    INTEGER NOT NULL CHECK (total_minor >= 0),
            occurred_at_us INTEGER NOT NULL,
            booked_at_us   INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX charges_by_store ON charges (store_id, booking);
        CREATE TABLE charge_lines (
            booking          INTEGER NOT NULL REFERENCES charges (booking),
            ordinal          INTEGER NOT NULL,
            gtin             TEXT NOT NULL,
            name             TEXT NOT NULL,
            quantity         INTEGER NOT NULL CHECK (quantity > 0),
            unit_price_minor INTEGER NOT NULL,
            amount_minor     INTEGER NOT NULL CHECK (amount_minor = quantity * unit_price_minor),
            PRIMARY KEY (booking, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE ledger_entries (
            entry        INTEGER PRIMARY KEY,
            booking      INTEGER NOT NULL REFERENCES charges (booking),
            account      TEXT NOT NULL,
            currency     TEXT NOT NULL,
            amount_minor INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX ledger_by_booking ON ledger_entries (booking);
        CREATE INDEX ledger_by_account ON ledger_entries (account, currency);
        CREATE TABLE idempotency (
            key         TEXT PRIMARY KEY,
            fingerprint BLOB NOT NULL,
            status      INTEGER NOT NULL,
            body        BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """;

    private readonly string connectionString;

    /// <summary>Opens the file, making it and its tables when it is new.</summary>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    /// <exception cref="InvalidDataException">The file was written by a newer billing.</exception>
    public BillingDatabase(string path)
    {
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            DefaultTimeout = 10,
            ForeignKeys = true,
        }.ToString();
        using var connection = Open();
        using var begin = connection.BeginTransaction(deferred: false);
        var version = Convert.ToInt64(Scalar(connection, "PRAGMA user_version"), System.Globalization.CultureInfo.InvariantCulture);
        if (version > SchemaVersion)
        {
            throw new InvalidDataException($"{path} has schema version {version}; this billing knows {SchemaVersion}");
        }

        if (version == 0)
        {
            Execute(connection, Schema);
            Execute(connection, $"PRAGMA user_version = {SchemaVersion}");
        }

        begin.Commit();
    }

    /// <summary>
    /// A connection in WAL mode with <c>synchronous=FULL</c>: each commit is on disk before it returns
    /// (https://www.sqlite.org/pragma.html#pragma_synchronous). Dispose it to give it back to the pool.
    /// </summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Keeps this connection from growing the file beyond a size: SQLite then reports a full disk.</summary>
    internal static void LimitSize(SqliteConnection connection, int mebibytesMax)
    {
        var pageBytes = Convert.ToInt64(Scalar(connection, "PRAGMA page_size"), System.Globalization.CultureInfo.InvariantCulture);
        Execute(connection, $"PRAGMA max_page_count = {mebibytesMax * 1024L * 1024L / pageBytes}");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
