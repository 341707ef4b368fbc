using O4O.Settings;
using O4O.Simulator.Commands;

namespace O4O.Simulator.Scenarios;

/// <summary>Finds the scenario that a command line means.</summary>
public static class ScenarioSource
{
    /// <summary>A built-in scenario by its name, or one from a JSON file.</summary>
    /// <exception cref="UserMistakeException">Neither, or the file is wrong; the message says what and where.</exception>
    public static Scenario Load(string nameOrFile)
    {
        if (BuiltInScenarios.Find(nameOrFile) is { } builtIn) return builtIn;
        bool isFile = nameOrFile.Contains('/') || nameOrFile.EndsWith(".json", StringComparison.Ordinal) || File.Exists(nameOrFile);
        if (!isFile)
        {
            IEnumerable<string> names = BuiltInScenarios.All.Select(s => s.Name);
            string? near = NearestName.Find(nameOrFile, names);
            throw new UserMistakeException(
                $"unknown scenario \"{nameOrFile}\": " + (near is null ? $"known are {string.Join(", ", names)}" : $"did you mean \"{near}\"?"));
        }
        SettingsResult<Scenario> read = SettingsFile.Load<Scenario>(nameOrFile);
        if (read.IsValid) return read.Value;
        string hint = File.Exists(nameOrFile) ? "" : FileNames.Nearest(nameOrFile);
        throw new UserMistakeException(read.Problems[0] + hint);
    }

    /// <summary>The scenario with some figures replaced.</summary>
    /// <exception cref="UserMistakeException">A figure is out of range.</exception>
    public static Scenario With(Scenario scenario, int? shoppers, int? seconds)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (shoppers is < 1) throw new UserMistakeException($"--shoppers must be at least 1, but is {shoppers}");
        Scenario changed = scenario with { Shoppers = shoppers ?? scenario.Shoppers, Seconds = seconds ?? scenario.Seconds };
        string? problem = changed.Problems().FirstOrDefault();
        return problem is null ? changed : throw new UserMistakeException("--" + problem);
    }
}
