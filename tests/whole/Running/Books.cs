using O4O.Simulator.Demo;
using O4O.Simulator.Demo.Services;

namespace O4O.Whole.Tests.Running;

/// <summary>The edge's receipts beside billing's books.</summary>
internal static class Books
{
    /// <summary>
    /// Share of units charged without review that may be wrong by the fusion's own, ordinary errors; the aim is none, and
    /// `./o4o score` is where that is measured. What a test does to the store must not add to it.
    /// </summary>
    public const double WrongUnitsShareMax = 0.05;

    /// <summary>
    /// Every charged trip is in the books once, with the same amount and the same units; nothing else is there; nobody paid
    /// twice for one visit.
    /// </summary>
    public static async Task AssertOnceAsync(DemoRun run)
    {
        IReadOnlyList<EdgeSession> trips = await run.Edge.TripsAsync(default);
        IReadOnlyList<BilledCharge> charges = await run.Billing.ChargesAsync(default);
        Assert.Equal(charges.Count, charges.Select(c => c.ChargeId).Distinct().Count());
        Assert.Equal(charges.Count, charges.Select(c => c.SessionId).Distinct().Count());
        Dictionary<string, BilledCharge> byId = charges.ToDictionary(c => c.ChargeId);
        foreach (EdgeSession trip in trips.Where(t => t.ChargeId is not null))
        {
            Assert.Equal("booked", trip.ChargeState);
            Assert.True(byId.Remove(trip.ChargeId!, out BilledCharge? charge), $"{trip.ChargeId} is not in billing's books");
            Assert.Equal(trip.Session, charge.SessionId);
            Assert.Equal(trip.Shopper, charge.ShopperId);
            Assert.Equal(trip.TotalMinor, charge.TotalMinor);
            Assert.Equal(
                trip.Lines.Select(l => (l.Gtin, l.Quantity)).Order(), charge.Lines.Select(l => (l.Gtin, l.Quantity)).Order());
        }
        Assert.Empty(byId);
        BillingTotals totals = await run.Billing.TotalsAsync(default);
        Assert.Equal(0, totals.LedgerSumMinor);
        Assert.Equal(charges.Sum(c => c.TotalMinor), totals.TotalMinor.Values.Sum());
    }

    /// <summary>Every "come in" that a gate heard is a visit that the edge still knows.</summary>
    public static async Task AssertAdmissionsKeptAsync(DemoRun run)
    {
        HashSet<string> known = [.. (await run.Edge.TripsAsync(default)).Select(t => t.Session)];
        known.UnionWith((await run.Edge.StateAsync(default)).Sessions.Select(s => s.Session));
        foreach (string? session in run.Decisions.Where(d => d.Admit).Select(d => d.Session).Distinct())
            Assert.Contains(Assert.IsType<string>(session), known);
    }
}
