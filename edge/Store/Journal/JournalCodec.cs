using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace O4O.Edge.Store.Journal;

/// <summary>Journal records as bytes and back: JSON, one object a record, always the same bytes for the same record.</summary>
public static class JournalCodec
{
    /// <summary>Writes a record.</summary>
    public static void Write(JournalRecord record, IBufferWriter<byte> to)
    {
        using var writer = new Utf8JsonWriter(to);
        JsonSerializer.Serialize(writer, record, JournalJson.Default.JournalRecord);
    }

    /// <summary>Writes a record into bytes of its own.</summary>
    public static byte[] ToBytes(JournalRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, JournalJson.Default.JournalRecord);

    /// <summary>Reads a record; null, with the reason, when the bytes are none that this version knows.</summary>
    public static JournalRecord? Read(ReadOnlySpan<byte> from, out string error)
    {
        try
        {
            error = "";
            return JsonSerializer.Deserialize(from, JournalJson.Default.JournalRecord);
        }
        catch (JsonException e)
        {
            error = e.Message;
            return null;
        }
        catch (NotSupportedException e)
        {
            error = e.Message;
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalRecord))]
internal sealed partial class JournalJson : JsonSerializerContext;
