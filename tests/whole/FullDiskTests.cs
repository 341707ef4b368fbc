using O4O.Simulator.Demo.Outcome;
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
    public async Task Edge_DiskFull_StopsAndNamesTheDiskThenGoesOnWhenThereIsRoom()
    {
        using var disk = SmallDisk.Mount(DiskMiB);
        await using Store store = await Store.OpenAsync(output, seed: 31, seconds: 70, o => o with { EdgeData = disk.Path });
        await Until.TrueAsync("somebody inside", async () => (await store.Run.Edge.StateAsync(default)).Sessions.Count > 0);
        int admittedBefore = 0;

        disk.Fill();
        await Until.TrueAsync("the edge to stop", () => Task.FromResult(
            Log(store).Contains("STOPPED", StringComparison.Ordinal) && store.Run.EdgeService.ProcessId == 0));
        string log = Log(store);
        admittedBefore = store.Run.Decisions.Count(d => d.Admit);
        disk.Free();
        DemoSummary summary = await store.CloseAsync();

        Assert.Matches("(?i)disk|space", log);
        Assert.True(summary.Restarts["edge"].Count >= 1);
        Assert.Null(summary.Failure);
        Assert.True(summary.Trips.Total >= admittedBefore);
        await Books.AssertAdmissionsKeptAsync(store.Run);
        await Books.AssertOnceAsync(store.Run);
        store.Done();
    }

    private static string Log(Store store)
    {
        using var reader = new StreamReader(new FileStream(
            store.Run.Setup.LogOf("edge"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
