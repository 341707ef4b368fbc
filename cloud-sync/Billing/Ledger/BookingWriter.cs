using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Billing.Ledger;

/// <summary>
/// The one writer. Requests wait in a bounded queue; the writer takes what waits, books it in one transaction, and answers
/// each request only after COMMIT has returned. The charge, its ledger entries, the key and the first answer are in that
/// same transaction, so there is no moment in which one exists without the others.
/// </summary>
public sealed class BookingWriter : IDisposable
{
    private readonly record struct Request(ChargeEvent Charge, byte[] Fingerprint, TaskCompletionSource<BookingAnswer> Answer);

    // SQLite's result codes for what passes by itself: https://www.sqlite.org/rescode.html
    private const int SqliteBusy = 5;
    private const int SqliteFull = 13;

    private readonly BillingDatabase database;
    private readonly Channel<Request> queue;
    private readonly Thread thread;
    private readonly TimeProvider time;
    private readonly TextWriter log;
    private readonly Action<string> fail;
    private readonly int batchMax;
    private readonly int databaseMiBMax;
    private volatile bool failed;

    /// <summary>Starts the writer's thread.</summary>
    /// <param name="database">Where to book.</param>
    /// <param name="limits">Queue and batch.</param>
    /// <param name="time">Stamps bookings.</param>
    /// <param name="log">Gets one line a booking.</param>
    /// <param name="fail">Called once when the database can no longer be trusted; the service must stop then.</param>
    public BookingWriter(BillingDatabase database, BillingLimits limits, TimeProvider time, TextWriter log, Action<string> fail)
    {
        this.database = database;
        this.time = time;
        this.log = log;
        this.fail = fail;
        batchMax = limits.BatchMax;
        databaseMiBMax = limits.DatabaseMiBMax;
        queue = Channel.CreateBounded<Request>(new BoundedChannelOptions(limits.QueueMax) { SingleReader = true });
        thread = new Thread(Run) { Name = "booking", IsBackground = true };
        thread.Start();
    }

    /// <summary>False once the database has failed; every charge is then answered <see cref="BookingOutcome.Unavailable"/>.</summary>
    public bool IsHealthy => !failed;

    /// <summary>Books a charge that keeps the contract's rules. Ends after the commit; never throws for a full queue.</summary>
    public Task<BookingAnswer> BookAsync(ChargeEvent charge)
    {
        // The fingerprint is of the canonical bytes: a client that only spaces its JSON differently repeats the same charge.
        var fingerprint = SHA256.HashData(ChargeCloudEvent.Write(charge));
        var answer = new TaskCompletionSource<BookingAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        return queue.Writer.TryWrite(new Request(charge, fingerprint, answer))
            ? answer.Task
            : Task.FromResult(BookingAnswer.Unavailable);
    }

    /// <summary>Books what is still waiting, then ends the thread.</summary>
    public void Dispose()
    {
        queue.Writer.TryComplete();
        thread.Join();
    }

    private void Run()
    {
        var batch = new List<Request>(batchMax);
        try
        {
            using var connection = database.Open();
            BillingDatabase.LimitSize(connection, databaseMiBMax);
            using var statements = new BookingStatements(connection);
            while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                batch.Clear();
                while (batch.Count < batchMax && queue.Reader.TryRead(out var request))
                {
                    batch.Add(request);
                }

                Commit(connection, statements, batch);
            }
        }
        catch (SqliteException e)
        {
            // After a failed write or fsync nobody knows what is on disk. SQLite finds out when the file is opened anew.
            failed = true;
            queue.Writer.TryComplete();
            Refuse(batch);
            while (queue.Reader.TryRead(out var request))
            {
                request.Answer.TrySetResult(BookingAnswer.Unavailable);
            }

            fail($"the database failed and billing stops: {e.Message}");
        }
    }

    private void Commit(SqliteConnection connection, BookingStatements statements, List<Request> batch)
    {
        var answers = new BookingAnswer[batch.Count];
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            var bookedAtUs = (time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            for (var i = 0; i < answers.Length; i++)
            {
                answers[i] = statements.Book(transaction, batch[i].Charge, batch[i].Fingerprint, bookedAtUs);
            }

            transaction.Commit();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteBusy or SqliteFull)
        {
            log.WriteLine($"not booked, {batch.Count} charges must come again: {e.Message}");
            Refuse(batch);
            return;
        }

        for (var i = 0; i < answers.Length; i++)
        {
            batch[i].Answer.TrySetResult(answers[i]);
            Report(batch[i].Charge, answers[i]);
        }
    }

    private void Report(ChargeEvent charge, BookingAnswer answer)
    {
        if (answer.Outcome == BookingOutcome.Booked)
        {
            log.WriteLine(
                $"booked charge={charge.ChargeId} store={charge.StoreId} lines={charge.Lines.Count} "
                + $"total={charge.TotalMinor} {charge.Currency} (minor units)");
        }
        else
        {
            log.WriteLine($"{(answer.Outcome == BookingOutcome.Replayed ? "replayed" : "refused, key used before for another")} charge={charge.ChargeId}");
        }
    }

    private static void Refuse(List<Request> batch)
    {
        foreach (var request in batch)
        {
            request.Answer.TrySetResult(BookingAnswer.Unavailable);
        }
    }
}
