using O4O.Edge.Store.Stories;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Stories;

public sealed class EventVerdictTests
{
    private readonly StoryBench _bench = new();

    [Fact]
    public void Verdict_OfAnEvent_SharesOneAmongItsOptions()
    {
        EventVerdict verdict = _bench.BeansGo(("a", 0), ("b", -1), (null, -2));

        double all = 1 + Math.Exp(-1) + Math.Exp(-2);
        Assert.Equal(1 / all, verdict.Confidence, 1e-9);
        Assert.Equal([1 / all, Math.Exp(-1) / all, Math.Exp(-2) / all], verdict.ByOption.Select(p => Math.Round(p, 12)), (x, y) => Math.Abs(x - y) < 1e-9);
    }
}
