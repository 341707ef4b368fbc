using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using O4O.Edge.Wire;
using O4O.Settings;
using O4O.Simulator.Cameras;
using O4O.Simulator.Evaluation;
using O4O.Simulator.Rendering;
using O4O.Simulator.Rendering.Export;
using O4O.Simulator.Rendering.Stores;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.Commands;

/// <summary><c>render</c>: pictures of ceiling cameras over simulated stores, with the truth as COCO.</summary>
public static class RenderCommand
{
    private static readonly string[] Formats = ["coco"], Domains = ["random", "plain"], Pictures = ["jpeg", "png"];

    private sealed record Options(
        Option<string> Scenario, Option<string?> Suite, Option<string> Seeds, Option<string> Output, Option<string> Format, Option<string> Domain, Option<string?> Store,
        Option<int> Cameras, Option<double> Fps, Option<string> Size, Option<int?> Seconds, Option<double> Empty, Option<double> Idle, Option<int> Crops, Option<int> Goods, Option<int> Bare, Option<string> Products, Option<bool> Masks, Option<bool> Draw,
        Option<string> Image, Option<int> Jobs);

    public static Command Create()
    {
        var o = new Options(
            new("--scenario") { Description = $"a name ({string.Join(", ", BuiltInScenarios.All.Select(s => s.Name))}) or a JSON file of your own", DefaultValueFactory = _ => BuiltInScenarios.Mixed.Name },
            SimulateCommand.SuiteOption(),
            new("--seeds") { Description = "A-B: each seed is a day of its own, and with --domain random a store of its own", DefaultValueFactory = _ => "1" },
            new("--out") { Description = "the folder to write: images/, annotations.json, with --crops also crops/ and crops.jsonl", Required = true },
            Named("--format", Formats, "how the truth is written"),
            Named("--domain", Domains, "random: stores, goods, cameras, clothes, light and sensors drawn from the seed; plain: one store, even light, good cameras"),
            new("--store") { Description = "a store file (JSON) in place of random stores; its calibrated cameras are used where it has any. With --domain plain the demo store without it" },
            new("--cameras") { Description = $"how many, 1 to {CameraPlan.CamerasMax}", DefaultValueFactory = _ => 4 },
            new("--fps") { Description = "pictures a second of each camera, 0.01 to 60", DefaultValueFactory = _ => 1 },
            new("--size") { Description = "pixels of a picture, WIDTHxHEIGHT; the cameras' own shape is 4:3", DefaultValueFactory = _ => "640x480" },
            new("--seconds") { Description = "how long a day is" },
            new("--empty") { Description = "which share of the pictures with nobody in them to keep, 0 to 1", DefaultValueFactory = _ => 0.1 },
            new("--idle") { Description = "which share of the pictures in which nobody stretches out a hand to keep, 0 to 1", DefaultValueFactory = _ => 1 },
            new("--crops") { Description = "also pictures of hands, so many pixels a side, as a finer camera would see them; 0 for none", DefaultValueFactory = _ => 0 },
            new("--goods") { Description = "also so many pictures of each product in a hand, posed, with everything else as it comes; needs --crops", DefaultValueFactory = _ => 0 },
            new("--bare") { Description = "also so many pictures of hands with nothing in them, posed the same way; needs --crops", DefaultValueFactory = _ => 0 },
            new("--products")
            {
                Description = $"A-B: which of the catalogue's {RandomCatalogue.Total} products random stores choose from; those from {RandomCatalogue.Count} on are for judging what was trained with the others",
                DefaultValueFactory = _ => $"0-{RandomCatalogue.Count - 1}",
            },
            new("--masks") { Description = "write the seen bodies as masks (run lengths) too" },
            new("--draw") { Description = "draw the truth over the pictures, to look at" },
            Named("--image", Pictures, "the pictures' format"),
            new("--jobs") { Description = "seeds at a time; the files do not depend on it", DefaultValueFactory = _ => Math.Clamp(Environment.ProcessorCount, 1, 64) });
        var command = new Command("render", "Renders what ceiling cameras would see of simulated stores, with the truth for training and testing.")
        {
            o.Scenario, o.Suite, o.Seeds, o.Output, o.Format, o.Domain, o.Store, o.Cameras, o.Fps, o.Size, o.Seconds, o.Empty, o.Idle, o.Crops, o.Goods, o.Bare, o.Products, o.Masks, o.Draw, o.Image, o.Jobs,
        };
        command.SetAction(parsed => Run(parsed, o));
        return command;
    }

    private static Option<string> Named(string name, string[] known, string about) => new(name) { Description = about, HelpName = string.Join("|", known), DefaultValueFactory = _ => known[0] };

    private static int Run(ParseResult parsed, Options o)
    {
        Func<ulong, Scenario> day = SimulateCommand.Day(parsed, o.Scenario, o.Suite);
        if (parsed.GetValue(o.Seconds) is { } seconds)
        {
            Func<ulong, Scenario> whole = day;
            day = seed => ScenarioSource.With(whole(seed), null, seconds);
        }
        Known(parsed, o.Format, Formats);
        bool random = Known(parsed, o.Domain, Domains) == "random";
        ExportOptions options = Parse(parsed, o, random);
        SeedRange seeds = SeedRange.Parse(parsed.GetValue(o.Seeds)!);
        int jobs = parsed.GetValue(o.Jobs);
        if (jobs is < 1 or > 64) throw new UserMistakeException($"--jobs must be between 1 and 64, but is {jobs}");
        string? path = parsed.GetValue(o.Store);
        StoreFile? store = path is not null || !random ? SimulateCommand.LoadStore(path) : null;
        _ = day(seeds.First); // a mistake in it is said before anything is written
        if (File.Exists(options.Folder)) throw new UserMistakeException($"--out {options.Folder} is a file: name a folder");
        var watch = Stopwatch.StartNew();
        try
        {
            var progress = new ProgressLine(seeds.Count, "seeds");
            string what = parsed.GetValue(o.Suite) is { } suite ? $"suite {suite}" : $"scenario {parsed.GetValue(o.Scenario)}";
            IReadOnlyList<DayRecord> days = new RenderRun(options, store, day) { Progress = progress.Show }
                .Run(seeds, jobs, $"O4O Edge, rendered store, {what}, seeds {seeds}, domain {parsed.GetValue(o.Domain)}");
            Say(options, seeds, days, watch.Elapsed.TotalSeconds, Math.Min(jobs, seeds.Count));
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"cannot write: {e.Message}", e);
        }
    }

    private static void Say(ExportOptions options, SeedRange seeds, IReadOnlyList<DayRecord> days, double seconds, int jobs)
    {
        int pictures = days.Sum(d => d.Images.Count), frames = days.Sum(d => d.Frames), people = days.Sum(d => d.Images.Sum(i => i.Truth.People.Count(p => p.SeenPixels > 0)));
        int crops = days.Sum(d => d.Crops.Count);
        string hands = options.CropSide > 0 ? string.Create(CultureInfo.InvariantCulture, $", {crops} pictures of hands") : "";
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Folder}: seeds {seeds}, {pictures} pictures kept of {frames}, {people} people in them{hands}, {(frames + crops) / seconds / jobs:0.0} pictures a second and job, stores and files included"));
    }

    private static ExportOptions Parse(ParseResult parsed, Options o, bool random)
    {
        (int width, int height) = EyesOption.Size(parsed.GetValue(o.Size)!);
        int cameras = parsed.GetValue(o.Cameras), crops = parsed.GetValue(o.Crops);
        if (cameras is < 1 or > CameraPlan.CamerasMax) throw new UserMistakeException($"--cameras must be between 1 and {CameraPlan.CamerasMax}, but is {cameras}");
        double fps = parsed.GetValue(o.Fps), empty = parsed.GetValue(o.Empty);
        if (fps is not (>= 0.01 and <= 60)) throw new UserMistakeException($"--fps must be between 0.01 and 60, but is {fps}");
        if (empty is not (>= 0 and <= 1)) throw new UserMistakeException($"--empty must be between 0 and 1, but is {empty}");
        double idle = parsed.GetValue(o.Idle);
        if (idle is not (>= 0 and <= 1)) throw new UserMistakeException($"--idle must be between 0 and 1, but is {idle}");
        if (crops is not 0 and (< RenderOptions.SideMin or > 1_024)) throw new UserMistakeException($"--crops must be 0, or between {RenderOptions.SideMin} and 1024, but is {crops}");
        int goods = parsed.GetValue(o.Goods);
        if (goods is < 0 or > 10_000) throw new UserMistakeException($"--goods must be between 0 and 10000, but is {goods}");
        if (goods > 0 && crops == 0) throw new UserMistakeException("--goods needs --crops: how many pixels a side its pictures shall have, such as --crops 128");
        int bare = parsed.GetValue(o.Bare);
        if (bare is < 0 or > 100_000) throw new UserMistakeException($"--bare must be between 0 and 100000, but is {bare}");
        if (bare > 0 && crops == 0) throw new UserMistakeException("--bare needs --crops: how many pixels a side its pictures shall have, such as --crops 128");
        return new ExportOptions
        {
            Bare = bare, Products = Range(parsed.GetValue(o.Products)!),
            Folder = parsed.GetValue(o.Output)!, FramesPerSecond = fps, Cameras = cameras, Width = width, Height = height, IsRandom = random, Empty = empty, Idle = idle, CropSide = crops, Posed = goods,
            Masks = parsed.GetValue(o.Masks), Draws = parsed.GetValue(o.Draw), IsPng = Known(parsed, o.Image, Pictures) == "png",
        };
    }

    private static (int First, int Count) Range(string text)
    {
        string[] ends = text.Split('-');
        if (ends.Length != 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            || !int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out int last) || last >= RandomCatalogue.Total || last - first + 1 < RandomStore.RangeMin)
            throw new UserMistakeException($"--products must be A-B, within 0 to {RandomCatalogue.Total - 1} and at least {RandomStore.RangeMin} of them, such as 3000-5999, but is \"{text}\"");
        return (first, last - first + 1);
    }

    private static string Known(ParseResult parsed, Option<string> option, string[] known) => KnownName.Of(option.Name, parsed.GetValue(option)!, known);
}
