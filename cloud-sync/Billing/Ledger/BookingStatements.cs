using Microsoft.Data.Sqlite;
using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Billing.Ledger;

/// <summary>The statements of one booking, prepared once. Used by the writer's thread only, inside its transaction.</summary>
internal sealed class BookingStatements : IDisposable
{
    private readonly SqliteCommand findKey;
    private readonly SqliteCommand addCharge;
    private readonly SqliteCommand addLine;
    private readonly SqliteCommand addEntry;
    private readonly SqliteCommand addKey;

    public BookingStatements(SqliteConnection connection)
    {
        findKey = Prepare(connection, "SELECT fingerprint, status, body FROM idempotency WHERE key = $a");
        addCharge = Prepare(connection, """
            INSERT INTO charges (charge_id, store_id, session_id, shopper_id, currency, total_minor, occurred_at_us, booked_at_us)
            VALUES ($a, $b, $c, $d, $e, $f, $g, $h) RETURNING booking
            """);
        addLine = Prepare(connection, """
            INSERT INTO charge_lines (booking, ordinal, gtin, name, quantity, unit_price_minor, amount_minor)
            VALUES ($a, $b, $c, $d, $e, $f, $g)
            """);
        addEntry = Prepare(
            connection, "INSERT INTO ledger_entries (booking, account, currency, amount_minor) VALUES ($a, $b, $c, $d)");
        addKey = Prepare(connection, "INSERT INTO idempotency (key, fingerprint, status, body) VALUES ($a, $b, $c, $d)");
    }

    /// <summary>Books the charge, or finds what was answered when it was booked.</summary>
    public BookingAnswer Book(SqliteTransaction transaction, ChargeEvent charge, byte[] fingerprint, long bookedAtUs)
    {
        Bind(findKey, transaction, charge.ChargeId);
        using (var first = findKey.ExecuteReader())
        {
            if (first.Read())
            {
                return first.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(fingerprint)
                    ? new BookingAnswer(BookingOutcome.Replayed, first.GetInt32(1), first.GetFieldValue<byte[]>(2))
                    : BookingAnswer.Reused;
            }
        }

        Bind(addCharge, transaction, charge.ChargeId, charge.StoreId, charge.SessionId, charge.ShopperId, charge.Currency,
            charge.TotalMinor, charge.OccurredAtUs, bookedAtUs);
        var booking = (long)addCharge.ExecuteScalar()!;
        for (var i = 0; i < charge.Lines.Count; i++)
        {
            var line = charge.Lines[i];
            Run(addLine, transaction, booking, i, line.Gtin, line.Name, line.Quantity, line.UnitPriceMinor, line.AmountMinor);
        }

        // Double entry: what the shopper owes is what the store sold. Debits are positive, credits negative, the sum is 0.
        Run(addEntry, transaction, booking, $"receivable:{charge.ShopperId}", charge.Currency, charge.TotalMinor);
        Run(addEntry, transaction, booking, $"sales:{charge.StoreId}", charge.Currency, -charge.TotalMinor);
        var body = new ChargeAnswer(charge.ChargeId, BookingId.Format(booking), ChargeAnswer.Booked, bookedAtUs).ToUtf8();
        Run(addKey, transaction, charge.ChargeId, fingerprint, StatusCodes.Status201Created, body);
        return new BookingAnswer(BookingOutcome.Booked, StatusCodes.Status201Created, body);
    }

    public void Dispose()
    {
        findKey.Dispose();
        addCharge.Dispose();
        addLine.Dispose();
        addEntry.Dispose();
        addKey.Dispose();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var name = 'a'; sql.Contains($"${name}", StringComparison.Ordinal); name++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${name}" });
        }

        return command; // prepared at its first run, when its parameters have types
    }

    private static void Run(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        Bind(command, transaction, values);
        command.ExecuteNonQuery();
    }

    private static void Bind(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }
}
