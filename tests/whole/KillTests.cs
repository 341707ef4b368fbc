using O4O.Simulator.Demo;
using O4O.Simulator.Demo.Outcome;
using O4O.Simulator.Demo.Processes;
using O4O.Whole.Tests.Running;
using Xunit.Abstractions;

namespace O4O.Whole.Tests;

/// <summary>kill -9, again and again, of everything that is ours to kill, while people shop.</summary>
[Trait("Needs", "broker")]
[Collection("whole store")]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int KillsOfEach = 10;
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(20261)]
    public async Task Store_EdgeBrokerAndBillingKilledTenTimesEach_LosesNothingAndChargesNobodyTwice(int seed)
    {
        const int Seconds = 160;
        await using Store store = await Store.OpenAsync(output, (ulong)seed, Seconds);
        var dice = new Random(seed);

        // Each service dies on its own schedule, so that two and three can be away at once. Edge and broker die in bursts:
        // whoever shops through one is reviewed, and between two somebody must be charged, or nothing is proved of charges.
        Task[] killers =
        [
            KillAsync(store.Run, store.Run.EdgeService, Bursts(dice)),
            KillAsync(store.Run, store.Run.BrokerService, Bursts(dice)),
            KillAsync(store.Run, store.Run.BillingService, Spread(dice, Seconds - 15)),
        ];
        await Task.WhenAll(killers);
        DemoSummary summary = await store.CloseAsync();

        Assert.Null(summary.Failure);
        IReadOnlyList<Restart> restarts = store.Run.Supervisor.Restarts;
        Assert.All(new[] { "edge", "billing", "broker" }, s => Assert.Equal(KillsOfEach, restarts.Count(r => r.Service == s)));
        Assert.Equal(0, restarts.Count(r => r.Away > BackWithin));
        Assert.All(restarts, r => Assert.Equal(137, r.ExitCode));
        Assert.Equal(0, summary.Charges.Pending);
        await Books.AssertAdmissionsKeptAsync(store.Run);
        await Books.AssertOnceAsync(store.Run);
        Assert.True(summary.Trips.Charged >= 3, $"only {summary.Trips.Charged} trips were charged: too few to prove anything");
        Assert.True(
            summary.Lines.WronglyCharged <= Books.WrongUnitsShareMax * summary.Lines.UnitsCharged,
            $"{summary.Lines.WronglyCharged} of {summary.Lines.UnitsCharged} units wrongly charged");
        store.Done();
    }

    /// <summary>Seeded moments, milliseconds after the opening, one in each tenth of the time.</summary>
    private static int[] Spread(Random dice, int seconds) =>
        [.. Enumerable.Range(0, KillsOfEach).Select(i => (int)((i + dice.NextDouble()) * seconds * 1000 / KillsOfEach))];

    /// <summary>Seeded moments in three bursts of 12 s, with half a minute between them.</summary>
    private static int[] Bursts(Random dice) =>
        [.. Enumerable.Range(0, KillsOfEach).Select(i => 8_000 + i % 3 * 45_000 + dice.Next(12_000)).Order()];

    private static async Task KillAsync(DemoRun run, ISupervised service, int[] momentsMs)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (int moment in momentsMs)
        {
            // The moments are the test's input, not a wait for something to happen.
            await Task.Delay(Math.Max(0, moment - (int)clock.ElapsedMilliseconds));
            await run.Supervisor.KillAndAwaitAsync(service, CancellationToken.None);
        }
    }
}
