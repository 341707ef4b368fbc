using System.Collections.Concurrent;
using System.Net;
using Microsoft.Data.Sqlite;
using O4O.CloudSync.Billing.Ledger;
using O4O.CloudSync.Contract;
using O4O.CloudSync.Tests.Contract;

namespace O4O.CloudSync.Tests.Billing;

[Trait("Needs", "process")]
public sealed class BillingProgramTests
{
    private const string Settings = """
        { "listen": "http://127.0.0.1:0", "stores": [ { "id": "demo", "apiKey": "demo-key-0123456789abcdef" } ] }
        """;

    [Theory]
    [InlineData("\"listen\"", "\"lisen\"", "unknown key \"lisen\" at $: did you mean \"listen\"?")]
    [InlineData("http://127.0.0.1:0", "127.0.0.1", "$.listen must be an address like http://127.0.0.1:5080")]
    [InlineData("demo-key-0123456789abcdef", "short", "$.stores[0].apiKey must be 16 to 256 printable ASCII")]
    [InlineData("{ \"id\": \"demo\", \"apiKey\": \"demo-key-0123456789abcdef\" }", "", "$.stores must name at least one store")]
    [InlineData("\"listen\"", "\"limits\": { \"batchMax\": 0 }, \"listen\"", "$.limits.batchMax must be from 1 to 1024, but is 0")]
    [InlineData("\"listen\"", "\"database\": \"none/b.db\", \"listen\"", "$.database: there is no folder")]
    public async Task Check_OneMistake_Exits2AndNamesIt(string right, string wrong, string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("b.json"), Settings.Replace(right, wrong, StringComparison.Ordinal));

        var (exitCode, _, errors) = await BillingProcess.RunAsync("--config", folder.File("b.json"), "--check");

        Assert.Equal(2, exitCode);
        Assert.Contains(text, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_RightSettings_Exits0AndMakesNoDatabase()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("b.json"), Settings);

        var (exitCode, output, _) = await BillingProcess.RunAsync("--config", folder.File("b.json"), "--check");

        Assert.Equal(0, exitCode);
        Assert.Contains("is fine", output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("billing.db")));
    }

    [Fact]
    public async Task Help_Teaches_AndAnUnknownOptionNamesTheNearest()
    {
        var (helpExit, help, _) = await BillingProcess.RunAsync("--help");
        var (unknownExit, _, errors) = await BillingProcess.RunAsync("--config", "x", "--chek");

        Assert.Equal((0, 2), (helpExit, unknownExit));
        Assert.Contains("Idempotency-Key", help, StringComparison.Ordinal);
        Assert.Contains("did you mean --check?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AddressInUse_Exits1WithALine()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.json"), Settings);
        using var first = await BillingProcess.StartAsync(folder.File("a.json"));
        File.WriteAllText(folder.File("b.json"), Settings.Replace("http://127.0.0.1:0", first.Address, StringComparison.Ordinal));

        var (exitCode, _, errors) = await BillingProcess.RunAsync("--config", folder.File("b.json"));

        Assert.Equal(1, exitCode);
        Assert.Contains("billing cannot start", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_Asked_Exits0WithEverythingAnsweredBooked()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("b.json"), Settings);
        using var billing = await BillingProcess.StartAsync(folder.File("b.json"));
        using var http = new HttpClient();
        using var posted = await LiveBilling.PostAsync(http, billing.Address, ChargeCloudEvent.Write(Charges.One()), "demo-s1-1");

        var exitCode = await billing.TerminateAsync();

        Assert.Equal(0, exitCode);
        Assert.Equal(1, LiveBilling.Scalar(folder.File("billing.db"), "SELECT count(*) FROM charges"));
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task Kill_FiveTimesUnderLoad_EveryAnsweredChargeIsThereOnceAndUnansweredOnesSettleOnce()
    {
        const int Kills = 5;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("b.json"), Settings);
        var random = new Random(20261122);
        var answered = new ConcurrentDictionary<string, string>();
        var sent = new ConcurrentBag<ChargeEvent>();

        for (var kill = 0; kill < Kills; kill++)
        {
            using var billing = await BillingProcess.StartAsync(folder.File("b.json"));
            var (round, killAfter) = (kill, answered.Count + random.Next(50, 300));
            var senders = Enumerable.Range(0, 8).Select(s => SendUntilKilledAsync(billing.Address, $"k{round}-{s}", sent, answered));
            var all = Task.WhenAll(senders.ToArray());
            Assert.True(SpinWait.SpinUntil(() => answered.Count >= killAfter, TimeSpan.FromMinutes(1)));
            billing.Kill();
            await all;
        }

        using var last = await BillingProcess.StartAsync(folder.File("b.json"));
        using var http = new HttpClient();
        foreach (var charge in sent)
        {
            using var repeat = await LiveBilling.PostAsync(http, last.Address, ChargeCloudEvent.Write(charge), charge.ChargeId);
            var bookingId = ChargeAnswer.FromUtf8(await repeat.Content.ReadAsByteArrayAsync())!.BookingId;
            Assert.Equal(HttpStatusCode.Created, repeat.StatusCode);
            if (answered.TryGetValue(charge.ChargeId, out var firstBookingId))
            {
                Assert.True(repeat.Headers.Contains(IdempotencyKey.ReplayedHeader));
                Assert.Equal(firstBookingId, bookingId);
            }
        }

        var totals = new LedgerReader(new BillingDatabase(folder.File("billing.db"))).Totals("demo");
        Assert.True(answered.Count >= Kills * 50);
        Assert.Equal((sent.Count, sent.Sum(c => c.TotalMinor), 0L), (totals.Count, totals.TotalMinor["KRW"], totals.LedgerSumMinor));
        SqliteConnection.ClearAllPools();
    }

    private static async Task SendUntilKilledAsync(
        string address, string name, ConcurrentBag<ChargeEvent> sent, ConcurrentDictionary<string, string> answered)
    {
        using var http = new HttpClient();
        for (var i = 0; ; i++)
        {
            var charge = Charges.One($"{name}-{i}", quantity: 1 + (i % 5));
            sent.Add(charge);
            try
            {
                using var response = await LiveBilling.PostAsync(http, address, ChargeCloudEvent.Write(charge), charge.ChargeId);
                var answer = ChargeAnswer.FromUtf8(await response.Content.ReadAsByteArrayAsync());
                Assert.Equal(HttpStatusCode.Created, response.StatusCode);
                answered[charge.ChargeId] = answer!.BookingId;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return; // the process is gone
            }
        }
    }
}
