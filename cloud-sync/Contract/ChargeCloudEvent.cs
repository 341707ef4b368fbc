using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace O4O.CloudSync.Contract;

/// <summary>
/// Writes a charge event as a CloudEvent 1.0 in structured JSON mode
/// (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md).
/// The bytes are canonical: fixed member order, no white space, so the same event always gives the same bytes.
/// </summary>
public static class ChargeCloudEvent
{
    /// <summary>Media type of the body.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The CloudEvents <c>type</c>. A change of shape gets a new version here, never a new meaning for this one.</summary>
    public const string EventType = "app.o4o.charge.due.v1";

    /// <summary>Shape of <c>time</c>: UTC with microseconds.</summary>
    internal const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The CloudEvents <c>source</c> of a store.</summary>
    public static string SourceOf(string storeId) => "/stores/" + storeId;

    /// <summary>The canonical UTF-8 bytes.</summary>
    /// <exception cref="ArgumentException">The event breaks a rule of <see cref="ChargeRules"/>.</exception>
    public static byte[] Write(ChargeEvent charge)
    {
        if (ChargeRules.Check(charge) is { } problem)
        {
            throw new ArgumentException(problem.ToString(), nameof(charge));
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", charge.ChargeId);
            json.WriteString("source", SourceOf(charge.StoreId));
            json.WriteString("type", EventType);
            json.WriteString("time", TimeOf(charge.OccurredAtUs));
            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            WriteData(json, charge);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string TimeOf(long timeUs) =>
        DateTime.UnixEpoch.AddTicks(timeUs * TimeSpan.TicksPerMicrosecond).ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static void WriteData(Utf8JsonWriter json, ChargeEvent charge)
    {
        json.WriteStartObject();
        json.WriteString("chargeId", charge.ChargeId);
        json.WriteString("storeId", charge.StoreId);
        json.WriteString("sessionId", charge.SessionId);
        json.WriteString("shopperId", charge.ShopperId);
        json.WriteString("currency", charge.Currency);
        json.WriteStartArray("lines");
        foreach (var line in charge.Lines)
        {
            json.WriteStartObject();
            json.WriteString("gtin", line.Gtin);
            json.WriteString("name", line.Name);
            json.WriteNumber("quantity", line.Quantity);
            json.WriteNumber("unitPriceMinor", line.UnitPriceMinor);
            json.WriteNumber("amountMinor", line.AmountMinor);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("totalMinor", charge.TotalMinor);
        json.WriteNumber("occurredAtUs", charge.OccurredAtUs);
        json.WriteEndObject();
    }
}
