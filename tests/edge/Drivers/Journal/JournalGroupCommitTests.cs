using System.Collections.Concurrent;
using O4O.Edge.Drivers.Journal;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Journal;

public sealed class JournalGroupCommitTests
{
    [Fact]
    public void Writer_SixtyFourAppendersDuringOneFlush_ShareTheNext()
    {
        var disk = new MemoryDisk();
        using var gate = new ManualResetEventSlim();
        using var flushing = new ManualResetEventSlim();
        disk.BeforeFlush = () =>
        {
            flushing.Set();
            gate.Wait(Records.Limit);
        };
        using var writer = Records.Open(disk);
        writer.Append([0]);
        Assert.True(flushing.Wait(Records.Limit));

        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 64 }, _ => writer.Append([1, 2, 3]));
        gate.Set();
        Assert.True(writer.WaitDurable(65, Records.Limit));

        var counters = writer.ReadCounters();
        Assert.Equal((65L, 2L, 64L), (counters.Records, counters.Flushes, counters.MaxRecordsPerFlush));
    }

    [Fact]
    public void Writer_SixtyFourThreadsEachWaiting_TakeFarFewerFlushesThanRecords()
    {
        using var directory = new TemporaryDirectory();
        using var writer = JournalWriter.Open(directory.Path, Records.Small);
        using var start = new Barrier(64);
        var threads = Enumerable.Range(0, 64).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            for (var i = 0; i < 50; i++)
            {
                writer.WaitDurable(writer.Append(new byte[100]), Records.Limit);
            }
        })).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        var counters = writer.ReadCounters();
        Assert.Equal((3200L, 3200L), (counters.Records, writer.DurableSequence));
        Assert.True(counters.Flushes < 3200 / 2, $"{counters.Flushes} flushes for 3200 records");
    }

    [Fact]
    public void OnDurable_AnyGrouping_RisesStrictlyToTheLast()
    {
        var durable = new ConcurrentQueue<long>();
        using (var writer = Records.Open(new MemoryDisk(), null, durable.Enqueue))
        {
            for (var i = 0; i < 500; i++)
            {
                writer.Append(Records.Payload(i, 500));
            }
        }

        Assert.Equal(500, durable.Last());
        Assert.True(durable.Zip(durable.Skip(1)).All(pair => pair.First < pair.Second));
    }

    [Fact]
    public void TryAppend_BufferFullDuringAFlush_SaysFullAndTakesNothing()
    {
        var disk = new MemoryDisk();
        using var gate = new ManualResetEventSlim();
        using var flushing = new ManualResetEventSlim();
        disk.BeforeFlush = () =>
        {
            flushing.Set();
            gate.Wait(Records.Limit);
        };
        using var writer = Records.Open(disk);
        writer.Append([0]);
        Assert.True(flushing.Wait(Records.Limit));

        var accepted = 0;
        while (writer.TryAppend(new byte[1000], out _) == AppendOutcome.Accepted)
        {
            accepted++;
        }

        Assert.Equal((16 << 10) / 1024, accepted); // a frame of 1000 bytes takes 1024
        Assert.Equal(1 + accepted, writer.LastSequence);
        gate.Set();
        Assert.Equal(2 + accepted, writer.Append(new byte[1000]));
    }

    [Fact]
    public void Writer_SteadyState_AllocatesNothing()
    {
        const int Warm = 5_000;
        const int Measured = 20_000;
        using var directory = new TemporaryDirectory();
        var payload = new byte[200];
        long flushBegin = 0;
        long flushEnd = 0;
        using var writer = JournalWriter.Open(directory.Path, Records.Small with { MaxSegmentBytes = 64 << 20 }, durable =>
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            flushBegin = durable <= Warm ? allocated : flushBegin;
            flushEnd = allocated;
        });
        Repeat(writer, payload, Warm);
        Assert.True(writer.WaitDurable(Warm, Records.Limit));

        var begin = GC.GetAllocatedBytesForCurrentThread();
        Repeat(writer, payload, Measured);
        var end = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(writer.WaitDurable(Warm + Measured, Records.Limit));
        Assert.Equal((0L, 0L), (end - begin, flushEnd - flushBegin));
        Assert.True(writer.ReadCounters().Waits > 0, "the buffers should have been full at times");
    }

    private static void Repeat(JournalWriter writer, byte[] payload, int count)
    {
        for (var i = 0; i < count; i++)
        {
            writer.Append(payload);
        }
    }
}
