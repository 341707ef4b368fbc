using System.Security.Cryptography;
using System.Text.Json;
using O4O.Edge.Drivers.Mcap;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Mcap;

/// <summary>Against the format owner's own library, both ways.</summary>
[Trait("Needs", "node")]
public sealed class McapNodeTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"o4o-{Guid.NewGuid():N}.mcap");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(5_000, true)]
    public void TheirReaders_OurFile_FindTheSameMessages(int messages, bool quietChunk)
    {
        const int channels = 7;
        using (McapWriter writer = McapWriter.Create(_path, new McapWriterOptions { ChunkBytes = 16 << 10 }))
        {
            ushort schema = writer.AddSchema("Sample", "jsonschema", "{}"u8);
            for (int at = 0; at < channels; at++)
            {
                writer.AddChannel($"topic/{at}", at % 2 == 0 ? schema : (ushort)0, "raw");
            }

            if (quietChunk)
            {
                writer.Flush(); // a chunk of definitions alone
            }

            for (int at = 0; at < messages; at++)
            {
                writer.Write(Channel(at), (uint)at, McapFiles.StartNs + at, McapFiles.StartNs - at, McapFiles.Payload(at));
            }

            writer.AddAttachment("plan.json", "application/json", 7, "[1]"u8);
            writer.AddMetadata("store", new Dictionary<string, string> { ["id"] = "매장" });
        }

        using JsonDocument found = JsonDocument.Parse(NodeTool.Run("read.mjs", _path));

        JsonElement indexed = found.RootElement.GetProperty("indexed");
        (string, uint, string, string, string)[] expected =
        [
            .. Enumerable.Range(0, messages).Select(at => (
                $"topic/{Channel(at) - 1}", (uint)at, $"{McapFiles.StartNs + at}", $"{McapFiles.StartNs - at}",
                Convert.ToHexStringLower(SHA256.HashData(McapFiles.Payload(at))))),
        ];
        Assert.Equal(expected, Messages(indexed));
        Assert.Equal(expected, Messages(found.RootElement.GetProperty("streamed")));
        Assert.Equal("o4o", indexed.GetProperty("profile").GetString());
        JsonElement statistics = indexed.GetProperty("statistics");
        Assert.Equal(messages, statistics.GetProperty("messageCount").GetInt32());
        Assert.Equal(statistics.GetProperty("chunkCount").GetInt32(), statistics.GetProperty("chunkIndexes").GetInt32());
        JsonElement attachment = Assert.Single(indexed.GetProperty("attachments").EnumerateArray());
        Assert.Equal(
            ("plan.json", Convert.ToHexStringLower(SHA256.HashData("[1]"u8))),
            (attachment.GetProperty("name").GetString(), attachment.GetProperty("sha256").GetString()));
        JsonElement metadata = Assert.Single(indexed.GetProperty("metadata").EnumerateArray());
        Assert.Equal("매장", metadata.GetProperty("values").GetProperty("id").GetString());

        static ushort Channel(int at) => (ushort)((at * at % channels) + 1);
    }

    [Theory]
    [InlineData("chunked", true)]
    [InlineData("unchunked", false)]
    public void OurReader_TheirFile_FindsTheSameMessages(string mode, bool verified)
    {
        const int messages = 2_000;
        NodeTool.Run("write.mjs", _path, mode, $"{messages}");

        using McapReader reader = McapReader.Open(_path);
        List<KeptMessage> read = McapFiles.ReadAll(reader);

        Assert.Equal(McapReadEndKind.Complete, reader.End!.Value.Kind);
        Assert.Equal(
            Enumerable.Range(0, messages).Select(at => (
                at % 2 == 0 ? "a" : "b", (uint)at, 1000L + at, 900L + at,
                Convert.ToHexString(Enumerable.Repeat((byte)at, at % 50).ToArray()))),
            read.Select(message => (
                reader.Channels[message.ChannelId].Topic, message.Sequence, message.LogTimeNs, message.PublishTimeNs,
                message.DataHex)));
        Assert.All(read, message => Assert.Equal(verified, message.CrcVerified));
        Assert.Equal("b", reader.Channels[read[1].ChannelId].Metadata["topic"]);
        Assert.Equal("hello"u8, Assert.Single(reader.Attachments).Data.Span);
        Assert.Equal("v", Assert.Single(reader.Metadata).Values["k"]);
        Assert.Equal(messages, reader.Statistics!.MessageCount);
    }

    [Fact]
    public void OurReader_TheirCompressedFile_NamesTheCompression()
    {
        NodeTool.Run("write.mjs", _path, "zstd", "10");

        using McapReader reader = McapReader.Open(_path);
        McapReadEnd end = reader.ReadToEnd();

        Assert.Equal(McapReadEndKind.Unsupported, end.Kind);
        Assert.Contains("zstd", end.Reason, StringComparison.Ordinal);
    }

    private static IEnumerable<(string, uint, string, string, string)> Messages(JsonElement reading) =>
        reading.GetProperty("messages").EnumerateArray().Select(message => (
            message.GetProperty("topic").GetString()!, message.GetProperty("sequence").GetUInt32(),
            message.GetProperty("logTime").GetString()!, message.GetProperty("publishTime").GetString()!,
            message.GetProperty("sha256").GetString()!));
}
