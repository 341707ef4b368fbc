using System.Text.Json;
using System.Text.Json.Serialization;

namespace O4O.Edge.Wire;

/// <summary>The edge's answer to a scan, on the wire as JSON.</summary>
/// <param name="BootEpoch">The scan's boot epoch.</param>
/// <param name="Sequence">The scan's sequence number: together they name the scan that is answered.</param>
/// <param name="Admit">Open, or stay shut.</param>
/// <param name="Reason">A word for machines: <c>admitted</c>, <c>expired</c>, <c>used</c>, …</param>
/// <param name="Message">A sentence for the person at the gate.</param>
/// <param name="Session">The visit, when admitted.</param>
/// <param name="Party">How many may walk through.</param>
public sealed record DecisionPayload(
    [property: JsonRequired] uint BootEpoch, [property: JsonRequired] uint Sequence, [property: JsonRequired] bool Admit,
    [property: JsonRequired] string Reason, string Message, string? Session, int Party)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Default.DecisionPayload);

    /// <summary>Reads an answer; null when it is not one.</summary>
    public static DecisionPayload? Read(ReadOnlySpan<byte> from)
    {
        try
        {
            return JsonSerializer.Deserialize(from, WireJson.Default.DecisionPayload);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
