using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace O4O.CloudSync.Contract;

/// <summary>Serialisation of the answers, compiled ahead.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ChargeAnswer))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ContractJson : JsonSerializerContext
{
    private static readonly Lazy<ContractJson> RelaxedOnce = new(() => new ContractJson(
        new JsonSerializerOptions(Default!.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    /// <summary>Readable names in problems and answers.</summary>
    public static ContractJson Relaxed => RelaxedOnce.Value;
}
