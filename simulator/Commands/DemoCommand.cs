using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using O4O.Settings;
using O4O.Simulator.Demo;
using O4O.Simulator.Demo.Outcome;
using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Demo.Setup;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.Commands;

/// <summary><c>demo</c>: a whole store with simulated shoppers, in real time, as real processes.</summary>
public static class DemoCommand
{
    private const int PortPreferred = 5090, PortMax = 65_535, SettleSeconds = 20, SettleSecondsFromPixels = 150;

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "the shopping time, 40 to 86400", DefaultValueFactory = _ => 120 };
        var seed = new Option<ulong?>("--seed") { Description = "decides everything that is simulated; drawn and printed when left out" };
        var shoppers = new Option<int>("--shoppers") { Description = "how many visits; 0 for what the scenario brings in" };
        var headless = new Option<bool>("--headless") { Description = "plain lines in place of the live table" };
        var json = new Option<string?>("--json") { Description = "write the summary to this file", HelpName = "FILE" };
        var data = new Option<string?>("--data") { Description = "the run's folder, new or empty (default .o4o/demo/TIME-SEED)", HelpName = "DIR" };
        var port = new Option<int>("--port") { Description = $"where the floor is shown (default {PortPreferred}, or any free port)" };
        var scenario = new Option<string>("--scenario")
        {
            Description = $"one of {string.Join(", ", BuiltInScenarios.All.Select(s => s.Name))}, or a file", HelpName = "NAME|FILE",
            DefaultValueFactory = _ => BuiltInScenarios.Mixed.Name,
        };
        var restarts = new Option<int>("--restarts-per-minute")
        {
            Description = "a service that dies more often is given up, 1 to 1000",
            DefaultValueFactory = _ => new SupervisorOptions().RestartsPerMinuteMax,
        };
        var command = new Command("demo", "Opens a whole store with simulated shoppers: broker, billing and edge as real processes, and the truth beside them.")
        {
            seconds, seed, shoppers, headless, json, data, port, scenario, restarts,
        };
        var eyes = new DemoEyesOption(command);
        command.SetAction(parsed =>
        {
            ulong chosen = parsed.GetValue(seed) ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) % 1_000_000;
            int wanted = parsed.GetValue(port);
            if (wanted is < 0 or > PortMax) throw new UserMistakeException($"--port must be between 1 and {PortMax}, but is {wanted}");
            DemoSight seen = eyes.Parse(parsed);
            var options = new DemoOptions
            {
                Folder = parsed.GetValue(data) ?? RunFolder.Next(Path.Combine(Programs.Root, ".o4o", "demo"), chosen, TimeProvider.System.GetUtcNow()),
                Seed = chosen,
                Eyes = seen.Eyes,
                EyesInstead = seen.Instead,
                // What the cameras took for a shopper is given up some time after it was taken for one, and may then have been taken for another.
                SettleLimit = TimeSpan.FromSeconds(seen.Eyes is null ? SettleSeconds : SettleSecondsFromPixels),
                Scenario = Find(parsed.GetValue(scenario)!, parsed.GetValue(seconds), parsed.GetValue(shoppers)),
                EdgePort = wanted == 0 ? FreePort.Preferred(PortPreferred) : wanted,
                Supervision = Persistence(parsed.GetValue(restarts)),
            };
            bool isLive = !parsed.GetValue(headless) && !Console.IsOutputRedirected;
            return Run(options, isLive, parsed.GetValue(json));
        });
        return command;
    }

    /// <summary>
    /// Ctrl-C or SIGTERM ends the shopping and leaves time to settle; a second one ends everything at once. The command
    /// line's own handling of signals would leave two seconds.
    /// </summary>
    private static int Run(DemoOptions options, bool isLive, string? json)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return RunAsync(options, isLive, json, stop.Token).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(DemoOptions options, bool isLive, string? json, CancellationToken stop)
    {
        DemoSummary? summary = await new DemoShow(options, Console.Out, isLive).RunAsync(stop).ConfigureAwait(false);
        if (summary is null) return 1;
        if (json is not null) await File.WriteAllTextAsync(json, summary.ToJson(), CancellationToken.None).ConfigureAwait(false);
        Console.Out.WriteLine(summary.Failure is { } failure ? $"FAILED: {failure}" : "Every trip ended, and billing's total equals the edge's.");
        return summary.Failure is null ? 0 : 1;
    }

    private static SupervisorOptions Persistence(int restartsPerMinute)
    {
        var options = new SupervisorOptions { RestartsPerMinuteMax = restartsPerMinute };
        try
        {
            options.Validate();
            return options;
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new UserMistakeException($"--restarts-per-minute must be between 1 and 1000, but is {restartsPerMinute}");
        }
    }

    private static Scenario Find(string name, int seconds, int shoppers)
    {
        Scenario found = BuiltInScenarios.Find(name) ?? Load(name);
        Scenario scenario = found with { Seconds = seconds, Shoppers = shoppers == 0 ? found.Shoppers : shoppers };
        string[] problems = [.. scenario.Problems()];
        return problems.Length == 0 ? scenario
            : throw new UserMistakeException(string.Create(CultureInfo.InvariantCulture, $"--seconds {seconds} --shoppers {shoppers}: {problems[0]}"));
    }

    private static Scenario Load(string file)
    {
        if (!File.Exists(file))
        {
            throw new UserMistakeException(
                $"there is no scenario and no file \"{file}\": known are {string.Join(", ", BuiltInScenarios.All.Select(s => s.Name))}");
        }
        SettingsResult<Scenario> read = SettingsFile.Load<Scenario>(file);
        return read.IsValid ? read.Value : throw new UserMistakeException(string.Join('\n', read.Problems));
    }
}
