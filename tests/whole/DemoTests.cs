using O4O.Simulator.Demo.Outcome;
using O4O.Simulator.Scenarios;
using O4O.Whole.Tests.Running;
using Xunit.Abstractions;

namespace O4O.Whole.Tests;

[Trait("Needs", "broker")]
[Collection("whole store")]
public sealed class DemoTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Demo_LeftAlone_EveryTripEndsAndTheMoneyIsTheSameAtBothEnds()
    {
        await using Store store = await Store.OpenAsync(output, seed: 7, seconds: 60, o => o with
        {
            Scenario = BuiltInScenarios.Mixed with { Seconds = 60 },
        });

        DemoSummary summary = await store.CloseAsync();

        Assert.Null(summary.Failure);
        Assert.True(summary.Trips.Total >= 4, $"only {summary.Trips.Total} trips");
        Assert.True(summary.Charges.BillingMinor > 0);
        Assert.True(summary.Charges.Equal);
        Assert.Empty(summary.Restarts);
        Assert.All(await store.Run.Edge.TripsAsync(default), t => Assert.Equal(t.Outcome == "charged", t.ChargeId is not null));
        store.Done();
    }

    [Fact]
    public async Task Demo_BillingAway_TripsSettleAndTheirChargesAreBookedOnceItIsBack()
    {
        await using Store store = await Store.OpenAsync(output, seed: 11, seconds: 60);
        using BillingOutage outage = BillingOutage.Begin(store.Run);

        await Until.TrueAsync("two settled trips whose charges wait", async () =>
            (await store.Run.Edge.TripsAsync(default)).Count(t => t.ChargeState == "pending") >= 2);
        int bookedMeanwhile = (await store.Run.Edge.TripsAsync(default)).Count(t => t.ChargeState == "booked");
        outage.End();
        DemoSummary summary = await store.CloseAsync();

        Assert.Equal(0, bookedMeanwhile);
        Assert.Null(summary.Failure);
        Assert.True(summary.Charges.BillingCount >= 2);
        Assert.Equal(0, summary.Charges.Pending);
        await Books.AssertOnceAsync(store.Run);
        store.Done();
    }
}
