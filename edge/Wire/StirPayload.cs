using System.Text.Json;
using System.Text.Json.Serialization;

namespace O4O.Edge.Wire;

/// <summary>
/// The edge's word that a shelf moves, as JSON: long before anything is decided, for whoever can look there. Said at once, and
/// again while it goes on, at most twice a second.
/// </summary>
/// <param name="Shelf">The shelf's device, <c>shelf-{gondola}-{shelf}</c>.</param>
/// <param name="AtUs">Store time, Unix µs.</param>
public sealed record StirPayload([property: JsonRequired] string Shelf, [property: JsonRequired] long AtUs)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Default.StirPayload);

    /// <summary>Reads a message; null when it is not one.</summary>
    public static StirPayload? Read(ReadOnlySpan<byte> from)
    {
        try
        {
            return JsonSerializer.Deserialize(from, WireJson.Default.StirPayload);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
