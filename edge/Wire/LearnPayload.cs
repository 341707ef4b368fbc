using System.Text.Json;
using System.Text.Json.Serialization;

namespace O4O.Edge.Wire;

/// <summary>The edge tells one camera that it was moved on purpose, as JSON: what it shows from now on is its view.</summary>
/// <param name="AtUs">When somebody said so, store time, Unix µs.</param>
public sealed record LearnPayload([property: JsonRequired] long AtUs)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Default.LearnPayload);

    /// <summary>Reads a message; null when it is not one.</summary>
    public static LearnPayload? Read(ReadOnlySpan<byte> from)
    {
        try
        {
            return JsonSerializer.Deserialize(from, WireJson.Default.LearnPayload);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
