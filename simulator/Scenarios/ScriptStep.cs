using System.Text.Json.Serialization;
using O4O.Settings;

namespace O4O.Simulator.Scenarios;

/// <summary>One thing that a certain shopper does, in place of what the seed would draw.</summary>
public sealed record ScriptStep
{
    /// <summary>The shopper's code: 1 for the first that is shown at the gate.</summary>
    [JsonRequired]
    public int Shopper { get; init; }

    /// <summary>What: a word of <see cref="ScriptActions"/>.</summary>
    [JsonRequired]
    public string Do { get; init; } = "";

    /// <summary>Not before this, seconds from the beginning; null for as soon as the shopper is free.</summary>
    public double? At { get; init; }

    /// <summary>Whose facing; null for one that the seed draws.</summary>
    public ScriptFacing? Facing { get; init; }

    /// <summary>On whose plates something is left in the wrong place; null for those that the seed draws.</summary>
    public ScriptFacing? To { get; init; }

    /// <summary>How many units, where several can be.</summary>
    public int Count { get; init; } = 2;

    internal IEnumerable<string> Problems(int index, int seconds)
    {
        if (Shopper is < 1 or > 1000) yield return $"script[{index}].shopper must be between 1 and 1000, but is {Shopper}";
        if (Count is < 1 or > 12) yield return $"script[{index}].count must be between 1 and 12, but is {Count}";
        if (At is { } at && !(at >= 0 && at <= seconds - Scenario.TailSeconds))
            yield return $"script[{index}].at must be between 0 and {seconds - Scenario.TailSeconds} ({Scenario.TailSeconds} before the end), but is {at}";
        if (ScriptActions.All.Contains(Do, StringComparer.Ordinal)) yield break;
        string? near = NearestName.Find(Do, ScriptActions.All);
        yield return $"script[{index}].do: there is no action \"{Do}\": " + (near is null ? $"known are {string.Join(", ", ScriptActions.All)}" : $"did you mean \"{near}\"?");
    }
}
