using System.Text;
using O4O.Edge.Drivers.Mcap;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Mcap;

public sealed class RollingRecordingTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"o4o-rolling-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    [Fact]
    public void TryWrite_MoreThanTheLimit_KeepsTheNewestWithinMaxTotalBytes()
    {
        RollingRecordingOptions options = Options();
        Directory.CreateDirectory(_directory);
        File.WriteAllText(Path.Combine(_directory, "other.mcap"), "not ours");
        const int messages = 20_000;
        long largest = 0;

        using (var recording = new RollingRecording(options))
        {
            Announce(recording);
            for (int at = 0; at < messages; at++)
            {
                WriteUntilTaken(recording, 1, at);
                if (at % 500 == 0)
                {
                    largest = Math.Max(largest, Files().Where(file => file.Exists).Sum(file => file.Length)); // Exists keeps the length: a file may be dropped meanwhile
                }
            }
        }

        FileInfo[] files = Files();
        Assert.InRange(largest, 1, options.MaxTotalBytes);
        Assert.InRange(files.Sum(file => file.Length), options.MaxTotalBytes / 3, options.MaxTotalBytes);
        Assert.All(files, file => Assert.InRange(file.Length, 1, options.MaxFileBytes));
        List<uint> kept = [.. files.SelectMany(file => ReadWhole(file.FullName)).Select(message => message.Sequence)];
        Assert.Equal(Enumerable.Range(messages - kept.Count, kept.Count).Select(at => (uint)at), kept);
        Assert.True(File.Exists(Path.Combine(_directory, "other.mcap")));
    }

    [Fact]
    public void EveryFile_AfterRotation_StandsOnItsOwn()
    {
        using (var recording = new RollingRecording(Options()))
        {
            Announce(recording);
            for (int at = 0; at < 2_000; at++)
            {
                WriteUntilTaken(recording, (ushort)((at % 2) + 1), at);
            }
        }

        FileInfo[] files = Files();
        Assert.True(files.Length > 1);
        Assert.All(files, file =>
        {
            using McapReader reader = McapReader.Open(file.FullName);
            reader.ReadToEnd().ThrowUnlessComplete();
            Assert.Equal(["shelf/1", "shelf/2"], reader.Channels.OrderBy(pair => pair.Key).Select(pair => pair.Value.Topic));
            Assert.Equal("Sample", reader.Schemas[reader.Channels[1].SchemaId].Name);
            Assert.Equal("plan", Encoding.UTF8.GetString(Assert.Single(reader.Attachments).Data.Span));
            Assert.Equal("s-1", Assert.Single(reader.Metadata).Values["id"]);
        });
    }

    [Fact]
    public void AddChannel_WhileAFileIsOpen_EntersThatFile()
    {
        using (var recording = new RollingRecording(Options()))
        {
            Announce(recording);
            WriteUntilTaken(recording, 1, 0);
            Assert.True(recording.Flush(Limit));
            ushort late = recording.AddChannel("late", 0, "raw");
            WriteUntilTaken(recording, late, 1);
        }

        List<KeptMessage> read = ReadWhole(Assert.Single(Files()).FullName);
        Assert.Equal([(ushort)1, (ushort)3], read.Select(message => message.ChannelId));
    }

    [Fact]
    public void Flush_BeforeACrash_LeavesTheMessagesReadable()
    {
        using var recording = new RollingRecording(Options() with { FlushInterval = TimeSpan.FromMinutes(1) });
        Announce(recording);
        for (int at = 0; at < 100; at++)
        {
            WriteUntilTaken(recording, 1, at);
        }

        bool flushed = recording.Flush(Limit);

        byte[] asACrashLeavesIt = ReadShared(Assert.Single(Files()).FullName);
        List<KeptMessage> read = McapFiles.Read(asACrashLeavesIt, out McapReadEnd end);
        Assert.True(flushed);
        Assert.Equal(100, read.Count);
        Assert.Equal(McapReadEndKind.Truncated, end.Kind);
        Assert.Equal(100, recording.Status.Written);
    }

    [Fact]
    public void TryWrite_FullQueue_RefusesAndCountsWithoutWaiting()
    {
        using var gate = new ManualResetEventSlim();
        using var recording = new RollingRecording(
            Options() with { QueueBytes = 4096 },
            null,
            path =>
            {
                gate.Wait(Limit);
                return McapWriter.OpenFile(path);
            });
        Announce(recording);
        int taken = 0;

        while (recording.TryWrite(1, (uint)taken, 0, 0, new byte[68]))
        {
            taken++;
        }

        bool again = recording.TryWrite(1, 0, 0, 0, new byte[68]);
        RollingRecordingStatus status = recording.Status;
        gate.Set();
        Assert.True(recording.Flush(Limit));
        Assert.False(again);
        Assert.Equal(40, taken);
        Assert.Equal((40, 2), (status.Accepted, status.Refused));
        Assert.Equal(40, recording.Status.Written);
    }

    [Fact]
    public void TryWrite_FullDisk_PausesCountsAndGoesOnWhenHealed()
    {
        bool full = true;
        using (var recording = new RollingRecording(
            Options() with { RetryDelay = TimeSpan.FromMilliseconds(10) },
            null,
            path => Volatile.Read(ref full) ? new FaultyStream(McapWriter.OpenFile(path), 3000) : McapWriter.OpenFile(path)))
        {
            Announce(recording);
            for (uint at = 0; !recording.Status.Paused; at++)
            {
                recording.TryWrite(1, at, at, at, new byte[100]);
            }

            WaitUntil(() => recording.Status.DiskErrors > 0);
            Volatile.Write(ref full, false);
            uint healed = 1_000_000;
            WaitUntil(() => recording.TryWrite(1, healed++, 1, 1, "healed"u8));
            Assert.True(recording.Flush(Limit));

            RollingRecordingStatus status = recording.Status;
            Assert.Contains("No space", status.LastError, StringComparison.Ordinal);
            Assert.Equal(status.Accepted, status.Written + status.Lost);
        }

        string healedHex = Convert.ToHexString("healed"u8);
        Assert.Contains(ReadWhole(Files()[^1].FullName), message => message.DataHex == healedHex);
    }

    [Fact]
    public void TryWrite_FolderCannotBeMade_NeverThrowsAndIsCounted()
    {
        File.WriteAllText(_directory, "a file where the folder should be");
        try
        {
            using var recording = new RollingRecording(Options());
            Announce(recording);

            recording.TryWrite(1, 0, 0, 0, "x"u8);
            WaitUntil(() => recording.Status.Paused);

            Assert.False(recording.TryWrite(1, 1, 0, 0, "x"u8));
            Assert.NotEmpty(recording.Status.LastError);
        }
        finally
        {
            File.Delete(_directory);
        }
    }

    [Fact]
    public void TryWrite_BadMessages_AreRefusedAndCounted()
    {
        using var recording = new RollingRecording(Options());
        Announce(recording);

        bool[] taken =
        [
            recording.TryWrite(0, 0, 0, 0, "x"u8),
            recording.TryWrite(9, 0, 0, 0, "x"u8),
            recording.TryWrite(1, 0, -1, 0, "x"u8),
            recording.TryWrite(1, 0, 0, 0, new byte[60_000]),
        ];

        Assert.All(taken, Assert.False);
        Assert.Equal(4, recording.Status.Refused);
    }

    [Fact]
    public void TryWrite_SteadyState_AllocatesNothingOnTheCallersThread()
    {
        using var recording = new RollingRecording(Options() with { QueueBytes = 8 << 20 });
        Announce(recording);
        var data = new byte[100];

        long allocated = McapFiles.LeastAllocated(() =>
        {
            for (int at = 0; at < 10_000; at++)
            {
                recording.TryWrite(1, 0, 0, 0, data);
            }
        });

        Assert.Equal(0, allocated);
        Assert.Equal(50_000, recording.Status.Accepted + recording.Status.Refused);
    }

    [Fact]
    public void AddAttachment_MoreThanHalfAFile_IsRefusedAtOnce()
    {
        using var recording = new RollingRecording(Options());

        void Act() => recording.AddAttachment("big", "application/octet-stream", 0, new byte[100_000]);

        Assert.Throws<ArgumentException>(Act);
    }

    [Fact]
    public void Restart_InTheSameFolder_GoesOnWithTheNextOrdinal()
    {
        for (int run = 0; run < 3; run++)
        {
            using var recording = new RollingRecording(Options());
            Announce(recording);
            WriteUntilTaken(recording, 1, run);
        }

        string[] ordinals = [.. Files().Select(file => file.Name.Split('-')[1])];

        Assert.Equal(["00000001", "00000002", "00000003"], ordinals);
    }

    private static void Announce(RollingRecording recording)
    {
        ushort schema = recording.AddSchema("Sample", "jsonschema", "{}"u8);
        recording.AddChannel("shelf/1", schema, "json");
        recording.AddChannel("shelf/2", schema, "json");
        recording.AddAttachment("planogram", "text/plain", 0, "plan"u8);
        recording.AddMetadata("store", new Dictionary<string, string> { ["id"] = "s-1" });
    }

    private static void WriteUntilTaken(RollingRecording recording, ushort channel, int at)
    {
        byte[] data = McapFiles.Payload(at);
        WaitUntil(() => recording.TryWrite(channel, (uint)at, McapFiles.StartNs + at, McapFiles.StartNs, data));
    }

    private static void WaitUntil(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, Limit), "the condition did not come within the limit");

    private static List<KeptMessage> ReadWhole(string path)
    {
        using McapReader reader = McapReader.Open(path);
        List<KeptMessage> messages = McapFiles.ReadAll(reader);
        reader.End!.Value.ThrowUnlessComplete();
        return messages;
    }

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private RollingRecordingOptions Options() => new()
    {
        Directory = _directory,
        MaxFileBytes = 128 << 10,
        MaxTotalBytes = 512 << 10,
        File = new McapWriterOptions { ChunkBytes = 4096 },
    };

    private FileInfo[] Files() =>
        [.. new DirectoryInfo(_directory).GetFiles("recording-*.mcap").OrderBy(file => file.Name, StringComparer.Ordinal)];
}
