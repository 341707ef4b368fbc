using System.CommandLine;
using System.Globalization;
using O4O.Edge.Wire;
using O4O.Simulator.Calibration;
using O4O.Simulator.Evaluation;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Suites;

namespace O4O.Simulator.Commands;

/// <summary><c>calibrate</c>: from which confidence on a trip may be charged without a person.</summary>
public static class CalibrateCommand
{
    private const string About = """
        Learns on simulated trips from which confidence on a trip may be charged without a person looking at it.

        Simulates a day for each seed and replays it through the edge at the most lenient threshold. Then shows how honest the stated confidences are, and for each threshold (fusion.doubtBelow) how many trips a person must look at and what share of the units charged is wrong. Chosen is the lowest threshold at which the upper 95 % end of that share is at most --wrong. The file says what it was learned from; its "options" go into a store file as they are, or, in a file of their own, to ./o4o replay --shadow.

        Exit code 0: there is such a threshold. 1: there is none (the file has the best), or --check contradicts it. 2: a mistake in the call.

        Example: ./o4o calibrate --suite confusing --suite calm --seeds 501-540 --check 541-560 --out calibration.json
        """;

    public static Command Create()
    {
        var suites = new Option<string[]>("--suite") { Description = $"days made anew for each seed ({string.Join(", ", Suite.All.Select(s => s.Name))}); may be given several times", HelpName = "NAME" };
        var scenarios = new Option<string[]>("--scenario") { Description = $"a name ({string.Join(", ", BuiltInScenarios.All.Select(s => s.Name))}) or a JSON file; may be given several times", HelpName = "NAME|FILE" };
        var seeds = new Option<string>("--seeds") { Description = "A-B, both included", Required = true, HelpName = "A-B" };
        var output = new Option<string>("--out") { Description = "the calibration (JSON)", Required = true, HelpName = "CALIBRATION.json" };
        var wrong = new Option<double>("--wrong") { Description = "largest share of the units charged that may be wrong", DefaultValueFactory = _ => 0.002 };
        var check = new Option<string?>("--check") { Description = "other seeds, on which the edge then runs at the threshold chosen", HelpName = "A-B" };
        var date = new Option<string?>("--date") { Description = "a date for the file (none without it: the same call writes the same bytes)", HelpName = "YYYY-MM-DD" };
        var jobs = new Option<int>("--jobs") { Description = "recordings at a time", DefaultValueFactory = _ => 2 };
        var store = new Option<string?>("--store") { Description = "a store file (JSON) instead of the demo store", HelpName = "FILE" };
        var host = HostOption.Create();
        var command = new Command("calibrate", About) { suites, scenarios, seeds, output, wrong, check, date, jobs, store, host };
        command.SetAction(parsed =>
        {
            CalibrationDays[] days = [.. parsed.GetValue(suites)!.Select(CalibrationDays.OfSuite), .. parsed.GetValue(scenarios)!.Select(CalibrationDays.OfScenario)];
            if (days.Length == 0) throw new UserMistakeException("calibrate on which days? --suite confusing, --scenario mixed, or several of them");
            SeedRange range = SeedRange.Parse(parsed.GetValue(seeds)!);
            SeedRange? other = parsed.GetValue(check) is { } text ? Other(text, range) : null;
            double wrongMax = parsed.GetValue(wrong);
            if (wrongMax is not (> 0 and < 1)) throw new UserMistakeException(string.Create(CultureInfo.InvariantCulture, $"--wrong must be above 0 and below 1 (0.002 is 0.2 %), but is {wrongMax}"));
            int atOnce = parsed.GetValue(jobs);
            if (atOnce is < 1 or > 64) throw new UserMistakeException($"--jobs must be between 1 and 64, but is {atOnce}");
            ResultFile.MustHaveAPlace(parsed.GetValue(output)!, "--out");
            string dll = HostOption.Find(parsed.GetValue(host));
            StoreFile file = SimulateCommand.LoadStore(parsed.GetValue(store));
            CalibrationProvenance about = CalibrationProvenance.Of(days, range, file, dll, wrongMax) with { Date = Date(parsed.GetValue(date)) };
            CalibrationResult result = Run(about, file, new EdgeContender(dll), other, atOnce);
            ResultFile.Write(parsed.GetValue(output)!, CalibrationFile.Json(about, result));
            Console.Out.Write(CalibrationText.Table(about, result));
            return result.IsSound ? 0 : 1;
        });
        return command;
    }

    private static CalibrationResult Run(CalibrationProvenance about, StoreFile store, EdgeContender edge, SeedRange? other, int jobs)
    {
        IReadOnlyList<JudgedVisit>[] Visits(SeedRange seeds, double threshold, string what) =>
            new CalibrationRun(store, about.Days, edge) { Progress = new ProgressLine(about.Days.Count * seeds.Count, what).Show }.Run(seeds, jobs, threshold);

        IReadOnlyList<JudgedVisit>[] visits = Visits(about.Seeds, CalibrationRun.Lenient, "recordings");
        if (visits.All(v => v.Count == 0)) throw new UserMistakeException("nobody's trip was settled on these days: more seeds, or longer scenarios");
        CalibrationResult result = CalibrationResult.Of(visits, about.WrongMax);
        if (other is not { } seeds) return result;
        double threshold = result.Choice.Point.Threshold;
        CurvePoint point = CurvePoint.At(threshold, Visits(seeds, threshold, "recordings of the check"));
        return result with { Check = new CalibrationCheck(seeds, point, about.WrongMax) };
    }

    private static SeedRange Other(string text, SeedRange learned)
    {
        SeedRange other = SeedRange.Parse(text, "--check");
        if (other.First <= learned.Last && learned.First <= other.Last)
            throw new UserMistakeException($"--check {other} and --seeds {learned} share seeds: a check needs days that nothing was learned from");
        return other;
    }

    private static string? Date(string? text)
    {
        if (text is null || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return text;
        throw new UserMistakeException($"--date must be YYYY-MM-DD, but is \"{text}\"");
    }
}
