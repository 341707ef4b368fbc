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

    /// <summary>What <see cref="Of(WeightChanged)"/> wrote. A record may have left out what the type demands: then there is none of it.</summary>
    public static Evidence OfChange(string json)
    {
        Evidence read = JsonSerializer.Deserialize(json, EvidenceJson.Default.Evidence)!;
        return new Evidence(read.Plates ?? [], read.Candidates ?? []);
    }

    /// <summary>What <see cref="Of(IReadOnlyList{HandClaim})"/> wrote.</summary>
    public static IReadOnlyList<HandClaim> OfHands(string json) =>
        JsonSerializer.Deserialize(json, EvidenceJson.Default.IReadOnlyListHandClaim) ?? [];

    /// <summary>What stands in the JSON of hands where one of them is of this visit: for a first, coarse search.</summary>
    public static string Mark(string session) => "\"session\":" + JsonSerializer.Serialize(session, EvidenceJson.Default.String) + ",";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(IReadOnlyList<HandClaim>))]
[JsonSerializable(typeof(string))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
