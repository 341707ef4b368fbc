using BenchmarkDotNet.Attributes;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Suites;

/// <summary>One weights message from a shelf through a real mosquitto to the edge's ear.</summary>
public class BrokerBenchmarks
{
    private BrokerLoad _load = null!;

    [GlobalSetup]
    public void Start() => _load = new BrokerLoad();

    [GlobalCleanup]
    public void Stop() => _load.Dispose();

    [Benchmark(Baseline = true)]
    public double AtMostOnce() => _load.Through(qos: 0);

    [Benchmark]
    public double AtLeastOnce() => _load.Through(qos: 1);
}
