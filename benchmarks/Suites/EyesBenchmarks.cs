using BenchmarkDotNet.Attributes;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Suites;

/// <summary>One frame through one session of one thread.</summary>
public class EyesBenchmarks
{
    private EyesLoad _load = null!;

    [Params("yolox-nano", "fastestdet")]
    public string Model { get; set; } = "";

    [GlobalSetup]
    public void Open() => _load = new EyesLoad(Model);

    [GlobalCleanup]
    public void Close() => _load.Dispose();

    [Benchmark(Baseline = true)]
    public void BareRun() => _load.RunBare();

    [Benchmark]
    public void FrameToDetections() => _load.Detect();
}
