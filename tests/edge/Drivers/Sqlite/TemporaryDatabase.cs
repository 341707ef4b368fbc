using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace O4O.Edge.Tests.Drivers.Sqlite;

/// <summary>A directory of its own with a database file in it.</summary>
internal sealed class TemporaryDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-projection-").FullName;

    public string File => Path.Combine(_folder, "trips.db");

    /// <summary>Another file beside it.</summary>
    public string Other(string name) => Path.Combine(_folder, name);

    /// <summary>A connection as another program would have it.</summary>
    public static SqliteConnection Connect(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=5");
        connection.Open();
        return connection;
    }

    public static void Execute(string file, string sql)
    {
        using SqliteConnection connection = Connect(file);
        Execute(connection, sql);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Every table's every row, as text: two databases that say the same dump the same.</summary>
    public static string Dump(string file)
    {
        using SqliteConnection connection = Connect(file);
        var text = new StringBuilder();
        foreach (string table in Column(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"))
        {
            text.Append(CultureInfo.InvariantCulture, $"[{table}]\n");
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            using SqliteDataReader row = command.ExecuteReader();
            var lines = new List<string>();
            while (row.Read())
            {
                IEnumerable<string> cells = Enumerable.Range(0, row.FieldCount)
                    .Select(c => string.Create(CultureInfo.InvariantCulture, $"{row.GetName(c)}={(row.IsDBNull(c) ? "NULL" : row.GetValue(c))}"));
                lines.Add(string.Join('|', cells));
            }

            foreach (string line in lines.Order(StringComparer.Ordinal)) text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    public static string[] Column(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader row = command.ExecuteReader();
        var values = new List<string>();
        while (row.Read()) values.Add(row.GetString(0));
        return [.. values];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
