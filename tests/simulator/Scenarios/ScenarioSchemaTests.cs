using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using O4O.Settings;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.Tests.Scenarios;

/// <summary>The published schema and what the program takes are the same: names, types, defaults and ranges.</summary>
public class ScenarioSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Scenario.SchemaFile)))!;

    private static readonly (string Key, Type Options)[] Groups =
    [
        ("behaviour", typeof(BehaviourOptions)), ("physics", typeof(PhysicsOptions)), ("eyes", typeof(EyesOptions)), ("hands", typeof(HandsOptions)), ("cameras", typeof(CamerasOptions)),
        ("faults", typeof(FaultOptions)),
    ];

    public static TheoryData<string, string> Figures()
    {
        var data = new TheoryData<string, string>();
        foreach ((string group, JsonObject properties) in Objects())
            foreach ((string key, JsonNode? property) in properties)
                if ((string?)property!["type"] is "number" or "integer") data.Add(group, key);
        return data;
    }

    [Fact]
    public void Schema_OfEveryGroup_HasTheOptionsNamesAndNoOthers()
    {
        Assert.Equal(Names(typeof(Scenario)), Properties("").Select(p => p.Key));
        foreach ((string key, Type options) in Groups)
        {
            Assert.Equal(Names(options), Properties(key).Select(p => p.Key));
            Assert.False((bool)Schema["properties"]![key]!["additionalProperties"]!);
        }
        Assert.False((bool)Schema["additionalProperties"]!);
    }

    [Fact]
    public void Schema_OfAScript_HasItsKeysAndEveryAction()
    {
        JsonNode step = Schema["properties"]!["script"]!["items"]!;

        Assert.Equal(Names(typeof(ScriptStep)), step["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal(ScriptActions.All, step["properties"]!["do"]!["enum"]!.AsArray().Select(a => (string)a!));
        foreach (string place in new[] { "facing", "to" })
            Assert.Equal(Names(typeof(ScriptFacing)), step["properties"]![place]!["properties"]!.AsObject().Select(p => p.Key));
        foreach (string action in ScriptActions.All)
            Assert.True(SettingsFile.Parse<Scenario>($$$"""{"script": [{"shopper": 1, "do": "{{{action}}}", "at": 3.5, "facing": {"gtin": "1"}}]}""", "s.json").IsValid, action);
        SettingsResult<Scenario> mistyped = SettingsFile.Parse<Scenario>("""{"script": [{"shopper": 1, "do": "both hand"}]}""", "s.json");
        Assert.Contains(mistyped.Problems, p => p.Text.Contains("script[0].do: there is no action \"both hand\": did you mean \"both hands\"?", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void Schema_OfAFigure_HasItsTypeItsDefaultAndItsRange(string group, string key)
    {
        JsonNode figure = Properties(group)[key]!;
        (double least, double most) = ((double)figure["minimum"]!, (double)figure["maximum"]!);
        PropertyInfo option = Option(group, key);

        Assert.Equal(option.PropertyType == typeof(int) ? "integer" : "number", (string?)figure["type"]);
        Assert.Equal(Convert.ToDouble(option.GetValue(Default(group)), null), (double)figure["default"]!, 12);
        Assert.NotEmpty((string?)figure["description"] ?? "");
        Assert.Empty(Problems(group, key, least));
        Assert.Empty(Problems(group, key, most));
        double beyond = option.PropertyType == typeof(int) ? 1 : 1e-6;
        Assert.NotEmpty(Problems(group, key, least - beyond));
        Assert.NotEmpty(Problems(group, key, most + beyond));
    }

    /// <summary>What the program says of a scenario with this one figure, beside what is said of two figures together.</summary>
    private static IEnumerable<string> Problems(string group, string key, double value)
    {
        // The other end of a range, and the sum of the stops, are no range of this figure.
        string more = key switch
        {
            "stopsMin" => ", \"stopsMax\": 50", "stopsMax" => ", \"stopsMin\": 1",
            "latencyMsMin" => ", \"latencyMsMax\": 5000", "latencyMsMax" => ", \"latencyMsMin\": 0",
            _ => "",
        };
        string figure = $"\"{key}\": {JsonSerializer.Serialize(value)}{more}";
        SettingsResult<Scenario> read = SettingsFile.Parse<Scenario>(group.Length == 0 ? $"{{{figure}}}" : $"{{\"{group}\": {{{figure}}}}}", "s.json");
        return read.Problems.Select(p => p.Text).Where(t => !t.Contains("must not add up", StringComparison.Ordinal));
    }

    private static object Default(string group) =>
        group.Length == 0 ? new Scenario() : typeof(Scenario).GetProperty(Pascal(group))!.GetValue(new Scenario())!;

    private static PropertyInfo Option(string group, string key) =>
        (group.Length == 0 ? typeof(Scenario) : Groups.Single(g => g.Key == group).Options).GetProperty(Pascal(key))!;

    private static IEnumerable<(string Group, JsonObject Properties)> Objects() =>
        Groups.Select(g => (g.Key, Properties(g.Key))).Prepend(("", Properties("")));

    private static JsonObject Properties(string group) =>
        (group.Length == 0 ? Schema : Schema["properties"]![group]!)["properties"]!.AsObject();

    private static IEnumerable<string> Names(Type options) =>
        options.GetProperties().Where(p => p.CanWrite).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));

    private static string Pascal(string key) => char.ToUpperInvariant(key[0]) + key[1..];
}
