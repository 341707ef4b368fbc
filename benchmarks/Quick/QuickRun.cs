using System.Diagnostics;
using System.Globalization;

namespace O4O.Benchmarks.Quick;

/// <summary><c>--quick [PART]</c>: measures by turns, in under two minutes, and prints the table of targets.</summary>
internal static class QuickRun
{
    private static readonly (string Name, Func<IEnumerable<Row>> Measure)[] Parts =
    [
        ("weighing", WeighingRows.Measure), ("machine", MachineRows.Measure), ("journal", CommitRows.Measure),
        ("replay", ReplayRows.Measure), ("gate", GateRows.Measure), ("wire", WireRows.Measure), ("broker", BrokerRows.Measure), ("eyes", EyesRows.Measure),
        ("tracker", TrackerRows.Measure), ("floor", FloorRows.Measure), ("render", RenderRows.Measure),
    ];

    /// <summary>Runs the parts named, or all; 0, or 2 when a name is unknown. A target missed is a figure, not a failure.</summary>
    public static int Run(ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Array.Exists(Parts, p => p.Name == name)) continue;
            Console.Error.WriteLine($"o4o bench: --quick knows no part \"{name}\": {string.Join(", ", Parts.Select(p => p.Name))}");
            return 2;
        }
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, load before {Load()}");
        Console.WriteLine();
        Console.WriteLine("| what | target | figure | |");
        Console.WriteLine("|---|---|---|---|");
        var watch = Stopwatch.StartNew();
        foreach ((string name, Func<IEnumerable<Row>> measure) in Parts)
        {
            if (names.Length > 0 && !names.Contains(name)) continue;
            foreach (Row row in measure()) Console.WriteLine($"| {row.What} | {row.Target} | {row.Figure} | {row.Verdict} |");
        }
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:0} s, load after {Load()}"));
        return 0;
    }

    /// <summary>How many programs want a core, averaged over one and five minutes.</summary>
    private static string Load()
    {
        const string Path = "/proc/loadavg";
        return File.Exists(Path) ? string.Join(' ', File.ReadAllText(Path).Split(' ')[..2]) : "unknown";
    }
}
