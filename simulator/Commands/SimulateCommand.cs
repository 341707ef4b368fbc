using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Settings;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Stores;
using O4O.Simulator.Suites;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Commands;

/// <summary><c>simulate</c>: a recording of a simulated store, and the truth beside it.</summary>
public static class SimulateCommand
{
    /// <summary>Every recording begins at 2026-01-05T00:00:00Z, nine in the morning in Seoul: a time of its own would be chance.</summary>
    public static readonly StoreTime Start = new(1_767_571_200_000_000);

    public static Command Create()
    {
        var scenario = new Option<string>("--scenario")
        {
            Description = $"a name ({string.Join(", ", BuiltInScenarios.All.Select(s => s.Name))}) or a JSON file of your own; its keys are in simulator/{Scenario.SchemaFile}",
            DefaultValueFactory = _ => BuiltInScenarios.Mixed.Name,
        };
        var suite = SuiteOption();
        var seed = new Option<ulong>("--seed") { Description = "the same seed, the same recording", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--out") { Description = "the recording (MCAP)", Required = true };
        var truth = new Option<string>("--truth") { Description = "what really happened (JSON)", Required = true };
        var store = new Option<string?>("--store") { Description = "a store file (JSON) instead of the demo store" };
        var shoppers = new Option<int?>("--shoppers") { Description = "how many gate codes are shown" };
        var seconds = new Option<int?>("--seconds") { Description = "how long" };
        var without = WithoutOption.Create();
        var noise = NoiseOption.Create();
        var set = SetOption.Create();
        var command = new Command("simulate", "Records a simulated store with shoppers, and the truth beside it.")
        {
            scenario, suite, seed, output, truth, store, shoppers, seconds, without, noise, set,
        };
        var eyes = new EyesOption(command) { Frames = new FramesOption(command) };
        command.SetAction(parsed =>
        {
            Scenario chosen = Day(parsed, scenario, suite, set)(parsed.GetValue(seed));
            chosen = ScenarioSource.With(chosen, parsed.GetValue(shoppers), parsed.GetValue(seconds));
            EyesChoice seen = eyes.Parse(parsed);
            if (seen.HasFrames && WithoutOption.Parse(parsed.GetValue(without)!) != Withheld.None)
                throw new UserMistakeException("--frames and --without exclude each other: from the pictures everything would be seen again");
            var recorder = new Recorder(LoadStore(parsed.GetValue(store)))
            {
                Without = WithoutOption.Parse(parsed.GetValue(without)!), Noise = NoiseOption.Load(parsed.GetValue(noise)),
                Cameras = seen.Cameras, Looking = seen.Looking,
            };
            return Run(chosen, parsed.GetValue(seed), recorder, parsed.GetValue(output)!, parsed.GetValue(truth)!);
        });
        return command;
    }

    internal static Option<string?> SuiteOption() => new("--suite")
    {
        Description = $"instead of a scenario: a day made anew for each seed ({string.Join(", ", Suite.All.Select(s => s.Name))}); confusing:45 and so on: with so many stops of a hundred that confuse",
    };

    /// <summary>The scenario of a seed: the suite's when one is named, with the figures that the command line replaces.</summary>
    internal static Func<ulong, Scenario> Day(ParseResult parsed, Option<string> scenario, Option<string?> suite, Option<string[]> set)
    {
        Func<ulong, Scenario> day = Day(parsed, scenario, suite);
        return parsed.GetValue(set) is { Length: > 0 } settings ? seed => SetOption.Apply(day(seed), settings) : day;
    }

    /// <summary>The scenario of a seed: the suite's when one is named.</summary>
    internal static Func<ulong, Scenario> Day(ParseResult parsed, Option<string> scenario, Option<string?> suite)
    {
        if (parsed.GetValue(suite) is not { } name)
        {
            Scenario chosen = ScenarioSource.Load(parsed.GetValue(scenario)!);
            return _ => chosen;
        }
        if (parsed.GetResult(scenario) is { Implicit: false }) throw new UserMistakeException("--suite and --scenario exclude each other");
        return Suite.Find(name).Generate;
    }

    private static int Run(Scenario scenario, ulong seed, Recorder recorder, string output, string truthPath)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            Truth truth = recorder.Write(scenario, seed, output, out long messages, out string pictures);
            File.WriteAllText(truthPath, truth.ToJson());
            int entered = truth.Shoppers.Count(s => s.EnteredUs is not null);
            string without = recorder.Without == Withheld.None ? "" : $" without {string.Join(", ", WithoutOption.Names(recorder.Without))}";
            string noise = recorder.Noise is { } real
                ? string.Create(CultureInfo.InvariantCulture, $" over the noise of {real.Plates} recorded plates ({real.Seconds:0} quiet seconds)") : "";
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{output}: {scenario.Name}{without}{noise}{(recorder.Looking is not null ? " from pixels" : recorder.Cameras is not null ? " from detections" : "")}, seed {seed}, {scenario.Seconds} s, {entered} visits, {truth.Actions.Count} actions, {messages} messages{(recorder.Looking is { } looking ? $", {looking.Figures}" : "")}{(pictures.Length > 0 ? "; " + pictures : "")}, {scenario.Seconds / watch.Elapsed.TotalSeconds:0} times real time"));
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"cannot write: {e.Message}", e);
        }
    }

    internal static StoreFile LoadStore(string? path)
    {
        if (path is null) return DemoStore.Create();
        SettingsResult<StoreFile> read = SettingsFile.Load<StoreFile>(path);
        if (!read.IsValid) throw new UserMistakeException(read.Problems[0].ToString());
        if (read.Value.Gates.Count == 0 || (read.Value.Eyes.Count == 0 && !read.Value.Cameras.Any(c => c.Calibration is not null)))
            throw new UserMistakeException($"{path}: a simulated store needs a gate, and eyes or cameras with a calibration");
        return read.Value;
    }
}
