using System.Text.Json;

namespace O4O.CloudSync.Contract;

/// <summary>What billing says once a charge is booked, and again, byte for byte, whenever it is repeated.</summary>
/// <param name="ChargeId">The charge that was asked for.</param>
/// <param name="BookingId">Billing's own name for it.</param>
/// <param name="Status">Always <see cref="Booked"/> in this version.</param>
/// <param name="BookedAtUs">When it was committed: microseconds since 1970 UTC.</param>
public sealed record ChargeAnswer(string ChargeId, string BookingId, string Status, long BookedAtUs)
{
    /// <summary>The charge is in the ledger.</summary>
    public const string Booked = "booked";

    /// <summary>UTF-8 JSON, media type <c>application/json</c>.</summary>
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, ContractJson.Relaxed.ChargeAnswer);

    /// <summary>Reads an answer; null when the bytes are something else (a captive portal's page, half an answer).</summary>
    public static ChargeAnswer? FromUtf8(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, ContractJson.Relaxed.ChargeAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
