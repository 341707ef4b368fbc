using System.Text.Json.Serialization;

namespace O4O.Edge.Drivers.Clips;

/// <summary>What is known of a clip without opening it. It stands in the clear before the pictures, and nobody can alter it unnoticed.</summary>
/// <param name="Case">The case that asked for it: a visit's id.</param>
/// <param name="Doubt">Which of its doubts: a weight change's number, below 0 where no shelf took part.</param>
/// <param name="Camera">Whose pictures.</param>
/// <param name="Shelf">The shelf that they are about; the camera itself where they are about a person.</param>
/// <param name="FromUs">What was asked for: its beginning, Unix µs.</param>
/// <param name="ToUs">And its end.</param>
/// <param name="KeptUs">When it was written.</param>
/// <param name="ExpiresUs">When it is erased at the latest.</param>
/// <param name="Pictures">How many.</param>
public sealed record ClipInfo(
    [property: JsonRequired] string Case, [property: JsonRequired] long Doubt, [property: JsonRequired] string Camera,
    [property: JsonRequired] string Shelf, [property: JsonRequired] long FromUs, [property: JsonRequired] long ToUs,
    [property: JsonRequired] long KeptUs, [property: JsonRequired] long ExpiresUs, [property: JsonRequired] int Pictures)
{
    /// <summary>Name of its file, without an ending; unique in a store.</summary>
    [JsonIgnore]
    public string Name => $"{Case}.{Doubt}.{Camera}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ClipInfo))]
[JsonSerializable(typeof(ClipDeed))]
internal sealed partial class ClipJson : JsonSerializerContext;
