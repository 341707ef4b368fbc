using O4O.Edge.Drivers.Journal;

namespace O4O.Benchmarks.Workloads;

/// <summary>A journal and a raw file side by side on the same disk, fed with records of 200 bytes.</summary>
internal sealed class CommitLoad : IDisposable
{
    public const int RecordBytes = 200, GroupRecords = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-bench-commit-").FullName;
    private readonly byte[] _record = new byte[RecordBytes];
    private readonly RawLog _raw;

    public CommitLoad()
    {
        Random.Shared.NextBytes(_record);
        _raw = new RawLog(Path.Combine(_folder, "raw"));
        Journal = JournalWriter.Open(Path.Combine(_folder, "journal"), new JournalOptions { Store = "bench" });
    }

    public JournalWriter Journal { get; }

    /// <summary>Where it writes.</summary>
    public string FileSystem => new DriveInfo(_folder).DriveFormat;

    public ReadOnlySpan<byte> Record => _record;

    public void RawSync() => _raw.AppendAndSync(_record);

    public void RawSyncData() => _raw.AppendAndSyncData(_record);

    /// <summary>One record, on the disk.</summary>
    public void CommitOne() => Wait(Journal.Append(_record));

    /// <summary>64 records, then the last of them on the disk.</summary>
    public void CommitGroup()
    {
        long last = 0;
        for (int i = 0; i < GroupRecords; i++) last = Journal.Append(_record);
        Wait(last);
    }

    /// <summary>Waits until a record is on the disk.</summary>
    public void Wait(long sequence)
    {
        if (!Journal.WaitDurable(sequence, Patience)) throw new IOException($"the journal did not come to disk: {Journal.Failure}");
    }

    public void Dispose()
    {
        Journal.Dispose();
        _raw.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
