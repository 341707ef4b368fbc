using O4O.Simulator.Demo;
using O4O.Simulator.Demo.Outcome;
using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Scenarios;
using Xunit.Abstractions;

namespace O4O.Whole.Tests.Running;

/// <summary>
/// A demo run for one test, in a folder of its own. What a failed test needs to be looked at again goes to the test's
/// output: the seed, the folder, and the last lines of every service. The folder of a test that passed is removed.
/// </summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly ITestOutputHelper _output;
    private readonly DemoOptions _options;
    private DemoRun? _run;
    private bool _isDone;

    private Store(ITestOutputHelper output, DemoOptions options) => (_output, _options) = (output, options);

    public DemoRun Run => _run ?? throw new InvalidOperationException("The store is closed.");

    /// <summary>
    /// Opens a store on a quiet day with many visitors: what goes wrong is what the test does, and most trips are charged.
    /// </summary>
    public static async Task<Store> OpenAsync(ITestOutputHelper output, ulong seed, int seconds, Func<DemoOptions, DemoOptions>? adapt = null)
    {
        string folder = Directory.CreateTempSubdirectory("o4o-whole-").FullName;
        var options = new DemoOptions
        {
            Folder = Path.Combine(folder, "run"),
            Seed = seed,
            Eyes = null, // from joints: what tests ask of receipts and times is not what a network makes of pictures
            Scenario = BuiltInScenarios.Calm with { Seconds = seconds, ArrivalSeconds = 5 },
            Supervision = new SupervisorOptions { RestartsPerMinuteMax = 100 },
        };
        options = adapt is null ? options : adapt(options);
        output.WriteLine($"Seed {options.Seed}, {options.Scenario.Seconds} s, folder {options.Folder}");
        var store = new Store(output, options);
        store._run = await DemoRun.StartAsync(options, CancellationToken.None);
        return store;
    }

    /// <summary>Lets the shopping end, everything settle, and sums up.</summary>
    public async Task<DemoSummary> CloseAsync()
    {
        await Run.ShopAsync(CancellationToken.None);
        await Run.SettleAsync(CancellationToken.None);
        DemoSummary summary = await Run.SummariseAsync(CancellationToken.None);
        _output.WriteLine(summary.ToJson());
        foreach (Restart restart in Run.Supervisor.Restarts) _output.WriteLine(restart.ToString());
        return summary;
    }

    /// <summary>The test has asserted everything: nothing need be kept.</summary>
    public void Done() => _isDone = true;

    public async ValueTask DisposeAsync()
    {
        if (_run is { } run)
        {
            if (!_isDone) _output.WriteLine(run.LastLines());
            await run.DisposeAsync();
            if (_isDone) Directory.Delete(Path.GetDirectoryName(_options.Folder)!, recursive: true);
        }
        _run = null;
    }
}
