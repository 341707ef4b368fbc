using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using O4O.CloudSync.Agent;
using O4O.CloudSync.Contract;
using O4O.CloudSync.Tests.Billing;
using O4O.CloudSync.Tests.Contract;

namespace O4O.CloudSync.Tests.Agent;

[Trait("Needs", "socket")]
public sealed class ChargePumpTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<ChargeOutcome> outcomes = new();

    [Fact]
    public async Task Pump_LossyWayToBilling_BooksEachChargeExactlyOnce()
    {
        const int Count = 300;
        const int Seed = 7;
        await using var billing = await LiveBilling.StartAsync();
        var port = FreePort();
        var random = new Random(Seed);
        await using var pump = new ChargePump(Options($"http://127.0.0.1:{port}") with { MaxInFlight = 8 }, outcomes.Enqueue);
        for (var i = 0; i < Count; i++)
        {
            pump.Enqueue(Charges.One($"c-{i}", quantity: 1 + (i % 9)));
        }

        await UntilAsync(() => pump.Status.Failures >= 10); // nobody listens yet: connections are refused
        var duringOutage = pump.Status;
        await using var proxy = await FaultProxy.StartAsync(billing.Address, Next, port);
        await UntilAsync(() => outcomes.Count >= Count);

        var booked = outcomes.Cast<ChargeOutcome.Booked>().ToList();
        var totals = billing.Totals();
        Assert.Equal((Count, 0L), (duringOutage.Pending, duringOutage.Booked));
        Assert.NotNull(duringOutage.LastError);
        Assert.Equal(Count, booked.Select(b => b.ChargeId).Distinct().Count());
        Assert.Equal(Count, booked.Select(b => b.BookingId).Distinct().Count());
        Assert.True(proxy.AnswersDropped > Count / 10);
        Assert.True(booked.Count(b => b.Replayed) > Count / 10);
        Assert.Equal((Count, 0L), (totals.Count, totals.LedgerSumMinor));
        Assert.Equal(Enumerable.Range(0, Count).Sum(i => Charges.One(quantity: 1 + (i % 9)).TotalMinor), totals.TotalMinor["KRW"]);

        Fault Next()
        {
            lock (random)
            {
                return random.Next(100) switch
                {
                    < 30 => Fault.DropAnswer,
                    < 40 => Fault.DropRequest,
                    < 50 => Fault.Unavailable,
                    < 55 => Fault.Portal,
                    _ => Fault.None,
                };
            }
        }
    }

    [Fact]
    public async Task Pump_StoppedWithRequestsUnderWay_KeepsEveryChargeForTheNextStart()
    {
        const int Count = 40;
        await using var billing = await LiveBilling.StartAsync();
        var charges = Enumerable.Range(0, Count).Select(i => Charges.One($"c-{i}")).ToList();
        var seen = 0;
        await using var proxy = await FaultProxy.StartAsync(
            billing.Address, () => Interlocked.Increment(ref seen) % 2 == 0 ? Fault.DropAnswer : Fault.None);

        IReadOnlyCollection<ChargeEvent> left;
        await using (var pump = new ChargePump(Options(proxy.Address), outcomes.Enqueue))
        {
            charges.ForEach(c => pump.Enqueue(c));
            await UntilAsync(() => outcomes.Count >= 5);
            left = await pump.StopAsync();
            Assert.Equal(EnqueueResult.Stopped, pump.Enqueue(charges[0]));
        }

        var settled = outcomes.Select(o => o.ChargeId).ToHashSet();
        Assert.Equal(charges.Select(c => c.ChargeId).Order(), settled.Concat(left.Select(c => c.ChargeId)).Order());
        await using var next = new ChargePump(Options(proxy.Address), outcomes.Enqueue);
        foreach (var charge in left)
        {
            next.Enqueue(charge);
        }

        await UntilAsync(() => outcomes.Count >= Count);
        Assert.Equal(Count, billing.Totals().Count);
    }

    [Fact]
    public async Task Pump_WrongKey_WaitsReportsAndBooksNothing()
    {
        await using var billing = await LiveBilling.StartAsync();
        await using var pump = new ChargePump(Options(billing.Address) with { ApiKey = "wrong-key" }, outcomes.Enqueue);

        pump.Enqueue(Charges.One());
        await UntilAsync(() => pump.Status.Failures >= 3);

        Assert.Contains("check the store's API key", pump.Status.LastError, StringComparison.Ordinal);
        Assert.Equal((1, 0L), (pump.Status.Pending, pump.Status.Refused));
        Assert.Empty(outcomes);
    }

    [Fact]
    public async Task Pump_ChargeOfAnotherStore_DoesNotHoldUpTheOthers()
    {
        await using var billing = await LiveBilling.StartAsync();
        await using var pump = new ChargePump(Options(billing.Address) with { MaxInFlight = 1 }, outcomes.Enqueue);

        pump.Enqueue(Charges.One("stuck", storeId: "other")); // 403 for ever
        for (var i = 0; i < 5; i++)
        {
            pump.Enqueue(Charges.One($"c-{i}"));
        }

        await UntilAsync(() => outcomes.Count >= 5);

        Assert.All(outcomes, o => Assert.IsType<ChargeOutcome.Booked>(o));
        Assert.Equal(5, billing.Totals().Count);
    }

    [Fact]
    public async Task Pump_KeyUsedForAnotherChargeOrBrokenRule_IsRefusedWithTheReason()
    {
        await using var billing = await LiveBilling.StartAsync();
        using var first = await billing.PostAsync(Charges.One("used"));
        await using var pump = new ChargePump(Options(billing.Address), outcomes.Enqueue);

        pump.Enqueue(Charges.One("used", quantity: 5));
        pump.Enqueue(Charges.One("sum") with { TotalMinor = 1 });
        await UntilAsync(() => outcomes.Count >= 2);

        var reasons = outcomes.Cast<ChargeOutcome.Refused>().ToDictionary(o => o.ChargeId, o => o.Reason);
        Assert.StartsWith("HTTP 422: key \"used\" was used before", reasons["used"], StringComparison.Ordinal);
        Assert.StartsWith("$.data.totalMinor must be the sum", reasons["sum"], StringComparison.Ordinal);
        await UntilAsync(() => pump.Status is { Refused: 2, Pending: 0 });
    }

    [Fact]
    public async Task Enqueue_SameChargeTwiceOrTooMany_SaysSo()
    {
        await using var pump = new ChargePump(Options($"http://127.0.0.1:{FreePort()}") with { QueueLimit = 2 }, outcomes.Enqueue);

        EnqueueResult[] results =
        [
            pump.Enqueue(Charges.One("a")),
            pump.Enqueue(Charges.One("a")),
            pump.Enqueue(Charges.One("b")),
            pump.Enqueue(Charges.One("c")),
        ];

        Assert.Equal(
            [EnqueueResult.Accepted, EnqueueResult.AlreadyPending, EnqueueResult.Accepted, EnqueueResult.Full], results);
    }

    [Fact]
    public async Task Pump_DeliveryThatThrows_StopsAndKeepsTheCharge()
    {
        await using var billing = await LiveBilling.StartAsync();
        await using var pump = new ChargePump(Options(billing.Address), _ => throw new InvalidOperationException("inbox gone"));

        pump.Enqueue(Charges.One());
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => pump.Completion.WaitAsync(Limit));

        Assert.Equal("inbox gone", thrown.Message);
        Assert.Equal(1, pump.Status.Pending);
    }

    [Theory]
    [InlineData("ftp://x", 4, "billingUrl must be an http or https address")]
    [InlineData("http://x", 0, "maxInFlight must be from 1 to 64, but is 0")]
    public void Pump_OptionOutOfRange_Throws(string url, int maxInFlight, string text)
    {
        var options = Options(url) with { MaxInFlight = maxInFlight };

        var thrown = Assert.Throws<ArgumentException>(() => new ChargePump(options, outcomes.Enqueue));

        Assert.StartsWith(text, thrown.Message, StringComparison.Ordinal);
    }

    private static ChargePumpOptions Options(string url) => new()
    {
        BillingUrl = url,
        ApiKey = LiveBilling.Key,
        BackoffMinMs = 1,
        BackoffMaxMs = 20,
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var done = await Task.Run(() => SpinWait.SpinUntil(condition, Limit));
        Assert.True(done, "the condition did not come true within a minute");
    }
}
