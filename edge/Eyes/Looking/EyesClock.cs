using System.Diagnostics;

namespace O4O.Edge.Eyes.Looking;

/// <summary>Unix time that only goes forward while the program lives, µs: a step of the wall clock makes no picture older.</summary>
internal sealed class EyesClock
{
    private readonly long _startedUs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000L;
    private readonly long _startedAt = Stopwatch.GetTimestamp();

    public long NowUs() => _startedUs + (long)Stopwatch.GetElapsedTime(_startedAt).TotalMicroseconds;
}
