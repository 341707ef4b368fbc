using System.Buffers.Binary;
using System.Text;
using O4O.Edge.Drivers.Mcap;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Mcap;

public class McapDamageTests
{
    [Fact]
    public void Read_CutAtEveryByte_GivesEveryWholeMessageThenTruncated()
    {
        byte[] file = McapFiles.Small();
        List<KeptMessage> all = McapFiles.Read(file, out _);

        for (int cut = 0; cut < file.Length; cut++)
        {
            List<KeptMessage> read = McapFiles.Read(file[..cut], out McapReadEnd end);

            IEnumerable<KeptMessage> whole = all.Where(message => message.RecordEnd <= cut);
            Assert.Equal(whole.Select(message => message.Content), read.Select(message => message.Content));
            Assert.Equal((McapReadEndKind.Truncated, cut), (end.Kind, end.Offset));
        }
    }

    [Fact]
    public void Read_OneFlippedBitAnywhere_IsNoticedAndGivesNoWrongMessage()
    {
        byte[] file = McapFiles.Small();
        HashSet<(ushort, uint, long, long, string)> right =
            [.. McapFiles.Read(file, out _).Select(message => message.Content)];

        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            List<KeptMessage> read = McapFiles.Read(file, out McapReadEnd end);
            file[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.True(end.Kind != McapReadEndKind.Complete, $"bit {bit} went unnoticed");
            Assert.All(read, message => Assert.True(right.Contains(message.Content), $"bit {bit} changed a message"));
        }
    }

    [Fact]
    public void Read_RandomDamage_NeverThrowsNorPassesAWrongMessageAsVerified()
    {
        byte[] file = McapFiles.Small();
        HashSet<(ushort, uint, long, long, string)> right =
            [.. McapFiles.Read(file, out _).Select(message => message.Content)];

        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            byte[] damaged = [.. file];
            for (int flip = random.Next(1, 12); flip > 0; flip--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            List<KeptMessage> read = McapFiles.Read(damaged, out McapReadEnd end);

            Assert.NotEqual(McapReadEndKind.Complete, end.Kind);
            Assert.All(
                read.Where(message => message.CrcVerified),
                message => Assert.True(right.Contains(message.Content), $"seed {seed}"));
        }
    }

    [Fact]
    public void Read_RandomBytesAfterTheHeader_EndsWithAValue()
    {
        byte[] start = McapFiles.Small()[..40];
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var noise = new byte[random.Next(1, 400)];
            random.NextBytes(noise);
            if (seed % 2 == 0)
            {
                // A plausible length, so that the record parsers see the noise.
                noise[0] = (byte)random.Next(1, 16);
                noise.AsSpan(1, Math.Min(8, noise.Length - 1)).Clear();
                noise[Math.Min(1, noise.Length - 1)] = (byte)random.Next(64);
            }

            List<KeptMessage> read = McapFiles.Read([.. start, .. noise], out McapReadEnd end);

            Assert.Empty(read);
            Assert.NotEqual(McapReadEndKind.Complete, end.Kind);
        }
    }

    [Fact]
    public void Read_DamagedChunk_IsCorruptAtTheChunksOffset()
    {
        byte[] file = McapFiles.Small();
        List<KeptMessage> all = McapFiles.Read(file, out _);
        long inside = all[^1].RecordEnd - 1;

        file[inside] ^= 1;
        List<KeptMessage> read = McapFiles.Read(file, out McapReadEnd end);

        Assert.Equal(McapReadEndKind.Corrupt, end.Kind);
        Assert.Equal(0x06, file[end.Offset]);
        Assert.InRange(end.Offset, read[^1].RecordEnd, inside);
        Assert.Contains("checksum of a chunk", end.Reason, StringComparison.Ordinal);
        Assert.Throws<McapFormatException>(end.ThrowUnlessComplete);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("lz4")]
    public void Read_CompressedChunk_NamesTheCompressionAndTheCure(string compression)
    {
        byte[] file = [.. FileStart(), .. Chunk(compression, new byte[32])];

        List<KeptMessage> read = McapFiles.Read(file, out McapReadEnd end);

        Assert.Empty(read);
        Assert.Equal((McapReadEndKind.Unsupported, FileStart().LongLength), (end.Kind, end.Offset));
        Assert.Contains(compression, end.Reason, StringComparison.Ordinal);
        Assert.Contains("mcap decompress", end.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(1L << 40)]
    public void Read_AbsurdLength_IsCorruptWithoutTakingMemory(long length)
    {
        var record = new byte[64];
        record[0] = 0x09;
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(1), length);
        byte[] file = [.. FileStart(), .. record];

        long before = GC.GetAllocatedBytesForCurrentThread();
        McapFiles.Read(file, out McapReadEnd end);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((McapReadEndKind.Corrupt, FileStart().LongLength), (end.Kind, end.Offset));
        Assert.InRange(allocated, 0, 4 << 20);
    }

    [Fact]
    public void Read_LengthWithinTheLimitButNotInTheFile_IsTruncatedWithoutTakingMemory()
    {
        var record = new byte[64];
        record[0] = 0x09;
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(1), 200 << 20);
        byte[] file = [.. FileStart(), .. record];

        long before = GC.GetAllocatedBytesForCurrentThread();
        McapFiles.Read(file, out McapReadEnd end);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(McapReadEndKind.Truncated, end.Kind);
        Assert.InRange(allocated, 0, 4 << 20);
    }

    [Fact]
    public void Read_MoreAttachmentsThanMayBeHeld_IsUnsupported()
    {
        var stream = new MemoryStream();
        using (var writer = new McapWriter(stream, leaveOpen: true))
        {
            writer.AddAttachment("a", "text/plain", 0, new byte[600]);
            writer.AddAttachment("b", "text/plain", 0, new byte[600]);
        }

        stream.Position = 0;
        using var reader = new McapReader(stream, new McapReaderOptions { MaxHeldBytes = 1024 });
        McapReadEnd end = reader.ReadToEnd();

        Assert.Equal(McapReadEndKind.Unsupported, end.Kind);
        Assert.Single(reader.Attachments);
    }

    [Fact]
    public void Read_TextFile_IsNotMcap()
    {
        byte[] file = Encoding.UTF8.GetBytes("Dear reader, this is a letter.");

        McapFiles.Read(file, out McapReadEnd end);

        Assert.Equal((McapReadEndKind.Corrupt, 0L), (end.Kind, end.Offset));
    }

    private static byte[] FileStart()
    {
        byte[] file = McapFiles.Small(0);
        int header = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(9));
        return file[..(8 + 9 + header)];
    }

    private static byte[] Chunk(string compression, byte[] records)
    {
        var content = new MemoryStream();
        using var fields = new BinaryWriter(content);
        fields.Write(0L);
        fields.Write(0L);
        fields.Write(4096UL);
        fields.Write(0xDEADBEEFu);
        fields.Write(Encoding.UTF8.GetByteCount(compression));
        fields.Write(Encoding.UTF8.GetBytes(compression));
        fields.Write((ulong)records.Length);
        fields.Write(records);
        return [0x06, .. BitConverter.GetBytes(content.Length), .. content.ToArray()];
    }
}
