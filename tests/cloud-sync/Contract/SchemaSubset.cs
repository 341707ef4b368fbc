using System.Text.Json;
using System.Text.RegularExpressions;

namespace O4O.CloudSync.Tests.Contract;

/// <summary>
/// Checks a value against the keywords of JSON Schema 2020-12 that the charge's schema uses; an unknown keyword fails the
/// test, so the schema cannot grow past what is checked here.
/// </summary>
internal sealed class SchemaSubset(JsonElement root)
{
    private static readonly string[] Notes = ["$schema", "$id", "title", "description", "$defs", "properties"];

    public static SchemaSubset FromFile(string path) => new(JsonDocument.Parse(File.ReadAllBytes(path)).RootElement);

    public bool Accepts(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return Accepts(root, document.RootElement);
    }

    private bool Accepts(JsonElement schema, JsonElement value) =>
        schema.EnumerateObject().All(keyword => Keeps(schema, keyword, value)) && PropertiesFit(schema, value);

    private bool Keeps(JsonElement schema, JsonProperty keyword, JsonElement value) => keyword.Name switch
    {
        "$ref" => Accepts(Resolve(keyword.Value.GetString()!), value),
        "type" => IsType(keyword.Value.GetString()!, value),
        "const" => value.ValueKind == JsonValueKind.String && value.GetString() == keyword.Value.GetString(),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!),
        "minLength" => value.ValueKind != JsonValueKind.String || Length(value) >= keyword.Value.GetInt32(),
        "maxLength" => value.ValueKind != JsonValueKind.String || Length(value) <= keyword.Value.GetInt32(),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= keyword.Value.GetDecimal(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= keyword.Value.GetDecimal(),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32(),
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= keyword.Value.GetInt32(),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => Accepts(keyword.Value, item)),
        "required" => value.ValueKind != JsonValueKind.Object
            || keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().All(member => schema.GetProperty("properties").TryGetProperty(member.Name, out _)),
        var name => Notes.Contains(name) ? true : throw new NotSupportedException($"keyword {name}"),
    };

    private bool PropertiesFit(JsonElement schema, JsonElement value) =>
        value.ValueKind != JsonValueKind.Object
        || !schema.TryGetProperty("properties", out var properties)
        || properties.EnumerateObject().All(p => !value.TryGetProperty(p.Name, out var member) || Accepts(p.Value, member));

    private JsonElement Resolve(string reference)
    {
        var at = root;
        foreach (var step in reference.Split('/').Skip(1))
        {
            at = at.GetProperty(step);
        }

        return at;
    }

    private static bool IsType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDecimal() % 1 == 0,
        _ => throw new NotSupportedException($"type {type}"),
    };

    private static int Length(JsonElement value) => value.GetString()!.EnumerateRunes().Count();
}
