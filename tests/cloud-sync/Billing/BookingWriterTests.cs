using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;
using O4O.CloudSync.Billing;
using O4O.CloudSync.Billing.Ledger;
using O4O.CloudSync.Contract;
using O4O.CloudSync.Tests.Contract;

namespace O4O.CloudSync.Tests.Billing;

public sealed class BookingWriterTests
{
    /// <summary>A request of the model: one of few ids in one of few shapes, so that repeats and reuses are common.</summary>
    private sealed record Step(int Id, int Quantity);

    [Fact]
    public void Book_AnySequenceOfChargesRepeatsAndReuses_BooksTheFirstOfEachKeyAndBalances()
    {
        var steps = (from id in Gen.Choose(0, 6) from quantity in Gen.Choose(1, 3) select new Step(id, quantity)).ListOf();
        var property = Prop.ForAll(steps.ToArbitrary(), sequence =>
        {
            using var folder = new TemporaryFolder();
            var database = new BillingDatabase(folder.File("b.db"));
            Task<BookingAnswer>[] answers;
            using (var writer = Writer(database, TextWriter.Null))
            {
                answers = [.. sequence.Select(s => writer.BookAsync(Charge(s)))];
            }

            var first = sequence.DistinctBy(s => s.Id).ToDictionary(s => s.Id);
            var expected = sequence.Select((s, i) => first[s.Id] != s ? BookingOutcome.KeyReused
                : sequence.FindIndex(other => other.Id == s.Id) == i ? BookingOutcome.Booked : BookingOutcome.Replayed);
            var totals = new LedgerReader(database).Totals("demo");
            SqliteConnection.ClearAllPools();
            return answers.Select(a => a.Result.Outcome).SequenceEqual(expected)
                && totals.Count == first.Count
                && totals.LedgerSumMinor == 0
                && totals.TotalMinor.GetValueOrDefault("KRW") == first.Values.Sum(s => Charge(s).TotalMinor);
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public async Task Book_MoreThanTheQueueHolds_AnswersUnavailableAndBooksTheRest()
    {
        using var folder = new TemporaryFolder();
        var database = new BillingDatabase(folder.File("b.db"));
        using var holder = database.Open();
        using var held = holder.BeginTransaction(deferred: false); // the writer waits for this lock
        using var writer = Writer(database, TextWriter.Null, new BillingLimits { QueueMax = 2, BatchMax = 1 });

        var answers = Enumerable.Range(0, 8).Select(i => writer.BookAsync(Charges.One($"c-{i}"))).ToArray();
        held.Rollback();
        var outcomes = (await Task.WhenAll(answers)).Select(a => a.Outcome).ToArray();

        Assert.Contains(BookingOutcome.Unavailable, outcomes);
        Assert.Equal(outcomes.Count(o => o == BookingOutcome.Booked), new LedgerReader(database).Totals("demo").Count);
        Assert.InRange(outcomes.Count(o => o == BookingOutcome.Booked), 2, 3);
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task Book_DiskFull_AnswersUnavailableKeepsWhatWasBookedAndBooksAgainWhenThereIsRoom()
    {
        using var folder = new TemporaryFolder();
        var database = new BillingDatabase(folder.File("b.db"));
        using var log = new StringWriter();
        var (booked, refused) = (0, new List<ChargeEvent>());
        using (var writer = Writer(database, TextWriter.Synchronized(log), new BillingLimits { DatabaseMiBMax = 1 }))
        {
            for (var i = 0; refused.Count < 3; i++)
            {
                var charge = Large($"c-{i}");
                var answer = await writer.BookAsync(charge);
                booked += answer.Outcome == BookingOutcome.Booked ? 1 : 0;
                refused.AddRange(answer.Outcome == BookingOutcome.Unavailable ? [charge] : []);
            }
        }

        using var roomier = Writer(database, TextWriter.Null);
        var later = await Task.WhenAll(refused.Select(roomier.BookAsync));

        Assert.True(booked > 0);
        Assert.Contains("full", log.ToString(), StringComparison.Ordinal);
        Assert.All(later, a => Assert.Equal(BookingOutcome.Booked, a.Outcome));
        Assert.Equal(booked + 3, new LedgerReader(database).Totals("demo").Count);
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task Book_DatabaseFails_AnswersUnavailableAndStopsForGood()
    {
        using var folder = new TemporaryFolder();
        var database = new BillingDatabase(folder.File("b.db"));
        using (var connection = database.Open())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "CREATE TRIGGER broken BEFORE INSERT ON charges BEGIN SELECT RAISE(ABORT, 'broken'); END";
            command.ExecuteNonQuery();
        }

        var reasons = new List<string>();
        using var writer = new BookingWriter(database, new BillingLimits(), TimeProvider.System, TextWriter.Null, reasons.Add);
        var first = await writer.BookAsync(Charges.One("c-0"));
        var second = await writer.BookAsync(Charges.One("c-1"));
        writer.Dispose();

        Assert.Equal((BookingOutcome.Unavailable, BookingOutcome.Unavailable), (first.Outcome, second.Outcome));
        Assert.Contains("broken", Assert.Single(reasons), StringComparison.Ordinal);
        Assert.False(writer.IsHealthy);
        SqliteConnection.ClearAllPools();
    }

    /// <summary>A charge of some 60 kB.</summary>
    private static ChargeEvent Large(string chargeId)
    {
        var line = new ChargeLine("1", new string('x', ChargeLimits.NameCharactersMax), 1, 1, 1);
        return Charges.Sum(Charges.One(chargeId) with { Lines = [.. Enumerable.Repeat(line, 300)] });
    }

    private static BookingWriter Writer(BillingDatabase database, TextWriter log, BillingLimits? limits = null) =>
        new(database, limits ?? new BillingLimits(), TimeProvider.System, log, reason => Assert.Fail(reason));

    private static ChargeEvent Charge(Step step) => Charges.One($"c-{step.Id}", quantity: step.Quantity);
}
