using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace O4O.Simulator.Truths;

/// <summary>What really happened in a recording: who carried out what, and every touch of a shelf.</summary>
public sealed record Truth
{
    public ulong Seed { get; init; }
    public string Scenario { get; init; } = "";
    [JsonRequired] public IReadOnlyList<TruthShopper> Shoppers { get; init; } = [];

    /// <summary>In the order of time; may be empty where nobody noted them.</summary>
    public IReadOnlyList<TruthAction> Actions { get; init; } = [];

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The JSON text, ending in a line feed.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options) + "\n";

    /// <summary>Reads a truth from JSON.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Truth FromJson(string json) =>
        JsonSerializer.Deserialize<Truth>(json, Options) ?? throw new JsonException("the truth must be an object, not null");
}
