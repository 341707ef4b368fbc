using O4O.Edge.Drivers.Mcap;

namespace O4O.Edge.Tests.Drivers.Mcap;

/// <summary>A message kept beyond its reading, for comparison.</summary>
internal sealed record KeptMessage(
    ushort ChannelId, uint Sequence, long LogTimeNs, long PublishTimeNs, string DataHex, long RecordEnd, bool CrcVerified)
{
    /// <summary>What the writer decided: not where the message lies, nor what proves it.</summary>
    public (ushort, uint, long, long, string) Content => (ChannelId, Sequence, LogTimeNs, PublishTimeNs, DataHex);
}

/// <summary>Small files and their reading.</summary>
internal static class McapFiles
{
    public const long StartNs = 1_750_000_000_000_000_000;

    /// <summary>Several chunks, channels of odd sizes, an attachment, metadata, a flush in the middle.</summary>
    public static byte[] Small(int messages = 30)
    {
        var stream = new MemoryStream();
        using (var writer = new McapWriter(stream, new McapWriterOptions { ChunkBytes = 512 }, leaveOpen: true))
        {
            writer.AddMetadata("store", new Dictionary<string, string> { ["id"] = "s-1", ["한글"] = "값" });
            ushort schema = writer.AddSchema("Sample", "jsonschema", "{}"u8);
            ushort first = writer.AddChannel("shelf/1", schema, "json");
            ushort second = writer.AddChannel(
                "shelf/2", 0, "raw", new Dictionary<string, string> { ["unit"] = "mg", ["plate"] = "7" });
            for (int at = 0; at < messages; at++)
            {
                byte[] data = Payload(at);
                writer.Write(at % 3 == 0 ? second : first, (uint)at, StartNs + at, StartNs + at - 5, data);
                if (at == messages / 2)
                {
                    writer.AddAttachment("planogram.json", "application/json", StartNs, "{\"shelves\":[]}"u8, StartNs - 1);
                    writer.Flush();
                }
            }
        }

        return stream.ToArray();
    }

    public static byte[] Payload(int at)
    {
        var data = new byte[at * 7 % 41];
        new Random(at).NextBytes(data);
        return data;
    }

    /// <summary>
    /// Fewest bytes that the thread allocated in one of five rounds. The runtime's own work (compiling a hot loop, making a
    /// contended lock's event) falls into some rounds; what each message allocates falls into all.
    /// </summary>
    public static long LeastAllocated(Action round)
    {
        long least = long.MaxValue;
        for (int at = 0; at < 5; at++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    public static List<KeptMessage> Read(byte[] file, out McapReadEnd end)
    {
        using var reader = new McapReader(new MemoryStream(file));
        List<KeptMessage> messages = ReadAll(reader);
        end = reader.End!.Value;
        return messages;
    }

    public static List<KeptMessage> ReadAll(McapReader reader)
    {
        var messages = new List<KeptMessage>();
        while (reader.TryRead(out McapMessage message))
        {
            messages.Add(new KeptMessage(
                message.ChannelId, message.Sequence, message.LogTimeNs, message.PublishTimeNs,
                Convert.ToHexString(message.Data), message.FileOffset + 31 + message.Data.Length, message.CrcVerified));
        }

        return messages;
    }
}
