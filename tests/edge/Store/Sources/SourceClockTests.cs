using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Sources;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Sources;

/// <summary>A device speaks ten times a second; its messages take 3 to 40 ms.</summary>
public sealed class SourceClockTests
{
    private const long HourUs = 3_600_000_000, FastestUs = 3_000;
    private readonly Noise _noise = new(5);

    [Fact]
    public void FreeClock_Placed_IsAsEarlyAsItsFastestMessage()
    {
        var clock = new SourceClock(ClockKind.Free);

        long worst = Run(ref clock, 0, 200, static t => t + 77_000_000, from: 100);

        Assert.InRange(worst, 0, FastestUs + 3_000);
    }

    [Theory]
    [InlineData(200)] // parts per million: worse than any quartz
    [InlineData(-200)]
    public void FreeClock_ThatDrifts_IsFollowed(double partsPerMillion)
    {
        var clock = new SourceClock(ClockKind.Free);

        long worst = Run(ref clock, 0, 6_000, t => (long)(t * (1 + partsPerMillion * 1e-6)), from: 200);

        // Two windows of 10 s at 200 ppm are 4 ms.
        Assert.InRange(worst, -5_000, FastestUs + 3_000 + 5_000);
    }

    [Theory]
    [InlineData(HourUs)]
    [InlineData(-HourUs)]
    public void FreeClock_SteppedByAnHour_IsPlacedRightAtOnce(long stepUs)
    {
        var clock = new SourceClock(ClockKind.Free);
        Run(ref clock, 0, 100, static t => t, from: 0);

        long worst = Run(ref clock, 100, 300, t => t + stepUs, from: 100);

        Assert.InRange(worst, 0, 40_000);
    }

    [Fact]
    public void SynchronisedClock_ThatIsNotAbsurd_IsBelieved()
    {
        var clock = new SourceClock(ClockKind.Synchronised);

        StoreTime placed = clock.Place(Script.Zero.Us - 2_000_000, Script.Zero);

        Assert.Equal(Script.Zero - 2_000_000, placed);
        Assert.False(clock.Disbelieved);
    }

    [Theory]
    [InlineData(HourUs)]
    [InlineData(-HourUs)]
    public void SynchronisedClock_AnHourOff_IsTakenAsAFreeOne(long offUs)
    {
        var clock = new SourceClock(ClockKind.Synchronised);

        long worst = Run(ref clock, 0, 100, t => t + Script.Zero.Us + offUs, from: 0);

        Assert.True(clock.Disbelieved);
        Assert.InRange(worst, 0, 40_000);
    }

    [Fact]
    public void SynchronisedClock_PutRightAgain_IsBelievedAgain()
    {
        var clock = new SourceClock(ClockKind.Synchronised);
        Run(ref clock, 0, 100, t => t + Script.Zero.Us - HourUs, from: 0);

        Run(ref clock, 100, 110, t => t + Script.Zero.Us, from: 100);

        Assert.False(clock.Disbelieved);
    }

    [Fact]
    public void Reset_AfterAStartAnew_ForgetsTheOldOffset()
    {
        var clock = new SourceClock(ClockKind.Free);
        clock.Place(500_000_000, Script.Zero);
        clock.Reset();

        StoreTime placed = clock.Place(1_000, Script.Zero + 4_000_000);

        Assert.Equal(Script.Zero + 4_000_000, placed);
    }

    /// <summary>How late the latest message was placed (negative: how early the earliest), microseconds.</summary>
    private long Run(ref SourceClock clock, int first, int last, Func<long, long> device, int from)
    {
        long worst = 0;
        for (int i = first; i < last; i++)
        {
            long sensed = i * 100_000L, delay = FastestUs + _noise.Below(37_000);
            StoreTime placed = clock.Place(device(sensed), Script.Zero + sensed + delay);
            long late = placed - (Script.Zero + sensed);
            if (i >= from && Math.Abs(late) > Math.Abs(worst)) worst = late;
        }
        return worst;
    }
}
