using O4O.Edge.Drivers.Journal;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Journal;

public sealed class JournalRecoveryTests
{
    private static readonly string First = SegmentName.Of(1);

    [Fact]
    public void Recovery_CutAtEveryByteOfTheLastThreeRecords_KeepsTheLongestPrefix()
    {
        var whole = Written(groups: 8, recordsPerGroup: 1)[First];
        var ends = EndsOf(whole);
        var checkedCuts = 0;

        for (var cut = ends[^4]; cut <= whole.Length; cut++)
        {
            var disk = new MemoryDisk();
            disk.Put(First, whole[..cut]);
            var expected = ends.Count(end => end <= cut) - 1; // the first end is the header's

            Assert.Equal(expected, Records.ReadAndCheck(disk));
            using (var writer = Records.Open(disk))
            {
                // Zeros at the end could as well be space written ahead: they are no evidence, and not kept.
                var torn = whole.AsSpan(ends[expected], cut - ends[expected]).LastIndexOfAnyExcept((byte)0) + 1;
                Assert.Equal((expected, expected), (writer.Recovery.Records, writer.Recovery.LastSequence));
                Assert.Equal(torn, writer.Recovery.BytesCut);
                Assert.Equal(torn > 0, writer.Recovery.Reason.Length > 0);
                Records.Append(writer, groups: 1, recordsPerGroup: 2);
            }

            Assert.Equal(expected + 2, Records.ReadAndCheck(disk));
            checkedCuts++;
        }

        Assert.Equal(whole.Length - ends[^4] + 1, checkedCuts);
    }

    [Fact]
    public void Recovery_OneThousandBitFlips_NeverGiveAWrongRecord()
    {
        var whole = Written(groups: 12, recordsPerGroup: 5)[First];
        var ends = EndsOf(whole);
        // The last record says which one was durable when its own group was written: how the groups fell is the threads' affair.
        var lastGroupBegins = ends[(int)BitConverter.ToInt64(whole, ends[^2] + 16)];
        var refused = 0;
        var cut = 0;

        for (var seed = 0; seed < 1000; seed++)
        {
            // A third of the flips in each of header, older groups and last group.
            var random = new Random(seed);
            var (from, to) = (seed % 3) switch
            {
                0 => (0, SegmentHeader.Bytes),
                1 => (SegmentHeader.Bytes, lastGroupBegins),
                _ => (lastGroupBegins, whole.Length),
            };
            var at = random.Next(from, to);
            var bytes = whole.ToArray();
            bytes[at] ^= (byte)(1 << random.Next(8));
            var disk = new MemoryDisk();
            disk.Put(First, bytes);

            if (at < lastGroupBegins)
            {
                var error = Assert.Throws<JournalException>(() => Records.Open(disk));
                Assert.Equal(JournalFault.Corrupt, error.Fault);
                Assert.Contains(First, error.Message, StringComparison.Ordinal);
                Assert.Equal(at < SegmentHeader.Bytes, error.Cause.Contains("header", StringComparison.Ordinal) && error.Offset == 0);
                Assert.Throws<JournalException>(() => Records.ReadAndCheck(disk));
                Assert.Equal(bytes, disk[First]);
                refused++;
            }
            else
            {
                var good = ends.Count(end => end <= at) - 1;
                Assert.Equal(good, Records.ReadAndCheck(disk));
                using var writer = Records.Open(disk);
                Assert.Equal(good, writer.Recovery.LastSequence);
                Assert.NotEmpty(writer.Recovery.Reason);
                cut++;
            }
        }

        Assert.True(refused > 600 && cut > 300, $"{refused} refused, {cut} cut");
    }

    [Fact]
    public void Recovery_TornTail_KeepsTheCutBytesInASideFile()
    {
        var disk = Written(groups: 3, recordsPerGroup: 1);
        var whole = disk[First];
        byte[] junk = [1, 2, 3, 4, 5, 6, 7];
        disk.Put(First, [.. whole, .. junk, 0, 0, 0]);

        using var writer = Records.Open(disk);

        var side = $"{First}.cut-{whole.Length}";
        Assert.Equal((7L, side), (writer.Recovery.BytesCut, writer.Recovery.CutFile));
        Assert.Equal(junk, disk[side]);
        Assert.Equal(whole, disk[First]);
    }

    [Fact]
    public void Recovery_ProcessKilledWithZerosAhead_IsClean()
    {
        var disk = new MemoryDisk();
        using var writer = Records.Open(disk);
        Records.Append(writer, groups: 3, recordsPerGroup: 2);
        var killed = disk.Copy();

        using var next = Records.Open(killed);

        Assert.Equal((6L, 0L, ""), (next.Recovery.Records, next.Recovery.BytesCut, next.Recovery.Reason));
    }

    [Fact]
    public void Recovery_BadOlderSegment_IsRefusedAndLeftAlone()
    {
        var disk = Written(groups: 30, recordsPerGroup: 3);
        var older = disk[First];
        disk.Put(First, older[..^8]);

        var error = Assert.Throws<JournalException>(() => Records.Open(disk));

        Assert.Equal((JournalFault.Corrupt, "/memory/" + First), (error.Fault, error.File));
        Assert.Contains("a later segment follows", error.Cause, StringComparison.Ordinal);
        Assert.Equal(older[..^8], disk[First]);
    }

    [Fact]
    public void Recovery_MissingSegment_IsNamed()
    {
        var disk = Written(groups: 60, recordsPerGroup: 3);
        disk.Delete(SegmentName.Of(2));

        var error = Assert.Throws<JournalException>(() => Records.Open(disk));
        var readerError = Assert.Throws<JournalException>(() => Records.ReadAndCheck(disk));

        Assert.Equal(("/memory/" + SegmentName.Of(2), "the segment is missing"), (error.File, error.Cause));
        Assert.Equal(error.Cause, readerError.Cause);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(128)]
    public void Recovery_SegmentThatNeverCameToBe_IsBegunAgain(int headerBytes)
    {
        var disk = Written(groups: 2, recordsPerGroup: 2);
        var header = new byte[headerBytes];
        Array.Fill(header, (byte)9, 0, headerBytes / 2);
        disk.Put(SegmentName.Of(2), header);

        using (var writer = Records.Open(disk))
        {
            Assert.Equal(4, writer.Recovery.LastSequence);
            Records.Append(writer, groups: 40, recordsPerGroup: 3);
        }

        Assert.Equal(124, Records.ReadAndCheck(disk));
    }

    [Fact]
    public void Recovery_FrameOfAnotherSegment_IsNotARecordHere()
    {
        var disk = Written(groups: 3, recordsPerGroup: 1);
        var other = new MemoryDisk();
        using (var writer = Records.Open(other, Records.Small with { Store = "elsewhere" }))
        {
            Records.Append(writer, groups: 4, recordsPerGroup: 1);
        }

        var foreign = other[First];
        disk.Put(First, [.. disk[First], .. foreign[EndsOf(foreign)[3]..]]);

        Assert.Equal(3, Records.ReadAndCheck(disk));
    }

    [Fact]
    public void Open_JournalOfAnotherStore_IsRefused()
    {
        var disk = Written(groups: 1, recordsPerGroup: 1);

        var error = Assert.Throws<JournalException>(() => Records.Open(disk, Records.Small with { Store = "elsewhere" }));

        Assert.Equal(JournalFault.ForeignStore, error.Fault);
        Assert.Contains("'test-store'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verifier_CleanTornAndCorrupt_SaysWhichAndWhere()
    {
        var disk = Written(groups: 6, recordsPerGroup: 2);
        var whole = disk[First];
        var ends = EndsOf(whole);
        var damaged = whole.ToArray();
        damaged[ends[2] + 30] ^= 1;

        var clean = Verify(whole);
        var torn = Verify(whole[..^1]);
        var corrupt = Verify(damaged);

        Assert.Equal((JournalTailState.Clean, 12L, 1L, 12L), (clean.Tail.State, clean.Records, clean.FirstSequence, clean.LastSequence));
        Assert.Equal((whole.Length, 1, "test-store"), ((int)clean.Bytes, clean.Segments, clean.Store));
        Assert.Equal((JournalTailState.Torn, (long)ends[11]), (torn.Tail.State, torn.Tail.Offset));
        Assert.Contains("ends inside a record", torn.Tail.Reason, StringComparison.Ordinal);
        Assert.Equal((JournalTailState.Corrupt, (long)ends[2], 2L), (corrupt.Tail.State, corrupt.Tail.Offset, corrupt.LastSequence));
        Assert.Equal((true, true, false), (clean.IsUsable, torn.IsUsable, corrupt.IsUsable));
    }

    private static JournalReport Verify(byte[] segment)
    {
        var disk = new MemoryDisk();
        disk.Put(First, segment);
        using var reader = JournalReader.Open(disk, 1);
        return JournalVerifier.Verify(reader, "/memory");
    }

    private static MemoryDisk Written(int groups, int recordsPerGroup)
    {
        var disk = new MemoryDisk();
        using var writer = Records.Open(disk, Records.Small with { MaxSegmentBytes = groups > 20 ? 64 << 10 : 1 << 20 });
        Records.Append(writer, groups, recordsPerGroup);
        return disk;
    }

    /// <summary>Where the header and each record of a closed segment end; the test's own arithmetic of the README's format.</summary>
    private static List<int> EndsOf(byte[] segment)
    {
        var ends = new List<int> { 128 };
        while (ends[^1] < segment.Length)
        {
            var payload = BitConverter.ToInt32(segment, ends[^1]);
            ends.Add(ends[^1] + ((24 + payload + 7) / 8 * 8));
        }

        Assert.Equal(segment.Length, ends[^1]);
        return ends;
    }
}
