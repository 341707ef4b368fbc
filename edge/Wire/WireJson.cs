using System.Text.Json.Serialization;
using O4O.Edge.Store.Facts;

namespace O4O.Edge.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ScanDto))]
[JsonSerializable(typeof(DecisionPayload))]
[JsonSerializable(typeof(StatusPayload))]
[JsonSerializable(typeof(ChargeAnswer))]
[JsonSerializable(typeof(StirPayload))]
[JsonSerializable(typeof(DoubtPayload))]
[JsonSerializable(typeof(CasePayload))]
[JsonSerializable(typeof(LearnPayload))]
[JsonSerializable(typeof(RecordPayload))]
internal sealed partial class WireJson : JsonSerializerContext;
