using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Sources;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Sources;

public sealed class SourceWatchTests
{
    private static readonly StoreTime Now = Script.Zero;

    /// <summary>Heard before: epoch 5, sequence 10.</summary>
    [Theory]
    [InlineData(5, 11, SequenceVerdict.Next)]
    [InlineData(5, 10, SequenceVerdict.Stale)] // a duplicate
    [InlineData(5, 3, SequenceVerdict.Stale)] // overtaken
    [InlineData(5, 14, SequenceVerdict.AfterGap)]
    [InlineData(6, 0, SequenceVerdict.Restarted)]
    [InlineData(9, 4_000, SequenceVerdict.Restarted)]
    [InlineData(4, 11, SequenceVerdict.Stale)] // from before the restart
    [InlineData(5, uint.MaxValue, SequenceVerdict.AfterGap)]
    public void Mark_AfterAnother_IsJudgedByEpochAndSequence(uint epoch, uint sequence, SequenceVerdict expected)
    {
        var watch = Watch();
        SequenceVerdict first = watch.Judge(new DeviceMark(5, 10, 0), Now);

        SequenceVerdict verdict = watch.Judge(new DeviceMark(epoch, sequence, 0), Now);

        Assert.Equal(SequenceVerdict.First, first);
        Assert.Equal(expected, verdict);
    }

    [Fact]
    public void Counters_OverEveryKind_CountEachOnce()
    {
        var watch = Watch();
        (uint Epoch, uint Sequence)[] marks = [(5, 10), (5, 11), (5, 11), (5, 15), (5, 12), (6, 0), (5, 16), (6, 1)];

        foreach ((uint epoch, uint sequence) in marks) watch.Judge(new DeviceMark(epoch, sequence, 0), Now);

        Assert.Equal((8, 3, 1, 3, 1), (watch.Messages, watch.Stale, watch.Gaps, watch.MissedMessages, watch.Restarts));
    }

    [Fact]
    public void Silence_OverItsLimit_IsNoticedOnceAndEndsWithTheNextWord()
    {
        var watch = Watch();
        bool beforeAnyWord = watch.CheckSilence(Now, 1_500_000);
        watch.Judge(new DeviceMark(1, 0, 0), Now);

        bool atLimit = watch.CheckSilence(Now + 1_500_000, 1_500_000);
        bool over = watch.CheckSilence(Now + 1_500_001, 1_500_000);
        bool again = watch.CheckSilence(Now + 3_000_000, 1_500_000);
        bool ended = watch.EndSilence();

        Assert.Equal((false, false, true, false, true), (beforeAnyWord, atLimit, over, again, ended));
        Assert.Equal(Now, watch.SilentSince);
        Assert.False(watch.Silent);
        Assert.False(watch.EndSilence());
    }

    [Fact]
    public void Stale_Message_KeepsNobodyFromBeingSilent()
    {
        var watch = Watch();
        watch.Judge(new DeviceMark(1, 5, 0), Now);

        watch.Judge(new DeviceMark(1, 5, 0), Now + 1_400_000);

        Assert.True(watch.CheckSilence(Now + 2_000_000, 1_500_000));
    }

    [Fact]
    public void Watermark_WhateverComes_NeverGoesBack()
    {
        var watch = Watch();

        watch.Advance(Now + 10);
        watch.Advance(Now + 4);

        Assert.Equal(Now + 10, watch.Watermark);
    }

    [Fact]
    public void Sensing_AfterItsArrival_IsPutAtItsArrival()
    {
        var watch = new SourceWatch(new Source(0, "eyes-1", SourceKind.Eyes, ClockKind.Synchronised, -1, -1));
        watch.Judge(new DeviceMark(1, 0, 0), Now);

        StoreTime placed = watch.Place(Now.Us + 3_000_000, Now);

        Assert.Equal(Now, placed);
        Assert.False(watch.ClockDisbelieved);
    }

    [Fact]
    public void SynchronisedClock_ThatBecomesAbsurd_IsCountedOnce()
    {
        var watch = new SourceWatch(new Source(0, "eyes-1", SourceKind.Eyes, ClockKind.Synchronised, -1, -1));

        for (uint i = 0; i < 5; i++) watch.Place(Now.Us - 3_600_000_000 + i * 66_667, Now + i * 66_667);

        Assert.True(watch.ClockDisbelieved);
        Assert.Equal(1, watch.ClockFaults);
    }

    private static SourceWatch Watch() => new(new Source(0, "shelf-1-1", SourceKind.Shelf, ClockKind.Free, 0, -1));
}
