using System.Text.Json;
using System.Text.Json.Serialization;

namespace O4O.Edge.Wire;

/// <summary>
/// What a device says of itself, and what the broker says for it when its connection dies (its last will), as JSON.
/// Only a hint: silence is what counts, and it is measured on the messages themselves.
/// </summary>
public sealed record StatusPayload([property: JsonRequired] bool Online, string? Detail = null)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Default.StatusPayload);

    /// <summary>Reads a status; null when it is not one.</summary>
    public static StatusPayload? Read(ReadOnlySpan<byte> from)
    {
        try
        {
            return JsonSerializer.Deserialize(from, WireJson.Default.StatusPayload);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
