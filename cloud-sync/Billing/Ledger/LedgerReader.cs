using Microsoft.Data.Sqlite;
using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Billing.Ledger;

/// <summary>Reads the books. Each call sees one moment (one WAL snapshot) and never waits for the writer.</summary>
public sealed class LedgerReader(BillingDatabase database)
{
    private const string Columns =
        "booking, charge_id, store_id, session_id, shopper_id, currency, total_minor, occurred_at_us, booked_at_us";

    /// <summary>A store's charge by its id; null when the store has none such.</summary>
    public BookedCharge? Find(string storeId, string chargeId) =>
        Charges($"SELECT {Columns} FROM charges WHERE store_id = $a AND charge_id = $b", storeId, chargeId).FirstOrDefault();

    /// <summary>Up to <paramref name="limit"/> of a store's charges after a booking number (0 for the first).</summary>
    public ChargePage List(string storeId, long afterBooking, int limit)
    {
        // One more than asked for tells whether there is a next page.
        var charges = Charges(
            $"SELECT {Columns} FROM charges WHERE store_id = $a AND booking > $b ORDER BY booking LIMIT $c",
            storeId,
            afterBooking,
            limit + 1);
        return charges.Count <= limit
            ? new ChargePage(charges, null)
            : new ChargePage(charges[..limit], charges[limit - 1].BookingId);
    }

    /// <summary>A store's figures.</summary>
    public StoreTotals Totals(string storeId)
    {
        using var connection = database.Open();
        using var moment = connection.BeginTransaction(deferred: true);
        var (count, totals) = (0L, new SortedDictionary<string, long>(StringComparer.Ordinal));
        Read(connection, "SELECT currency, count(*), sum(total_minor) FROM charges WHERE store_id = $a GROUP BY currency", [storeId], row =>
        {
            totals[row.GetString(0)] = row.GetInt64(2);
            count += row.GetInt64(1);
        });
        var (lines, units, ledgerSumMinor) = (0L, 0L, 0L);
        const string LinesOf = """
            SELECT count(*), coalesce(sum(l.quantity), 0) FROM charges c JOIN charge_lines l USING (booking) WHERE c.store_id = $a
            """;
        Read(connection, LinesOf, [storeId], row => (lines, units) = (row.GetInt64(0), row.GetInt64(1)));
        const string LedgerOf = """
            SELECT coalesce(sum(e.amount_minor), 0) FROM charges c JOIN ledger_entries e USING (booking) WHERE c.store_id = $a
            """;
        Read(connection, LedgerOf, [storeId], row => ledgerSumMinor = row.GetInt64(0));
        return new StoreTotals(storeId, count, totals, lines, units, ledgerSumMinor);
    }

    private List<BookedCharge> Charges(string sql, params object[] values)
    {
        using var connection = database.Open();
        using var moment = connection.BeginTransaction(deferred: true);
        var found = new List<(long Booking, BookedCharge Charge)>();
        Read(connection, sql, values, row => found.Add((row.GetInt64(0), new BookedCharge(
            BookingId.Format(row.GetInt64(0)),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            row.GetString(5),
            row.GetInt64(6),
            row.GetInt64(7),
            row.GetInt64(8),
            []))));
        return [.. found.Select(f => f.Charge with { Lines = Lines(connection, f.Booking) })];
    }

    private static List<ChargeLine> Lines(SqliteConnection connection, long booking)
    {
        var lines = new List<ChargeLine>();
        const string Sql = """
            SELECT gtin, name, quantity, unit_price_minor, amount_minor FROM charge_lines WHERE booking = $a ORDER BY ordinal
            """;
        Read(connection, Sql, [booking], row => lines.Add(new ChargeLine(
            row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt64(3), row.GetInt64(4))));
        return lines;
    }

    private static void Read(SqliteConnection connection, string sql, object[] values, Action<SqliteDataReader> row)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${(char)('a' + i)}", values[i]);
        }

        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            row(reader);
        }
    }
}
