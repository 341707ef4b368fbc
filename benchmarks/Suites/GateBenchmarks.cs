using BenchmarkDotNet.Attributes;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Suites;

/// <summary>64 good codes at a gate.</summary>
public class GateBenchmarks
{
    private GateLoad _gate = null!;

    [GlobalSetup]
    public void Issue() => _gate = new GateLoad();

    [GlobalCleanup]
    public void Close() => _gate.Dispose();

    /// <summary>A code opens a gate once.</summary>
    [IterationSetup]
    public void Renew() => _gate.Refill();

    [Benchmark(Baseline = true, OperationsPerInvoke = GateLoad.Codes)]
    public void BareVerify()
    {
        for (int i = 0; i < GateLoad.Codes; i++) _gate.BareVerify(i);
    }

    [Benchmark(OperationsPerInvoke = GateLoad.Codes)]
    public void ScanToDecision()
    {
        for (int i = 0; i < GateLoad.Codes; i++)
        {
            _gate.Scan();
            _gate.Machine.Taken();
        }
    }
}
