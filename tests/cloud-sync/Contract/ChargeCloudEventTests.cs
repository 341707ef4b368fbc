using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Tests.Contract;

public sealed class ChargeCloudEventTests
{
    private static readonly SchemaSubset Schema =
        SchemaSubset.FromFile(Path.Combine(AppContext.BaseDirectory, "charge-due.v1.schema.json"));

    [Fact]
    public void Write_OneCharge_GivesExactlyTheseBytes()
    {
        const string Expected =
            """{"specversion":"1.0","id":"demo-s1-1","source":"/stores/demo","type":"app.o4o.charge.due.v1","""
            + "\"time\":\"2026-11-22T04:00:00.123456Z\",\"datacontenttype\":\"application/json\",\"data\":"
            + """{"chargeId":"demo-s1-1","storeId":"demo","sessionId":"s1","shopperId":"p-7","currency":"KRW","lines":["""
            + """{"gtin":"071142008582","name":"Spring water 0.5 l","quantity":2,"unitPriceMinor":1200,"amountMinor":2400},"""
            + """{"gtin":"8801094017200","name":"초코파이 \"정\"","quantity":1,"unitPriceMinor":4800,"amountMinor":4800}],"""
            + "\"totalMinor\":7200,\"occurredAtUs\":1795324800123456}}";
        var expected = Expected.Replace(
            "2026-11-22T04:00:00.123456Z",
            DateTimeOffset.FromUnixTimeSeconds(1_795_324_800).UtcDateTime.ToString("s") + ".123456Z",
            StringComparison.Ordinal);

        var bytes = ChargeCloudEvent.Write(Charges.One());

        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void WriteThenRead_AnyValidCharge_GivesItBackAndTheSchemaAccepts()
    {
        var roundTrip = Prop.ForAll(Charges.Any.ToArbitrary(), charge =>
        {
            var bytes = ChargeCloudEvent.Write(charge);
            var reading = ChargeEventReader.Read(bytes);
            return reading.IsValid
                && reading.Event.Equals(charge)
                && bytes.AsSpan().SequenceEqual(ChargeCloudEvent.Write(reading.Event))
                && bytes.Length <= ChargeLimits.EventBytesMax
                && Schema.Accepts(bytes);
        });

        roundTrip.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Write_LongestCharge_IsWithinTheByteLimit()
    {
        var name = string.Concat(Enumerable.Repeat("🥛", ChargeLimits.NameCharactersMax)); // escaped to 12 bytes each
        var line = new ChargeLine("99999999999999", name, ChargeLimits.QuantityMax, ChargeLimits.UnitPriceMinorMax, 0);
        var longest = Charges.Sum(Charges.One() with { Lines = [.. Enumerable.Repeat(line, ChargeLimits.LinesMax)] });

        var bytes = ChargeCloudEvent.Write(longest);

        Assert.Equal(ChargeLimits.TotalMinorMax, longest.TotalMinor);
        Assert.True(ChargeEventReader.Read(bytes).IsValid);
    }

    /// <summary>A value put at a place, the field the reader must name, and whether a schema can see the mistake.</summary>
    [Theory]
    [InlineData("$.specversion", "\"0.3\"", "$.specversion", true)]
    [InlineData("$.type", "\"app.o4o.charge.due.v2\"", "$.type", true)]
    [InlineData("$.datacontenttype", "\"text/xml\"", "$.datacontenttype", true)]
    [InlineData("$.id", "\"other\"", "$.id", false)]
    [InlineData("$.source", "\"/stores/other\"", "$.source", false)]
    [InlineData("$.time", "\"2026-11-22T00:00:00Z\"", "$.time", false)]
    [InlineData("$.time", "\"yesterday\"", "$.time", true)]
    [InlineData("$.time", "17", "$.time", true)]
    [InlineData("$.data", null, "$.data", true)]
    [InlineData("$.data", "[]", "$.data", true)]
    [InlineData("$.data.chargeId", "\"\"", "$.data.chargeId", true)]
    [InlineData("$.data.chargeId", "\"a/b\"", "$.data.chargeId", true)]
    [InlineData("$.data.storeId", "\"a:b\"", "$.data.storeId", true)]
    [InlineData("$.data.sessionId", null, "$.data.sessionId", true)]
    [InlineData("$.data.shopperId", "7", "$.data.shopperId", true)]
    [InlineData("$.data.currency", "\"krw\"", "$.data.currency", true)]
    [InlineData("$.data.totalMinor", "7201", "$.data.totalMinor", false)]
    [InlineData("$.data.totalMinor", "7200.5", "$.data.totalMinor", true)]
    [InlineData("$.data.totalMinor", "\"7200\"", "$.data.totalMinor", true)]
    [InlineData("$.data.occurredAtUs", "-1", "$.data.occurredAtUs", true)]
    [InlineData("$.data.occurredAtUs", "9007199254740992", "$.data.occurredAtUs", true)]
    [InlineData("$.data.card", "\"4111\"", "$.data", true)]
    [InlineData("$.data.lines", "[]", "$.data.lines", true)]
    [InlineData("$.data.lines", "{}", "$.data.lines", true)]
    [InlineData("$.data.lines.0.gtin", "\"12a\"", "$.data.lines[0].gtin", true)]
    [InlineData("$.data.lines.0.gtin", "\"123456789012345\"", "$.data.lines[0].gtin", true)]
    [InlineData("$.data.lines.0.name", "\"\"", "$.data.lines[0].name", true)]
    [InlineData("$.data.lines.0.name", "\"a\\u0007b\"", "$.data.lines[0].name", false)]
    [InlineData("$.data.lines.1.quantity", "0", "$.data.lines[1].quantity", true)]
    [InlineData("$.data.lines.1.quantity", "10001", "$.data.lines[1].quantity", true)]
    [InlineData("$.data.lines.1.quantity", "4294967297", "$.data.lines[1].quantity", true)]
    [InlineData("$.data.lines.1.unitPriceMinor", "-1", "$.data.lines[1].unitPriceMinor", true)]
    [InlineData("$.data.lines.1.unitPriceMinor", "1000000001", "$.data.lines[1].unitPriceMinor", true)]
    [InlineData("$.data.lines.1.amountMinor", "4801", "$.data.lines[1].amountMinor", false)]
    [InlineData("$.data.lines.1.discount", "1", "$.data.lines[1]", true)]
    public void Read_OneWrongValue_NamesTheField(string place, string? json, string field, bool seenBySchema)
    {
        var bytes = WithValue(ChargeCloudEvent.Write(Charges.One()), place, json);

        var reading = ChargeEventReader.Read(bytes);

        Assert.False(reading.IsValid);
        Assert.Equal(field, reading.Problem.Field);
        Assert.Equal(!seenBySchema, Schema.Accepts(bytes));
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("{", "$")]
    [InlineData("null", "$")]
    [InlineData("{\"specversion\":\"1.0\",\"specversion\":\"1.0\"}", "$")]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]", "$")]
    [InlineData("{}", "$.specversion")]
    [InlineData("{\"specversion\":\"\\ud83d\"}", "$.specversion")]
    public void Read_NotAnEvent_IsAProblemNotAnException(string text, string field)
    {
        var reading = ChargeEventReader.Read(Encoding.UTF8.GetBytes(text));

        Assert.False(reading.IsValid);
        Assert.Equal(field, reading.Problem.Field);
    }

    [Fact]
    public void Read_TooManyBytes_IsRefusedUnread()
    {
        var reading = ChargeEventReader.Read(new byte[ChargeLimits.EventBytesMax + 1]);

        Assert.Contains("at most", reading.Problem!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyPrefixOrFlippedByte_NeverThrowsAndNeverChangesTheChargeUnseen()
    {
        var charge = Charges.One();
        var bytes = ChargeCloudEvent.Write(charge);

        for (var i = 0; i < bytes.Length; i++)
        {
            var flipped = bytes.ToArray();
            flipped[i] ^= 0x20;
            var cut = ChargeEventReader.Read(bytes.AsMemory(0, i));
            var changed = ChargeEventReader.Read(flipped);

            Assert.False(cut.IsValid);
            Assert.True(!changed.IsValid || changed.Event.TotalMinor == charge.TotalMinor);
        }
    }

    [Fact]
    public void Read_ExtensionAttribute_IsAllowedAndLeavesTheCanonicalBytesAlone()
    {
        var bytes = ChargeCloudEvent.Write(Charges.One());

        var reading = ChargeEventReader.Read(WithValue(bytes, "$.traceparent", "\"00-ab-cd-01\""));

        Assert.Equal(bytes, ChargeCloudEvent.Write(reading.Event!));
    }

    [Fact]
    public void Write_ChargeThatBreaksARule_Throws()
    {
        var wrong = Charges.One() with { TotalMinor = 1 };

        var thrown = Assert.Throws<ArgumentException>(() => ChargeCloudEvent.Write(wrong));

        Assert.StartsWith("$.data.totalMinor must be the sum", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"a-1\"", "a-1")]
    [InlineData("a-1", "a-1")]
    [InlineData("  \"a-1\" ", "a-1")]
    [InlineData("\"", "\"")]
    [InlineData("", "")]
    public void IdempotencyKey_HeaderValue_GivesTheKey(string header, string key)
    {
        var parsed = IdempotencyKey.Parse(header);

        Assert.Equal(key, parsed);
    }

    /// <summary>Puts a value at a dotted place; null takes the member away.</summary>
    private static byte[] WithValue(byte[] bytes, string place, string? json)
    {
        var root = JsonNode.Parse(bytes)!;
        var steps = place.Split('.')[1..];
        var owner = root;
        foreach (var step in steps[..^1])
        {
            owner = owner is JsonArray items ? items[int.Parse(step)]! : owner[step]!;
        }

        if (json is null)
        {
            owner.AsObject().Remove(steps[^1]);
        }
        else
        {
            owner[steps[^1]] = JsonNode.Parse(json);
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}
