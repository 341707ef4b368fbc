using System.Text.Json;
using O4O.Edge.Store.Facts;

namespace O4O.Edge.Wire;

/// <summary>Billing's answer as a recorded fact, JSON <c>{"chargeId":"…","booked":true,"reference":"…"}</c>.</summary>
public static class ChargeAnswerPayload
{
    public static byte[] Write(ChargeAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Default.ChargeAnswer);

    /// <summary>Reads an answer; null when it is not one.</summary>
    public static ChargeAnswer? Read(ReadOnlySpan<byte> from)
    {
        try
        {
            return JsonSerializer.Deserialize(from, WireJson.Default.ChargeAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
