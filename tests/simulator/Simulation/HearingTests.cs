using O4O.Simulator.Simulation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Simulation;

public class HearingTests
{
    [Fact]
    public void During_BetweenTwoMessagesThatCameThrough_IsTheHoleWithItsCause()
    {
        var hearing = new Hearing(250);
        hearing.Hear(0, 60);
        hearing.Miss(TruthFault.LostMessages);
        hearing.Miss(TruthFault.SilentShelf);

        hearing.Hear(400, 460);

        Assert.Equal(new Hearing.Hole(60, 400, TruthFault.SilentShelf), hearing.During(100, 110));
        Assert.Equal(hearing.During(100, 110), hearing.During(0, 61));
        Assert.Null(hearing.During(0, 60));
        Assert.Null(hearing.During(400, 500));
    }

    [Fact]
    public void During_AShortHoleOrASlowDevice_IsNull()
    {
        var hearing = new Hearing(250);
        hearing.Hear(0, 60);
        hearing.Miss(TruthFault.LostMessages);
        hearing.Hear(200, 260);

        hearing.Hear(900, 960); // nothing was lost before it

        Assert.Null(hearing.During(0, 960));
    }

    [Fact]
    public void During_NothingHeardAnyMore_IsAHoleWithoutEnd()
    {
        var hearing = new Hearing(250);
        hearing.Hear(0, 60);

        hearing.Miss(TruthFault.SilentShelf);

        Assert.Equal(TruthFault.SilentShelf, hearing.During(5_000, 6_000)?.Cause);
        Assert.Null(hearing.During(0, 200));
    }
}
