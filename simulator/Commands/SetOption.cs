using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using O4O.Settings;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.Commands;

/// <summary><c>--set</c>: keys of a scenario replaced, also of those that a suite makes anew for each seed.</summary>
internal static class SetOption
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static Option<string[]> Create() => new("--set")
    {
        Description = "another figure in every day's scenario, to see what it is worth, such as hands.accuracy=0.97 or physics.noise=2; may be given several times",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The scenario with these keys replaced, checked as a scenario file is.</summary>
    /// <exception cref="UserMistakeException">One is not KEY=VALUE, no scenario has such a key, or its value is out of range.</exception>
    public static Scenario Apply(Scenario scenario, IReadOnlyList<string> settings)
    {
        if (settings.Count == 0) return scenario;
        JsonNode root = JsonSerializer.SerializeToNode(scenario, Json)!;
        foreach (string setting in settings) Replace(root, setting);
        SettingsResult<Scenario> read = SettingsFile.Parse<Scenario>(root.ToJsonString(), "--set");
        return read.IsValid ? read.Value : throw new UserMistakeException($"--set: {read.Problems[0].Text}");
    }

    private static void Replace(JsonNode root, string setting)
    {
        int equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1) throw new UserMistakeException($"--set \"{setting}\": give it as KEY=VALUE, such as hands.accuracy=0.97");
        string[] keys = setting[..equals].Split('.');
        JsonNode? at = root;
        foreach (string key in keys[..^1]) at = at is JsonObject part && part.TryGetPropertyValue(key, out JsonNode? next) ? next : null;
        if (at is not JsonObject owner || !owner.ContainsKey(keys[^1]) || owner[keys[^1]] is JsonObject or JsonArray)
            throw new UserMistakeException($"--set \"{setting}\": a scenario has no figure {string.Join('.', keys)}; its keys are in simulator/{Scenario.SchemaFile}");
        owner[keys[^1]] = Value(setting, setting[(equals + 1)..]);
    }

    private static JsonNode? Value(string setting, string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new UserMistakeException($"--set \"{setting}\": \"{text}\" is no number, true, false or \"text\" as JSON writes it");
        }
    }
}
