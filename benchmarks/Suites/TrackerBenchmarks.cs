using BenchmarkDotNet.Attributes;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Suites;

/// <summary>Five hundred pictures of fifteen people.</summary>
public class TrackerBenchmarks
{
    private readonly TrackerLoad _load = new(seed: 1);

    [Benchmark(Baseline = true)]
    public int SortsRule() => _load.FollowAsSort();

    [Benchmark]
    public int Tracker() => _load.Follow();
}
