using BenchmarkDotNet.Attributes;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Suites;

/// <summary>Commits of 200 bytes beside a raw append and flush on the same disk.</summary>
public class JournalBenchmarks
{
    private CommitLoad _load = null!;

    [GlobalSetup]
    public void Open() => _load = new CommitLoad();

    [GlobalCleanup]
    public void Close() => _load.Dispose();

    [Benchmark(Baseline = true)]
    public void RawAppendAndFsync() => _load.RawSync();

    [Benchmark]
    public void RawAppendAndFdatasync() => _load.RawSyncData();

    [Benchmark]
    public void OneRecordACommit() => _load.CommitOne();

    [Benchmark(OperationsPerInvoke = CommitLoad.GroupRecords)]
    public void SixtyFourRecordsACommit() => _load.CommitGroup();
}
