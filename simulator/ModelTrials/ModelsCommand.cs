using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Settings;
using O4O.Simulator.Cameras;
using O4O.Simulator.Commands;
using O4O.Simulator.Evaluation;
using O4O.Simulator.Rendering;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Suites;

namespace O4O.Simulator.ModelTrials;

/// <summary><c>models evaluate</c>: the house's own models on rendered stores that they were not trained on, held to their marks.</summary>
internal static class ModelsCommand
{
    /// <summary>Seeds that no training picture came of (those begin at 20,000).</summary>
    private const string SeedsUsual = "9001-9008";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n" };

    private sealed record Options(
        Option<string> Seeds, Option<string> Suite, Option<string?> Only, Option<string> People, Option<string> Hands, Option<string> Size, Option<double> Fps, Option<int> Cameras, Option<string?> File);

    public static Command Create()
    {
        var models = new Command("models", "The models of the house: how good they are, and what they know.");
        models.Subcommands.Add(Evaluate());
        models.Subcommands.Add(EnrolCommand.Create());
        return models;
    }

    private static Command Evaluate()
    {
        var o = new Options(
            new("--seeds") { Description = "A-B: a store, its cameras and its day each; choose others than were trained on", DefaultValueFactory = _ => SeedsUsual },
            new("--suite") { Description = $"what happens in a day: {string.Join(", ", Suite.All.Select(s => s.Name))}", DefaultValueFactory = _ => "confusing" },
            new("--only") { Description = "only this: people; floor (whether four people keep their numbers: the same network through the edge's tracker); or hands (products in them)", HelpName = "people|floor|hands" },
            new("--people") { Description = "another model of people, for people and floor: its name, manifest (.json) or file (.onnx)", DefaultValueFactory = _ => PeopleTrial.ModelUsual },
            new("--hands") { Description = "another model of products in hands", DefaultValueFactory = _ => ModelNames.Hands },
            new("--size") { Description = "pixels of a picture, WIDTHxHEIGHT", DefaultValueFactory = _ => "640x480" },
            new("--fps") { Description = "people: pictures a second of each camera; few, so that they differ (floor always takes ten)", DefaultValueFactory = _ => 0.1 },
            new("--cameras") { Description = $"in each store, 1 to {CameraPlan.CamerasMax}", DefaultValueFactory = _ => 4 },
            new("--json") { Description = "write all figures to this file" });
        var command = new Command("evaluate", """
            Renders stores, runs the models as the edge runs them, and holds them to their marks: exit 1 below one of them.

              ./o4o models evaluate --seeds 9001-9008 --json figures.json
              ./o4o models evaluate --only floor --seeds 9001-9004

            A store takes some ten seconds for people, a minute for floor (75 s of four people under every camera), half a minute for hands.
            """)
        {
            o.Seeds, o.Suite, o.Only, o.People, o.Hands, o.Size, o.Fps, o.Cameras, o.File,
        };
        command.SetAction(parsed => Run(parsed, o));
        return command;
    }

    private static int Run(ParseResult parsed, Options o)
    {
        IModelTrial[] trials = Chosen([new PeopleTrial(parsed.GetValue(o.People)!), new FloorTrial(parsed.GetValue(o.People)!), new HandsTrial(parsed.GetValue(o.Hands)!)], parsed.GetValue(o.Only));
        TrialRequest request = Request(parsed, o);
        string? file = parsed.GetValue(o.File);
        if (file is not null) ResultFile.MustHaveAPlace(file, "--json");
        var figures = new Dictionary<string, object>(StringComparer.Ordinal);
        bool met = true;
        foreach (IModelTrial trial in trials)
        {
            TrialResult result;
            try
            {
                result = trial.Run(request);
            }
            catch (ModelException e)
            {
                throw new UserMistakeException(e.Message, e);
            }
            met &= Tell(trial.Name, result);
            figures.Add(trial.Name, new { Marks = result.Marks, result.Figures });
        }
        if (file is not null)
            ResultFile.Write(file, JsonSerializer.Serialize(new { Seeds = request.Seeds.ToString(), Suite = parsed.GetValue(o.Suite), Met = met, Trials = figures }, Json) + "\n");
        return met ? 0 : 1;
    }

    private static IModelTrial[] Chosen(IModelTrial[] all, string? only)
    {
        if (only is null) return all;
        return all.FirstOrDefault(t => t.Name == only) is { } one ? [one] : throw KnownName.Unknown("--only", only, all.Select(t => t.Name));
    }

    private static TrialRequest Request(ParseResult parsed, Options o)
    {
        string size = parsed.GetValue(o.Size)!;
        string[] sides = size.Split('x');
        if (sides.Length != 2 || !int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            || !int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int height) || new RenderOptions { Width = width, Height = height }.Problems().Any() || width % 2 + height % 2 > 0)
            throw new UserMistakeException($"--size must be WIDTHxHEIGHT, even numbers from {RenderOptions.SideMin} to {RenderOptions.SideMax}, such as 640x480, but is \"{size}\"");
        double fps = parsed.GetValue(o.Fps);
        if (fps is not (>= 0.01 and <= 60)) throw new UserMistakeException($"--fps must be between 0.01 and 60, but is {fps}");
        int cameras = parsed.GetValue(o.Cameras);
        if (cameras is < 1 or > CameraPlan.CamerasMax) throw new UserMistakeException($"--cameras must be between 1 and {CameraPlan.CamerasMax}, but is {cameras}");
        Func<ulong, Scenario> day = Suite.Find(parsed.GetValue(o.Suite)!).Generate;
        return new TrialRequest(SeedRange.Parse(parsed.GetValue(o.Seeds)!), day, width, height, fps, cameras, text => Console.Error.WriteLine(text));
    }

    /// <summary>Whether all marks were met.</summary>
    private static bool Tell(string name, TrialResult result)
    {
        Console.Out.WriteLine($"{name}: {result.Model}");
        foreach (Mark mark in result.Marks)
        {
            string value = mark.Value is { } v ? v.ToString("0.0000", CultureInfo.InvariantCulture) + mark.Unit : "nothing to measure";
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {mark.Name,-36} {value,12}   {(mark.IsLeast ? "at least" : "at most")} {mark.Bound}{mark.Unit}: {(mark.IsMet ? "met" : "NOT MET")}"));
        }
        foreach (string line in result.Lines) Console.Out.WriteLine(line.Length == 0 ? "" : "  " + line);
        Console.Out.WriteLine();
        return result.Marks.All(m => m.IsMet);
    }
}
