using System.Text.Json;
using System.Text.Json.Serialization;

namespace O4O.Edge.Wire;

/// <summary>
/// What a device says of itself, and what the broker says for it when its connection dies (its last will), as JSON.
/// Of most devices only a hint: silence is what counts, and it is measured on the messages themselves. A camera that says it
/// sees nothing (dark, frozen, shifted, lost) is believed at once.
/// </summary>
public sealed record StatusPayload([property: JsonRequired] bool Online, string? Detail = null)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Default.StatusPayload);

    /// <summary>Whether bytes of a source that sends both are a status and no binary message: those begin with a letter.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && bytes[0] == (byte)'{';

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
