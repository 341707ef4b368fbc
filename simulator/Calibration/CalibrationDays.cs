using System.Security.Cryptography;
using System.Text.Json;
using O4O.Simulator.Evaluation;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Suites;

namespace O4O.Simulator.Calibration;

/// <summary>Where the days of a calibration come from.</summary>
/// <param name="Kind"><c>suite</c> or <c>scenario</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Day">The scenario of a seed.</param>
public sealed record CalibrationDays(string Kind, string Name, Func<ulong, Scenario> Day)
{
    /// <summary>The days of a suite.</summary>
    /// <exception cref="Commands.UserMistakeException">There is none of this name.</exception>
    public static CalibrationDays OfSuite(string name)
    {
        Suite suite = Suite.Find(name);
        return new CalibrationDays("suite", suite.Name, suite.Generate);
    }

    /// <summary>The same scenario for every seed.</summary>
    /// <exception cref="Commands.UserMistakeException">It is neither built in nor a file, or the file is wrong.</exception>
    public static CalibrationDays OfScenario(string nameOrFile)
    {
        Scenario scenario = ScenarioSource.Load(nameOrFile);
        return new CalibrationDays("scenario", scenario.Name, _ => scenario);
    }

    /// <summary>SHA-256 over the scenarios of these seeds as JSON: another generator, or another file, another hash.</summary>
    public string Hash(SeedRange seeds)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < seeds.Count; i++) hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(Day(seeds.First + (ulong)i)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
