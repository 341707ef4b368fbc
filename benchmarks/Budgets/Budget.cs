using System.Text.Json.Serialization;

namespace O4O.Benchmarks.Budgets;

/// <summary>What an operation may allocate.</summary>
/// <param name="Name">The operation, as <see cref="Operations"/> calls it.</param>
/// <param name="Bytes">Most managed bytes of one operation, on the thread that does it.</param>
/// <param name="Why">Where that figure comes from.</param>
internal sealed record Budget(
    [property: JsonRequired] string Name, [property: JsonRequired] double Bytes, [property: JsonRequired] string Why);
