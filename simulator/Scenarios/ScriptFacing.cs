using System.Text.Json.Serialization;

namespace O4O.Simulator.Scenarios;

/// <summary>A facing as a script names it: by its product, and by its place where the product has several.</summary>
public sealed record ScriptFacing
{
    [JsonRequired]
    public string Gtin { get; init; } = "";
    public int? Gondola { get; init; }
    public int? Shelf { get; init; }
}
