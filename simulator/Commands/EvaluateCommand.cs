using System.CommandLine;
using O4O.Simulator.Evaluation;
using O4O.Simulator.Peer;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Commands;

/// <summary><c>evaluate</c>: how right the edge is over many simulated days, by kind of action.</summary>
public static class EvaluateCommand
{
    public static Command Create()
    {
        var scenario = new Option<string>("--scenario") { Description = "a scenario's name or JSON file", DefaultValueFactory = _ => BuiltInScenarios.Mixed.Name };
        var suite = SimulateCommand.SuiteOption();
        var seeds = new Option<string>("--seeds") { Description = "A-B, both included", DefaultValueFactory = _ => "1-20" };
        var json = new Option<string?>("--json") { Description = "write the figures here as JSON" };
        var peer = new Option<bool>("--peer") { Description = "the AutoCheckout winner's rule on the same recordings, beside ours" };
        var host = HostOption.Create();
        var store = new Option<string?>("--store") { Description = "a store file (JSON) instead of the demo store" };
        var jobs = new Option<int>("--jobs") { Description = "seeds at a time", DefaultValueFactory = _ => 2 };
        var without = WithoutOption.Create();
        var noise = NoiseOption.Create();
        var set = SetOption.Create();
        var command = new Command("evaluate", "Simulates a day for each seed, replays it through the edge, and prints the figures by kind of action.")
        {
            scenario, suite, seeds, json, peer, host, store, jobs, without, noise, set,
        };
        var eyes = new EyesOption(command);
        command.SetAction(parsed =>
        {
            Func<ulong, Scenario> day = SimulateCommand.Day(parsed, scenario, suite, set);
            SeedRange range = SeedRange.Parse(parsed.GetValue(seeds)!);
            int atOnce = parsed.GetValue(jobs);
            if (atOnce is < 1 or > 64) throw new UserMistakeException($"--jobs must be between 1 and 64, but is {atOnce}");
            List<IContender> contenders = [new EdgeContender(HostOption.Find(parsed.GetValue(host)))];
            if (parsed.GetValue(peer)) contenders.Add(new PeerContender());
            Withheld withheld = WithoutOption.Parse(parsed.GetValue(without)!);
            string? noiseFile = parsed.GetValue(noise);
            EyesChoice seen = eyes.Parse(parsed);
            var recorder = new Recorder(SimulateCommand.LoadStore(parsed.GetValue(store)))
            {
                Without = withheld, Noise = NoiseOption.Load(noiseFile), Cameras = seen.Cameras, Looking = seen.Looking,
            };
            var run = new EvaluationRun(recorder, day, contenders) { Progress = new ProgressLine(range.Count, "seeds").Show };
            ContenderFigures[] figures = [.. run.Run(range, atOnce).Select(ContenderFigures.Of)];
            var about = new EvaluationSubject(day(range.First).Name, range) { Without = WithoutOption.Names(withheld), NoiseFrom = Path.GetFileName(noiseFile), Eyes = seen.Name, Set = parsed.GetValue(set)! };
            Console.Out.Write(EvaluationText.Table(about, figures[0], figures.ElementAtOrDefault(1)));
            if (seen.Looking is { } looking) Console.Out.WriteLine(looking.Figures);
            if (parsed.GetValue(json) is { } path) ResultFile.Write(path, EvaluationText.Json(about, figures[0], figures.ElementAtOrDefault(1)));
            return 0;
        });
        return command;
    }
}
