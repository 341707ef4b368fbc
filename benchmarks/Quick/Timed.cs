using System.Diagnostics;

namespace O4O.Benchmarks.Quick;

/// <summary>How long something takes.</summary>
internal static class Timed
{
    /// <summary>Microseconds of one of so many times.</summary>
    public static double Us(int times, Action action)
    {
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++) action();
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / times;
    }
}
