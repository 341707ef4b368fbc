using System.Text.Json;
using System.Text.Json.Serialization;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Drivers.Sqlite;

/// <summary>What a weight change rests on, as JSON for people and tools. The same record gives the same bytes.</summary>
internal sealed record Evidence(IReadOnlyList<PlateDelta> Plates, IReadOnlyList<Candidate> Candidates)
{
    public static string Of(WeightChanged change) =>
        JsonSerializer.Serialize(new Evidence(change.Plates, change.Candidates), EvidenceJson.Default.Evidence);

    public static string Of(IReadOnlyList<HandClaim> hands) =>
        JsonSerializer.Serialize(hands, EvidenceJson.Default.IReadOnlyListHandClaim);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(IReadOnlyList<HandClaim>))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
