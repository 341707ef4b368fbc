using System.Text.Json;
using System.Text.Json.Serialization;

namespace O4O.Edge.Wire;

/// <summary>
/// The edge's word that it records pictures, as JSON: for so long, cameras' eyes send every picture that they look at, under
/// <see cref="Topics.Frames"/>. Said again and again while it does; an edge that does not record never says it.
/// </summary>
/// <param name="Quality">Of the JPEG pictures, 10 to 95.</param>
/// <param name="KeepMs">How long from now, ms, 0 to 60,000; 0: no more.</param>
public sealed record RecordPayload([property: JsonRequired] int Quality, [property: JsonRequired] int KeepMs)
{
    /// <summary>Nobody sends pictures for longer than this without being told again, ms.</summary>
    public const int KeepMsMax = 60_000;

    /// <summary>JPEG qualities.</summary>
    public const int QualityMin = 10, QualityMax = 95;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Default.RecordPayload);

    /// <summary>Reads a message; null when it is not one.</summary>
    public static RecordPayload? Read(ReadOnlySpan<byte> from)
    {
        try
        {
            return JsonSerializer.Deserialize(from, WireJson.Default.RecordPayload) is { KeepMs: >= 0 and <= KeepMsMax, Quality: >= QualityMin and <= QualityMax } record ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
