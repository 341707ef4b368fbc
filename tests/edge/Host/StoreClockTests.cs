using O4O.Edge.Host.EventLoop;
using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Host;

public sealed class StoreClockTests
{
    private readonly TwoClocks _system = new();

    [Fact]
    public void Clock_Begun_ShowsTheSystemsTime()
    {
        var clock = new StoreClock(_system, StoreTime.Min);

        Assert.Equal(TwoClocks.StartUs, clock.Now().Us);
    }

    [Fact]
    public void Clock_BegunBeforeTheLastStamp_BeginsAfterIt()
    {
        var last = new StoreTime(TwoClocks.StartUs + 5_000_000);

        var clock = new StoreClock(_system, last);

        Assert.True(clock.Now() > last);
    }

    [Theory]
    [InlineData(3_600)]
    [InlineData(-3_600)]
    [InlineData(1)]
    public void SystemClock_Stepped_MovesNoTimeout(double seconds)
    {
        var clock = new StoreClock(_system, StoreTime.Min);
        StoreTime before = clock.Now();

        _system.Step(seconds);
        StoreTime atOnce = clock.Now();
        _system.Run(10);
        StoreTime later = clock.Now();

        Assert.Equal(before, atOnce);
        Assert.InRange(later - before, 9_990_000, 10_010_000); // a thousandth at most
    }

    /// <summary>A loop that waits for its next tick reads the clock millions of times a second: what rounding takes from each reading adds up.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Clock_ReadAllTheTime_LosesNothing(int everyTicks)
    {
        var clock = new StoreClock(_system, StoreTime.Min);

        for (int i = 0; i < 2_000_000; i++)
        {
            _system.Run(everyTicks / (double)TimeSpan.TicksPerSecond);
            clock.Now();
        }

        Assert.InRange(_system.UtcUs - clock.Now().Us, -2, 2);
    }

    [Fact]
    public void SystemClock_OneSecondAhead_IsCaughtUpWithInAThousandSeconds()
    {
        var clock = new StoreClock(_system, StoreTime.Min);
        _system.Step(1);

        for (int i = 0; i < 500; i++) Passed(clock, 1);
        long halfWay = _system.UtcUs - clock.Now().Us;
        for (int i = 0; i < 600; i++) Passed(clock, 1);

        Assert.InRange(halfWay, 490_000, 510_000);
        Assert.InRange(_system.UtcUs - clock.Now().Us, -10, 10);
    }

    [Fact]
    public void Clock_WhateverTheSystemDoes_NeverGoesBack()
    {
        var random = new Random(77);
        var clock = new StoreClock(_system, StoreTime.Min);
        StoreTime last = clock.Now();

        for (int i = 0; i < 5_000; i++)
        {
            if (random.Next(10) == 0) _system.Step((random.NextDouble() - 0.5) * 7_200);
            _system.Run(random.Next(3) * 0.001);
            StoreTime now = clock.Now();
            Assert.True(now >= last, $"went back at step {i} of seed 77");
            last = now;
        }
    }

    private void Passed(StoreClock clock, double seconds)
    {
        _system.Run(seconds);
        clock.Now();
    }

    /// <summary>A system's two clocks: one that counts, one that is set.</summary>
    private sealed class TwoClocks : TimeProvider
    {
        public const long StartUs = 1_760_000_000_000_000;
        private long _ticks, _stepTicks;

        public long UtcUs => StartUs + (_ticks + _stepTicks) / 10;
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Run(double seconds) => _ticks += (long)Math.Round(seconds * TimeSpan.TicksPerSecond);
        public void Step(double seconds) => _stepTicks += (long)(seconds * TimeSpan.TicksPerSecond);
        public override long GetTimestamp() => 123_456 + _ticks;
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(StartUs * 10 + _ticks + _stepTicks);
    }
}
