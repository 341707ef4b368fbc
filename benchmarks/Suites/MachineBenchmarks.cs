using BenchmarkDotNet.Attributes;
using O4O.Benchmarks.Workloads;
using O4O.Edge.Host.EventLoop;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;

namespace O4O.Benchmarks.Suites;

/// <summary>All facts of a mixed day in the demo store through a new machine.</summary>
public class MachineBenchmarks
{
    private readonly RecordedStream _stream = new(DemoStore.Create(), BuiltInScenarios.Mixed, seed: 1);
    private FactIntake _intake = null!;

    /// <summary>A machine takes a stream once.</summary>
    [IterationSetup]
    public void Renew() => _intake = _stream.NewMachine();

    [Benchmark(Baseline = true)]
    public long MemoryPass() => _stream.MemoryPass();

    [Benchmark]
    public int Machine() => _stream.Play(_intake);
}
