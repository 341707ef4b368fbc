using O4O.Edge.Drivers.Journal;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Journal;

/// <summary>Records whose content follows from their sequence, so that a wrong one is known when it is read.</summary>
internal static class Records
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static readonly JournalOptions Small = new()
    {
        Store = "test-store", MaxSegmentBytes = 64 << 10, MaxRecordBytes = 8 << 10, BufferBytes = 16 << 10, PreallocateBytes = 8 << 10,
    };

    public static byte[] Payload(long sequence, int length)
    {
        var bytes = new byte[length];
        new Random((int)(sequence * 7919)).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A length that follows from the sequence, 0 to 2,999 bytes.</summary>
    public static int LengthOf(long sequence) => (int)(sequence * 7907 % 3000);

    public static byte[] Payload(long sequence) => Payload(sequence, LengthOf(sequence));

    /// <summary>Appends the records that follow, each group flushed before the next begins.</summary>
    public static void Append(JournalWriter writer, int groups, int recordsPerGroup)
    {
        for (var group = 0; group < groups; group++)
        {
            var last = 0L;
            for (var i = 0; i < recordsPerGroup; i++)
            {
                last = writer.Append(Payload(writer.LastSequence + 1));
            }

            Assert.True(writer.WaitDurable(last, Limit));
        }
    }

    /// <summary>Reads everything, requires dense sequences and the right content, and returns the last sequence.</summary>
    public static long ReadAndCheck(JournalReader reader)
    {
        var last = 0L;
        while (reader.TryRead(out var record))
        {
            Assert.Equal(last + 1, record.Sequence);
            Assert.True(record.Payload.SequenceEqual(Payload(record.Sequence)), $"record {record.Sequence} has other bytes");
            last = record.Sequence;
        }

        return last;
    }

    public static long ReadAndCheck(IJournalStorage storage)
    {
        using var reader = JournalReader.Open(storage, 1);
        return ReadAndCheck(reader);
    }

    /// <summary>Reads everything, requires these bytes in this order, and returns how many there were.</summary>
    public static long ReadBytes(IJournalStorage storage, List<byte[]> expected)
    {
        using var reader = JournalReader.Open(storage, 1);
        var count = 0;
        while (reader.TryRead(out var record))
        {
            Assert.True(record.Payload.SequenceEqual(expected[count]), $"record {record.Sequence} has other bytes");
            count++;
        }

        return count;
    }

    public static JournalWriter Open(
        MemoryDisk disk, JournalOptions? options = null, Action<long>? onDurable = null, Action<string>? onFailed = null) =>
        JournalWriter.Open(disk, options ?? Small, onDurable, onFailed);
}
