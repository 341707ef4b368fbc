using System.Text.Json.Serialization;

namespace O4O.Simulator.Truths;

/// <summary>Units of a product that somebody really carried out.</summary>
public sealed record TruthLine([property: JsonRequired] string Gtin, [property: JsonRequired] int Quantity);
