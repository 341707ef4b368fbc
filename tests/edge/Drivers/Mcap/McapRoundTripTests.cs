using System.Text;
using O4O.Edge.Drivers.Mcap;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Mcap;

public class McapRoundTripTests
{
    [Fact]
    public void Read_ManyChannels_GivesEveryMessageInFileOrder()
    {
        const int channels = 300;
        const int messages = 20_000;
        var stream = new MemoryStream();
        using (var writer = new McapWriter(stream, new McapWriterOptions { ChunkBytes = 8192 }, leaveOpen: true))
        {
            for (int at = 0; at < channels; at++)
            {
                ushort schema = writer.AddSchema($"Type{at}", "jsonschema", Encoding.UTF8.GetBytes($"{{\"title\":\"{at}\"}}"));
                writer.AddChannel($"topic/{at}", schema, "json", new Dictionary<string, string> { ["at"] = $"{at}" });
            }

            for (int at = 0; at < messages; at++)
            {
                writer.Write((ushort)((at * 17 % channels) + 1), (uint)at, McapFiles.StartNs - at, at, McapFiles.Payload(at));
            }
        }

        stream.Position = 0;
        using var reader = new McapReader(stream);
        List<KeptMessage> read = McapFiles.ReadAll(reader);

        Assert.Equal(McapReadEndKind.Complete, reader.End!.Value.Kind);
        Assert.Equal(
            Enumerable.Range(0, messages).Select(at => (
                (ushort)((at * 17 % channels) + 1), (uint)at, McapFiles.StartNs - at, (long)at,
                Convert.ToHexString(McapFiles.Payload(at)))),
            read.Select(message => message.Content));
        Assert.All(read, message => Assert.True(message.CrcVerified));
        Assert.Equal(channels, reader.Channels.Count);
        Assert.Equal("topic/41", reader.Channels[42].Topic);
        Assert.Equal("41", reader.Channels[42].Metadata["at"]);
        Assert.Equal("{\"title\":\"41\"}", Encoding.UTF8.GetString(reader.Schemas[reader.Channels[42].SchemaId].Data.Span));
    }

    [Fact]
    public void Read_AttachmentAndMetadata_GivesThemBack()
    {
        using var reader = new McapReader(new MemoryStream(McapFiles.Small()));

        McapReadEnd end = reader.ReadToEnd();

        Assert.Equal(McapReadEndKind.Complete, end.Kind);
        Assert.Equal("o4o", reader.Profile);
        McapAttachment attachment = Assert.Single(reader.Attachments);
        Assert.Equal(
            ("planogram.json", "application/json", McapFiles.StartNs, McapFiles.StartNs - 1),
            (attachment.Name, attachment.MediaType, attachment.LogTimeNs, attachment.CreateTimeNs));
        Assert.Equal("{\"shelves\":[]}", Encoding.UTF8.GetString(attachment.Data.Span));
        McapMetadata metadata = Assert.Single(reader.Metadata);
        Assert.Equal("store", metadata.Name);
        Assert.Equal("값", metadata.Values["한글"]);
    }

    [Fact]
    public void Statistics_CompleteFile_CountWhatWasWritten()
    {
        using var reader = new McapReader(new MemoryStream(McapFiles.Small(30)));

        reader.ReadToEnd();

        McapStatistics statistics = reader.Statistics!;
        Assert.Equal((30, 1, 2, 1, 1), (
            statistics.MessageCount, statistics.SchemaCount, statistics.ChannelCount, statistics.AttachmentCount,
            statistics.MetadataCount));
        Assert.True(statistics.ChunkCount > 2);
        Assert.Equal((McapFiles.StartNs, McapFiles.StartNs + 29), (statistics.FirstLogTimeNs, statistics.LastLogTimeNs));
        Assert.Equal(20, statistics.MessagesByChannel[1]);
        Assert.Equal(10, statistics.MessagesByChannel[2]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_NoMessages_IsComplete(bool withChannel)
    {
        var stream = new MemoryStream();
        using (var writer = new McapWriter(stream, leaveOpen: true))
        {
            if (withChannel)
            {
                writer.AddChannel("quiet", 0, "raw");
            }
        }

        stream.Position = 0;
        using var reader = new McapReader(stream);
        McapReadEnd end = reader.ReadToEnd();

        Assert.Equal(new McapReadEnd(McapReadEndKind.Complete, stream.Length, string.Empty), end);
        Assert.Equal(withChannel ? 1 : 0, reader.Channels.Count);
    }

    [Fact]
    public void Write_MessageLargerThanChunkAndWindow_ComesBackWhole()
    {
        var data = new byte[5 << 20];
        new Random(1).NextBytes(data);
        var stream = new MemoryStream();
        using (var writer = new McapWriter(stream, leaveOpen: true))
        {
            ushort channel = writer.AddChannel("frames", 0, "raw");
            writer.Write(channel, 1, 1, 1, "before"u8);
            writer.Write(channel, 2, 2, 2, data);
            writer.Write(channel, 3, 3, 3, "after"u8);
        }

        List<KeptMessage> read = McapFiles.Read(stream.ToArray(), out McapReadEnd end);

        Assert.Equal(McapReadEndKind.Complete, end.Kind);
        Assert.Equal(3, read.Count);
        Assert.Equal(Convert.ToHexString(data), read[1].DataHex);
    }

    [Fact]
    public void Write_LongSpanOfLogTime_StartsAChunkPerSecond()
    {
        var stream = new MemoryStream();
        using (var writer = new McapWriter(stream, leaveOpen: true))
        {
            ushort channel = writer.AddChannel("slow", 0, "raw");
            for (int tenth = 0; tenth < 50; tenth++)
            {
                writer.Write(channel, (uint)tenth, tenth * 100_000_000L, 0, "x"u8);
            }
        }

        stream.Position = 0;
        using var reader = new McapReader(stream);
        reader.ReadToEnd();

        Assert.Equal(5, reader.Statistics!.ChunkCount);
    }

    [Fact]
    public void Write_SteadyState_AllocatesNothing()
    {
        using var writer = new McapWriter(Stream.Null, new McapWriterOptions { ChunkBytes = 64 << 10 });
        ushort[] channels = [writer.AddChannel("a", 0, "raw"), writer.AddChannel("b", 0, "raw")];
        var data = new byte[100];

        long allocated = McapFiles.LeastAllocated(() => WriteMany(writer, channels, data, 20_000));

        Assert.True(writer.Position > 100_000 * 131L);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void TryRead_ManyMessages_AllocatesNothingPerMessage()
    {
        var stream = new MemoryStream();
        using (var writer = new McapWriter(stream, leaveOpen: true))
        {
            WriteMany(writer, [writer.AddChannel("a", 0, "raw"), writer.AddChannel("b", 0, "raw")], new byte[100], 100_000);
        }

        stream.Position = 0;
        using var reader = new McapReader(stream);
        Assert.True(reader.TryRead(out _));
        int read = 1;

        long allocated = McapFiles.LeastAllocated(() =>
        {
            for (int at = 0; at < 15_000 && reader.TryRead(out _); at++)
            {
                read++;
            }
        });

        Assert.Equal(75_001, read);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void CompletedBytes_AtEveryStep_IsNeverLessThanTheCompletedFile()
    {
        for (int messages = 0; messages < 40; messages++)
        {
            var stream = new MemoryStream();
            var writer = new McapWriter(stream, new McapWriterOptions { ChunkBytes = 512 }, leaveOpen: true);
            ushort channel = writer.AddChannel("a", writer.AddSchema("s", "", default), "raw");
            for (int at = 0; at < messages; at++)
            {
                writer.Write(channel, 0, at, at, McapFiles.Payload(at));
            }

            long promised = writer.CompletedBytes;
            writer.Complete();

            Assert.InRange(stream.Length, promised - 200, promised);
        }
    }

    [Fact]
    public void Write_AfterTheStreamFailed_RefusesInsteadOfWritingAfterAHole()
    {
        using var full = new FaultyStream(new MemoryStream(), failAfterBytes: 4000);
        var writer = new McapWriter(full, new McapWriterOptions { ChunkBytes = 1024 });
        ushort channel = writer.AddChannel("a", 0, "raw");

        Assert.Throws<IOException>(() =>
        {
            for (int at = 0; at < 1000; at++)
            {
                writer.Write(channel, 0, at, at, new byte[100]);
            }
        });

        Assert.Throws<InvalidOperationException>(() => writer.Write(channel, 0, 1, 1, "x"u8));
        Assert.Throws<InvalidOperationException>(writer.Complete);
        writer.Dispose();
    }

    private static void WriteMany(McapWriter writer, ushort[] channels, byte[] data, int count)
    {
        for (int at = 0; at < count; at++)
        {
            writer.Write(channels[at & 1], (uint)at, at, at, data);
        }
    }
}
