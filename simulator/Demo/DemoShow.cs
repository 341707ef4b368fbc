using System.Diagnostics;
using System.Net.Http;
using O4O.Simulator.Demo.Outcome;
using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Demo.Screen;
using O4O.Simulator.Demo.Services;
using Spectre.Console;

namespace O4O.Simulator.Demo;

/// <summary>A run from opening to summary in front of a person or a log.</summary>
public sealed class DemoShow(DemoOptions options, TextWriter output, bool isLive)
{
    /// <summary>
    /// Runs it. Cancelling <paramref name="stop"/> ends the shopping early and still settles and sums up. Null when the
    /// store did not open or could not be summed up; the reason was written.
    /// </summary>
    public async Task<DemoSummary?> RunAsync(CancellationToken stop)
    {
        output.WriteLine($"Seed {options.Seed}, scenario {options.Scenario.Name}, {options.Scenario.Seconds} s of shopping; everything of this run is in {options.Folder}");
        DemoRun run;
        try
        {
            run = await DemoRun.StartAsync(options, stop).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is ServiceStartException or IOException or UnauthorizedAccessException)
        {
            output.WriteLine(fault.Message);
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            output.WriteLine("Stopped before the store was open.");
            return null;
        }
        await using (run.ConfigureAwait(false))
        {
            output.WriteLine($"Eyes:            {Wording.Eyes(options)}");
            output.WriteLine($"The floor:       {run.Edge.Floor}");
            output.WriteLine($"A shopper's cart: {run.Edge.Cart("SESSION").AbsoluteUri}   (the floor links to each)");
            if (isLive) await AnsiConsole.Live(new Text("")).StartAsync(d => WatchAsync(run, new LiveScreen(d), stop)).ConfigureAwait(false);
            else await WatchAsync(run, new PlainScreen(output), stop).ConfigureAwait(false);
            return await SumUpAsync(run).ConfigureAwait(false);
        }
    }

    private static async Task WatchAsync(DemoRun run, IDemoScreen screen, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        Task shopping = run.ShopAsync(stop);
        while (!shopping.IsCompleted)
        {
            EdgeState? state = await run.TryStateAsync(CancellationToken.None).ConfigureAwait(false);
            screen.Show(new Snapshot(
                (int)clock.Elapsed.TotalSeconds, run.World.PeopleInside, run.World.VisitsOpen, state, run.Supervisor.Restarts.Count));
            await Task.WhenAny(shopping, Task.Delay(screen.Every, CancellationToken.None)).ConfigureAwait(false);
        }
        try
        {
            await shopping.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ended early: who is still inside vanishes, and the edge settles their trips as it can.
            run.World.Dispose();
        }
    }

    private async Task<DemoSummary?> SumUpAsync(DemoRun run)
    {
        output.WriteLine("Closing: waiting for open trips to settle and charges to be booked");
        await run.SettleAsync(CancellationToken.None).ConfigureAwait(false);
        DemoSummary summary;
        try
        {
            summary = await run.SummariseAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or InvalidDataException)
        {
            output.WriteLine($"There is no summary: {run.Stuck ?? fault.Message}\n{run.LastLines()}");
            return null;
        }
        foreach (string line in Wording.Lines(summary)) output.WriteLine(line);
        if (run.Stuck is not null) output.WriteLine(run.LastLines());
        return summary;
    }
}
