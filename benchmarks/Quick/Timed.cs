using System.Diagnostics;
using System.Runtime.InteropServices;

namespace O4O.Benchmarks.Quick;

/// <summary>How long something takes.</summary>
internal static partial class Timed
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>Microseconds on the wall of one of so many times: for what waits for disks and other programs.</summary>
    public static double Us(int times, Action action)
    {
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++) action();
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / times;
    }

    /// <summary>
    /// Microseconds that this thread had a core for one of so many times: for what only computes, where a target speaks of one
    /// core. What others do on the machine still tells, through caches and shared cores, but waiting for a turn does not.
    /// </summary>
    public static double CoreUs(int times, Action action)
    {
        double began = CoreUs();
        for (int i = 0; i < times; i++) action();
        return (CoreUs() - began) / times;
    }

    private static double CoreUs()
    {
        if (!OperatingSystem.IsLinux()) return Stopwatch.GetTimestamp() * 1e6 / Stopwatch.Frequency;
        return ClockGetTime(ThreadCpuTime, out TimeSpec now) == 0
            ? now.Seconds * 1e6 + now.Nanoseconds / 1e3
            : throw new InvalidOperationException($"clock_gettime: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int ClockGetTime(int clock, out TimeSpec now);

    private readonly struct TimeSpec
    {
        public readonly nint Seconds, Nanoseconds;
    }
}
