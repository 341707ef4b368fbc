using System.Diagnostics;
using Xunit;

namespace O4O.Edge.Tests.Host;

/// <summary>Waiting for what must become true; the limit only ends a test that would hang.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public static void Until(Func<bool> condition, string what)
    {
        long began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Limit, $"waited {Limit} in vain until {what}");
            Thread.Yield();
        }
    }

    public static void Join(Thread thread) => Assert.True(thread.Join(Limit), $"{thread.Name} did not end within {Limit}");
}
