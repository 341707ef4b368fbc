using BenchmarkDotNet.Attributes;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Suites;

/// <summary>Messages off the wire.</summary>
public class WireBenchmarks
{
    private readonly WireLoad _wire = new();

    [Benchmark(Baseline = true)]
    public int PassOverPeople() => WireLoad.MemoryPass(_wire.People);

    [Benchmark]
    public int ReadPeople() => _wire.ReadPeople();

    [Benchmark]
    public int ReadWeights() => _wire.ReadWeights();
}
