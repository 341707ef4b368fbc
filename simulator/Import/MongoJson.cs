using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace O4O.Simulator.Import;

/// <summary>
/// JSON as MongoDB's tools write it: plain, with wrappers (<c>{"$numberLong":"5"}</c>, <c>{"$date":…}</c>, <c>{"$oid":…}</c>),
/// or with the shell's calls (<c>NumberLong(5)</c>, <c>ISODate("…")</c>). Fields at their default are often left out.
/// </summary>
internal static class MongoJson
{
    private const int ExcerptLength = 80;

    /// <summary>Parses one document; false, with the reason, when it is no JSON object.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> text, [NotNullWhen(true)] out JsonDocument? document, out string error)
    {
        error = "";
        document = null;
        try
        {
            document = JsonDocument.Parse(text.Span.IndexOf((byte)'(') >= 0 ? WithoutCalls(text.Span) : text);
        }
        catch (JsonException e)
        {
            int end = e.Message.IndexOf(" LineNumber", StringComparison.Ordinal);
            string why = end > 0 ? e.Message[..end] : e.Message;
            error = $"not JSON at byte {e.BytePositionInLine}: {(why.Length > ExcerptLength ? why[..ExcerptLength] + "…" : why)}";
            return false;
        }
        if (document.RootElement.ValueKind == JsonValueKind.Object) return true;
        error = $"not a JSON object but {document.RootElement.ValueKind}";
        document.Dispose();
        document = null;
        return false;
    }

    /// <summary>The value at a path of names; undefined where there is none.</summary>
    public static JsonElement At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return default;
        return element;
    }

    /// <summary>A number, plain, as text or wrapped; null when it is none.</summary>
    public static double? Number(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value)) return value;
        return Text(element) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) ? value : null;
    }

    /// <summary>A whole number; 0 where it is left out, null when it is none.</summary>
    public static int? Whole(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Undefined) return 0;
        return Number(element) is { } n && n == Math.Floor(n) && Math.Abs(n) <= int.MaxValue ? (int)n : null;
    }

    /// <summary>Text, or a number as it is written; null when it is neither.</summary>
    public static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.Object when Wrapped(element) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } inner => Text(inner),
        _ => null,
    };

    /// <summary>A moment in microseconds since 1970: ISO 8601 text, or milliseconds in a <c>$date</c>.</summary>
    public static long? TimeUs(JsonElement element)
    {
        JsonElement date = At(element, "$date");
        if (date.ValueKind is JsonValueKind.Number or JsonValueKind.Object)
            return Number(date) is { } ms && Math.Abs(ms) < 1e14 ? (long)Math.Round(ms * 1000) : null;
        if (Text(date.ValueKind == JsonValueKind.Undefined ? element : date) is not { } text) return null;
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out DateTimeOffset time)) return null;
        return (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;
    }

    private static JsonElement Wrapped(JsonElement element)
    {
        foreach (string name in (ReadOnlySpan<string>)["$numberLong", "$numberInt", "$numberDouble", "$numberDecimal", "$oid"])
            if (element.TryGetProperty(name, out JsonElement inner)) return inner;
        return default;
    }

    /// <summary>Takes the shell's calls off: <c>Name(x)</c> outside of a string becomes <c>x</c>.</summary>
    private static byte[] WithoutCalls(ReadOnlySpan<byte> text)
    {
        var plain = new byte[text.Length];
        int length = 0;
        bool inString = false, escaped = false;
        foreach (byte b in text)
        {
            if (inString)
            {
                plain[length++] = b;
                if (escaped) escaped = false;
                else if (b == (byte)'\\') escaped = true;
                else if (b == (byte)'"') inString = false;
                continue;
            }
            inString = b == (byte)'"';
            if (b == (byte)'(')
            {
                while (length > 0 && char.IsAsciiLetterOrDigit((char)plain[length - 1])) length--;
                continue;
            }
            if (b != (byte)')') plain[length++] = b;
        }
        return plain[..length];
    }
}
