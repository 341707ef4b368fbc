using System.Globalization;
using System.Text.Json;

namespace O4O.CloudSync.Contract;

/// <summary>
/// Reads a CloudEvent that claims to be a charge, and believes nothing: types, unknown members in the data, ranges, sums,
/// and that envelope and data tell the same story. Unknown CloudEvents attributes (extensions such as
/// <c>traceparent</c>) are allowed by that standard and ignored.
/// </summary>
public static class ChargeEventReader
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private static readonly string[] DataMembers =
        ["chargeId", "storeId", "sessionId", "shopperId", "currency", "lines", "totalMinor", "occurredAtUs"];

    private static readonly string[] LineMembers = ["gtin", "name", "quantity", "unitPriceMinor", "amountMinor"];

    /// <summary>Reads one event of at most <see cref="ChargeLimits.EventBytesMax"/> bytes.</summary>
    public static ChargeReading Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > ChargeLimits.EventBytesMax)
        {
            return Wrong("$", $"must have at most {ChargeLimits.EventBytesMax} bytes, but has {utf8.Length}");
        }

        if (!System.Text.Unicode.Utf8.IsValid(utf8.Span))
        {
            return Wrong("$", "must be UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Envelope(document.RootElement);
        }
        catch (JsonException e)
        {
            return Wrong("$", $"is not JSON as it should be: {e.Message}");
        }
        catch (WrongMember e)
        {
            return new ChargeReading(e.Problem);
        }
    }

    private static ChargeReading Wrong(string field, string text) => new(new ContractProblem(field, text));

    private static ChargeReading Envelope(JsonElement root)
    {
        MustBeObject(root, "$");
        MustEqual(root, "specversion", "1.0");
        MustEqual(root, "type", ChargeCloudEvent.EventType);
        var data = Member(root, "data", "$");
        MustBeObject(data, "$.data");
        MustKnow(data, DataMembers, "$.data");
        var charge = new ChargeEvent(
            Text(data, "chargeId", "$.data"),
            Text(data, "storeId", "$.data"),
            Text(data, "sessionId", "$.data"),
            Text(data, "shopperId", "$.data"),
            Text(data, "currency", "$.data"),
            Lines(Member(data, "lines", "$.data")),
            Whole(data, "totalMinor", "$.data"),
            Whole(data, "occurredAtUs", "$.data"));
        if (ChargeRules.Check(charge) is { } problem)
        {
            return new ChargeReading(problem);
        }

        MustEqual(root, "id", charge.ChargeId);
        MustEqual(root, "source", ChargeCloudEvent.SourceOf(charge.StoreId));
        MustEqual(root, "datacontenttype", "application/json");
        MustTell(root, charge.OccurredAtUs);
        return new ChargeReading(charge);
    }

    private static List<ChargeLine> Lines(JsonElement array)
    {
        const string Path = "$.data.lines";
        if (array.ValueKind != JsonValueKind.Array)
        {
            throw new WrongMember(Path, "must be an array");
        }

        // The count is judged before anything is allocated for it.
        if (array.GetArrayLength() is < 1 or > ChargeLimits.LinesMax)
        {
            throw new WrongMember(Path, $"must have 1 to {ChargeLimits.LinesMax} lines, but has {array.GetArrayLength()}");
        }

        var lines = new List<ChargeLine>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            var path = $"{Path}[{lines.Count}]";
            MustBeObject(item, path);
            MustKnow(item, LineMembers, path);
            var quantity = Whole(item, "quantity", path);
            lines.Add(new ChargeLine(
                Text(item, "gtin", path),
                Text(item, "name", path),
                quantity is > int.MinValue and < int.MaxValue ? (int)quantity : 0, // 0 is out of range and is refused as such
                Whole(item, "unitPriceMinor", path),
                Whole(item, "amountMinor", path)));
        }

        return lines;
    }

    private static void MustTell(JsonElement root, long timeUs)
    {
        var text = Text(root, "time", "$");
        var read = DateTime.TryParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
            out var time);
        if (!read || time != DateTime.UnixEpoch.AddTicks(timeUs * TimeSpan.TicksPerMicrosecond))
        {
            throw new WrongMember("$.time", "must be an RFC 3339 time and the same moment as $.data.occurredAtUs");
        }
    }

    private static void MustEqual(JsonElement owner, string name, string expected)
    {
        if (Text(owner, name, "$") != expected)
        {
            throw new WrongMember($"$.{name}", $"must be \"{expected}\"");
        }
    }

    private static void MustBeObject(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new WrongMember(path, "must be an object");
        }
    }

    private static void MustKnow(JsonElement element, string[] known, string path)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                throw new WrongMember(path, "must hold only " + string.Join(", ", known));
            }
        }
    }

    private static JsonElement Member(JsonElement owner, string name, string path) =>
        owner.TryGetProperty(name, out var member) ? member : throw new WrongMember($"{path}.{name}", "is missing");

    private static string Text(JsonElement owner, string name, string path)
    {
        var member = Member(owner, name, path);
        if (member.ValueKind != JsonValueKind.String)
        {
            throw new WrongMember($"{path}.{name}", "must be a string");
        }

        try
        {
            return member.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escape of half a surrogate pair is well-formed JSON and no text.
            throw new WrongMember($"{path}.{name}", "must not hold control characters or half characters");
        }
    }

    private static long Whole(JsonElement owner, string name, string path)
    {
        var member = Member(owner, name, path);
        return member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var value)
            ? value
            : throw new WrongMember($"{path}.{name}", "must be a whole number");
    }

    /// <summary>Leaves the reading at the first wrong member; never leaves this class.</summary>
    private sealed class WrongMember(string field, string text) : Exception(text)
    {
        public ContractProblem Problem { get; } = new(field, text);
    }
}
