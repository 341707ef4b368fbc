using BenchmarkDotNet.Attributes;
using O4O.Benchmarks.Workloads;
using O4O.Edge.Host.Replay;

namespace O4O.Benchmarks.Suites;

/// <summary>Ninety seconds of a store of 348 plates: 450 ms are 200 times real time.</summary>
public class ReplayBenchmarks
{
    private Recordings _recordings = null!;

    [GlobalSetup]
    public void Record() => _recordings = new Recordings(seconds: 90);

    [GlobalCleanup]
    public void Remove() => _recordings.Dispose();

    [Benchmark(Baseline = true)]
    public long OnlyRead() => Recordings.ReadOnly(_recordings.Big);

    [Benchmark]
    public string Replay() => Replayer.Run(_recordings.Big, rate: 0, onRecord: null).Hash;
}
