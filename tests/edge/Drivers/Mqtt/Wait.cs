using System.Diagnostics;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Mqtt;

/// <summary>Waits on a condition; the limit is generous because it is only reached by a failure: on virtual machines a broker has stood still for 24 s.</summary>
internal static class Wait
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public static void Until(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Limit, $"waited {Limit.TotalSeconds} s in vain: {what}");
            Thread.Sleep(2);
        }
    }
}
