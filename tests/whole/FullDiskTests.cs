using O4O.Edge.Store;
using O4O.Edge.Store.Gates;
using O4O.Edge.Wire;
using O4O.Simulator.Demo.Outcome;
using O4O.Simulator.Stores;
using O4O.Whole.Tests.Hostile;
using O4O.Whole.Tests.Running;
using Xunit.Abstractions;

namespace O4O.Whole.Tests;

[Trait("Needs", "broker")]
[Collection("whole store")]
public sealed class FullDiskTests(ITestOutputHelper output)
{
    /// <summary>Room for the journal's first megabyte and the projections, and little more.</summary>
    private const int DiskMiB = 12;

    [RootFact]
    public async Task Edge_DiskFull_RecordsNoMoreAndStillChargesRightly()
    {
        using var disk = SmallDisk.Mount(DiskMiB);
        await using Store store = await Store.OpenAsync(output, seed: 31, seconds: 60, o => o with { EdgeData = disk.Path });
        await Until.TrueAsync("somebody inside", async () => (await store.Run.Edge.StateAsync(default)).Sessions.Count > 0);

        disk.Fill();
        await Until.TrueAsync("the counter of refused recordings", async () =>
            (await store.Run.Edge.StateAsync(default)).Counters["recordingRefused"] > 0);
        await store.Run.Supervisor.KillAndAwaitAsync(store.Run.EdgeService, CancellationToken.None);
        await store.Run.ShopAsync(CancellationToken.None);
        disk.Free();
        DemoSummary summary = await store.CloseAsync();

        Assert.Null(summary.Failure);
        await Books.AssertAdmissionsKeptAsync(store.Run);
        await Books.AssertOnceAsync(store.Run);
        store.Done();
    }

    /// <summary>
    /// The journal keeps room in reserve; refused codes, each of them journaled, use it up. (A gate that may scan a thousand times
    /// a second: at an ordinary one a flood is answered and not written down.)
    /// </summary>
    [RootFact]
    public async Task Edge_JournalsReserveUsedUp_StopsNamingTheDiskAndGoesOnWhenThereIsRoom()
    {
        using var disk = SmallDisk.Mount(DiskMiB);
        await using Store store = await Store.OpenAsync(output, seed: 32, seconds: 60, o => o with
        {
            EdgeData = disk.Path, MoreGates = [CornerGate.Entry], Store = FastGates(),
        });
        using Guest gate = await Guest.ComeAsync(store.Run, CornerGate.Device);
        await Until.TrueAsync("somebody inside", async () => (await store.Run.Edge.StateAsync(default)).Sessions.Count > 0);

        disk.Fill();
        await Until.TrueAsync("the edge to stop", () =>
        {
            gate.Flood("open sesame", 200);
            return Task.FromResult(Log(store).Contains("STOPPED", StringComparison.Ordinal));
        });
        string log = Log(store);
        disk.Free();
        DemoSummary summary = await store.CloseAsync();

        Assert.Matches("(?i)no space|disk", log);
        Assert.True(summary.Restarts["edge"].Count >= 1);
        Assert.Null(summary.Failure);
        await Books.AssertAdmissionsKeptAsync(store.Run);
        await Books.AssertOnceAsync(store.Run);
        store.Done();
    }

    private static StoreFile FastGates() =>
        DemoStore.Create() with { Options = new StoreOptions { Gates = new GateOptions { BurstMax = 1_000, RefillUs = 1_000 } } };

    private static string Log(Store store)
    {
        using var reader = new StreamReader(new FileStream(
            store.Run.Setup.LogOf("edge"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
