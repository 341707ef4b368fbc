using Microsoft.Data.Sqlite;

namespace O4O.Edge.Drivers.Sqlite;

/// <summary>SQLite's result codes that mean something here (https://www.sqlite.org/rescode.html).</summary>
internal static class SqliteErrors
{
    public const int Error = 1;
    public const int Busy = 5;
    public const int Locked = 6;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int NotADatabase = 26;

    /// <summary>True when the same write may succeed later without anybody touching the file.</summary>
    public static bool Passes(SqliteException e) => e.SqliteErrorCode is Busy or Locked or Full;
}
