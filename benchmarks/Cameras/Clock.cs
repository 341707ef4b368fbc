namespace O4O.Benchmarks.Cameras;

/// <summary>The machine's clock, which every process of a run reads: Unix µs.</summary>
internal static class Clock
{
    public static long NowUs() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;
}
