using System.Text.Json;
using System.Text.Json.Serialization;
using O4O.Edge.Wire;

namespace O4O.Edge.Recording;

/// <summary>
/// What a recording of a store holds: the store file as an attachment, and every stamped fact as a message. A message's
/// channel is the fact's topic, its log time the store time of its stamp, its publish time the device's own time, its data
/// the bytes as they came. Ticks of the store's clock are facts too.
/// </summary>
public static class RecordingFormat
{
    public const string StoreAttachment = "store.json";
    public const string MetadataName = "o4o";
    public const string VersionKey = "version";
    public const string Version = "1";

    /// <summary>Time between two ticks of the store's clock, microseconds.</summary>
    public const long TickUs = 50_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>A store file as bytes, in the form that it is read from.</summary>
    public static byte[] StoreBytes(StoreFile store) => JsonSerializer.SerializeToUtf8Bytes(store, Json);

    /// <summary>Name, encoding and text of the schema of one kind of fact.</summary>
    internal static (string Name, string Encoding, string MessageEncoding, string Text) Schema(string kind) => kind switch
    {
        Topics.Weights => ("o4o.weights.v1", "o4o-binary", "o4o-binary", "Absolute weights of one shelf; layout in edge/asyncapi.yaml"),
        Topics.People => ("o4o.people.v1", "o4o-binary", "o4o-binary", "Observed people; layout in edge/asyncapi.yaml"),
        Topics.Hands => ("o4o.hands.v1", "o4o-binary", "o4o-binary", "Looks into hands; layout in edge/asyncapi.yaml"),
        Topics.Detections => ("o4o.detections.v1", "o4o-binary", "o4o-binary", "What a detector found in a camera's picture; layout in edge/asyncapi.yaml"),
        Topics.Tick => ("o4o.tick.v1", "o4o-binary", "o4o-binary", "A tick of the store's clock: no data"),
        _ => ($"o4o.{kind}.v1", "jsonschema", "json", """{"type":"object"}"""),
    };
}
