using BenchmarkDotNet.Attributes;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Suites;

/// <summary>One second of a whole store's load cells: 24,000 samples. 20 ms are 2 % of one core.</summary>
public class WeighingBenchmarks
{
    private readonly WholeStore _quiet = new(picks: false, seed: 1), _busy = new(picks: true, seed: 1);

    [Benchmark(Baseline = true)]
    public long MemoryPass() => _quiet.MemoryPass();

    [Benchmark]
    public void AtRest() => _quiet.Second();

    [Benchmark]
    public void OneChangeASecond() => _busy.Second();
}
