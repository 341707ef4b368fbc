using System.Collections.Concurrent;
using O4O.Edge.Drivers.Journal;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Journal;

public sealed class JournalFailureTests
{
    [Fact]
    public void Writer_FlushFails_StopsForGood()
    {
        var disk = new MemoryDisk();
        var durable = new ConcurrentQueue<long>();
        var failures = new ConcurrentQueue<string>();
        using var failed = new ManualResetEventSlim();
        using var writer = Records.Open(disk, null, durable.Enqueue, reason =>
        {
            failures.Enqueue(reason);
            failed.Set();
        });
        Records.Append(writer, groups: 2, recordsPerGroup: 1);

        disk.FailFlushAt = disk.Flushes + 1;
        writer.Append(Records.Payload(3));
        Assert.True(failed.Wait(Records.Limit));
        disk.FailFlushAt = 0; // a later flush would succeed, and must not be tried

        Assert.False(writer.WaitDurable(3, Records.Limit));
        var error = Assert.Throws<JournalException>(() => writer.Append(Records.Payload(4)));
        Assert.Contains("Input/output error", error.Message, StringComparison.Ordinal);
        Assert.Equal(AppendOutcome.Refused, writer.TryAppend(Records.Payload(4), out _));
        Assert.Equal((JournalState.Failed, 2L), (writer.State, writer.DurableSequence));
        Assert.Equal([1L, 2L], durable);
        Assert.Equal(["Input/output error"], failures);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8 << 10)]
    public void Writer_DiskFillsAtAnyByte_LeavesAFileThatRecovers(int preallocateBytes)
    {
        var options = Records.Small with { PreallocateBytes = preallocateBytes };
        for (var capacity = 1000; capacity < 90_000; capacity += 997)
        {
            var disk = new MemoryDisk { CapacityBytes = capacity };

            var durable = AppendUntilFull(Records.Open(disk, options));

            disk.CapacityBytes = long.MaxValue;
            using (var writer = Records.Open(disk, options))
            {
                Assert.True(writer.Recovery.LastSequence >= durable, $"{capacity}: {durable} durable, {writer.Recovery}");
            }

            Assert.True(Records.ReadAndCheck(disk) >= durable);
        }
    }

    [TmpfsFact]
    [Trait("Needs", "mount")]
    public void Writer_RealDiskFull_StopsAndRecoversAfterSpaceIsFreed()
    {
        using var directory = new TemporaryDirectory();
        var mount = Directory.CreateDirectory(Path.Combine(directory.Path, "mount")).FullName;
        using var tmpfs = SmallTmpfs.Mount(mount, kibibytes: 256);
        var path = Path.Combine(mount, "journal");
        var ballast = Path.Combine(mount, "ballast");
        File.WriteAllBytes(ballast, new byte[64 << 10]);

        var durable = AppendUntilFull(JournalWriter.Open(path, Records.Small));
        File.Delete(ballast);

        using (var writer = JournalWriter.Open(path, Records.Small))
        {
            Assert.True(writer.Recovery.LastSequence >= durable, $"{durable} durable, {writer.Recovery}");
            Records.Append(writer, groups: 2, recordsPerGroup: 2);
        }

        using var reader = JournalReader.Open(path);
        Assert.True(Records.ReadAndCheck(reader) >= durable + 4);
    }

    [Fact]
    public void Open_SecondWriter_IsRefusedWhileTheFirstLives()
    {
        using var directory = new TemporaryDirectory();
        using (JournalWriter.Open(directory.Path, Records.Small))
        {
            var error = Assert.Throws<JournalException>(() => JournalWriter.Open(directory.Path, Records.Small));
            Assert.Equal(JournalFault.Locked, error.Fault);
            Assert.Contains(directory.Path, error.Message, StringComparison.Ordinal);
        }

        using var next = JournalWriter.Open(directory.Path, Records.Small);
        Assert.Equal(JournalState.Running, next.State);
    }

    [Fact]
    public void Append_AfterDispose_IsRefused()
    {
        var writer = Records.Open(new MemoryDisk());
        writer.Dispose();

        var error = Assert.Throws<JournalException>(() => writer.Append([1]));

        Assert.Equal((JournalFault.Closed, JournalState.Closed), (error.Fault, writer.State));
    }

    /// <summary>Appends until the disk refuses; returns the last sequence that was called durable.</summary>
    private static long AppendUntilFull(JournalWriter opened)
    {
        using var writer = opened;
        for (var sequence = 1L; sequence < 10_000; sequence++)
        {
            if (writer.TryAppend(Records.Payload(sequence), out _) == AppendOutcome.Refused
                || !writer.WaitDurable(sequence, Records.Limit))
            {
                Assert.Equal(JournalState.Failed, writer.State);
                Assert.Contains("space", writer.Failure, StringComparison.OrdinalIgnoreCase);
                return writer.DurableSequence;
            }
        }

        throw new InvalidOperationException("the disk never filled");
    }
}
