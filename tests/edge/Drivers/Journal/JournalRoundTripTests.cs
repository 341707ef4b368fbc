using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Drivers.Journal;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Journal;

public sealed class JournalRoundTripTests
{
    [Fact]
    public void Journal_RealDirectoryClosedAndReopened_GivesEveryRecordBack()
    {
        using var directory = new TemporaryDirectory();
        using (var first = JournalWriter.Open(directory.Path, Records.Small))
        {
            Records.Append(first, groups: 20, recordsPerGroup: 7);
        }

        using var second = JournalWriter.Open(directory.Path, Records.Small);
        Records.Append(second, groups: 1, recordsPerGroup: 10);
        using var reader = JournalReader.Open(directory.Path);
        var last = Records.ReadAndCheck(reader);

        Assert.Equal(150, last);
        Assert.Equal((140, 140, ""), (second.Recovery.Records, second.Recovery.LastSequence, second.Recovery.Reason));
        Assert.True(second.Recovery.Segments > 1, "the records should fill several segments");
        Assert.Equal("test-store", reader.Store);
    }

    [Fact]
    public void Journal_AnySizesAndFlushPoints_GivesThemBackInOrder()
    {
        // A negative number is a point at which everything must be durable; others are record sizes.
        var steps = Gen.Choose(-2000, 8 << 10).ArrayOf().ToArbitrary();

        var property = Prop.ForAll(steps, sizes =>
        {
            var disk = new MemoryDisk();
            var written = new List<byte[]>();
            using (var writer = Records.Open(disk))
            {
                foreach (var size in sizes)
                {
                    if (size < 0)
                    {
                        Assert.True(writer.WaitDurable(writer.LastSequence, Records.Limit));
                        Assert.Equal(writer.LastSequence, Records.ReadBytes(disk.Copy(), written));
                        continue;
                    }

                    written.Add(Records.Payload(written.Count + 1, size));
                    Assert.Equal(written.Count, writer.Append(written[^1]));
                }
            }

            Assert.Equal(written.Count, Records.ReadBytes(disk, written));
        });

        property.QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(140)]
    public void Reader_FromASequence_BeginsThere(long from)
    {
        var disk = new MemoryDisk();
        using (var writer = Records.Open(disk))
        {
            Records.Append(writer, groups: 20, recordsPerGroup: 7);
        }

        using var reader = JournalReader.Open(disk, from);
        var found = reader.TryRead(out var record);

        Assert.True(found);
        Assert.Equal(from, record.Sequence);
        Assert.True(record.Payload.SequenceEqual(Records.Payload(from)));
    }

    [Fact]
    public void Reader_BesideALiveWriter_SeesWhatIsDurableAndGoesOn()
    {
        using var directory = new TemporaryDirectory();
        using var writer = JournalWriter.Open(directory.Path, Records.Small);
        using var reader = JournalReader.Open(directory.Path);

        var seen = new List<long>();
        for (var group = 0; group < 60; group++)
        {
            Records.Append(writer, groups: 1, recordsPerGroup: 3);
            while (reader.TryRead(out var record))
            {
                Assert.True(record.Payload.SequenceEqual(Records.Payload(record.Sequence)));
                seen.Add(record.Sequence);
            }

            Assert.Equal(writer.LastSequence, seen.Count);
        }

        Assert.Equal(Enumerable.Range(1, 180).Select(n => (long)n), seen);
        Assert.True(writer.ReadCounters().Rolls > 1, "the reader should have crossed segments");
    }

    [Fact]
    public async Task Reader_RacingAWriter_NeverCallsTheLiveEndDamage()
    {
        using var directory = new TemporaryDirectory();
        using var writer = JournalWriter.Open(directory.Path, Records.Small);
        using var reader = JournalReader.Open(directory.Path);

        var writing = Task.Run(() => Records.Append(writer, groups: 300, recordsPerGroup: 10));
        var next = 1L;
        while (next <= 3000)
        {
            while (reader.TryRead(out var record))
            {
                Assert.Equal(next++, record.Sequence);
                Assert.True(record.Payload.SequenceEqual(Records.Payload(record.Sequence)));
            }

            Assert.False(writing.IsFaulted, "the writer should not fail");
        }

        await writing;
        Assert.Equal(3001, next);
    }

    [Fact]
    public void Append_RecordOverTheLimit_IsRefusedAndTakesNoSequence()
    {
        using var writer = Records.Open(new MemoryDisk());

        var error = Assert.Throws<ArgumentException>(() => writer.Append(new byte[(8 << 10) + 1]));

        Assert.Contains("8193", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, writer.LastSequence);
    }

    [Theory]
    [InlineData("MaxSegmentBytes")]
    [InlineData("MaxRecordBytes")]
    [InlineData("BufferBytes")]
    [InlineData("PreallocateBytes")]
    [InlineData("Store")]
    public void Options_OutOfRange_NameTheOption(string name)
    {
        var bad = name switch
        {
            "MaxSegmentBytes" => Records.Small with { MaxSegmentBytes = 100 },
            "MaxRecordBytes" => Records.Small with { MaxRecordBytes = 16 << 10 },
            "BufferBytes" => Records.Small with { BufferBytes = 1 },
            "PreallocateBytes" => Records.Small with { PreallocateBytes = -1 },
            _ => Records.Small with { Store = "" },
        };

        var error = Assert.Throws<ArgumentException>(() => Records.Open(new MemoryDisk(), bad));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Crc32C_StandardCheckString_GivesTheStandardValue()
    {
        // The check value of CRC-32/ISCSI in the catalogue of parametrised CRC algorithms.
        var whole = Crc32C.Compute(0, "123456789"u8);
        var inTwo = Crc32C.Compute(Crc32C.Compute(0, "1234"u8), "56789"u8);

        Assert.Equal((0xE3069283u, 0xE3069283u), (whole, inTwo));
    }
}
