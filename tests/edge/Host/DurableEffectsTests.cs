using System.Collections.Concurrent;
using O4O.Edge.Host.Effects;
using O4O.Edge.Host.Telemetry;
using O4O.Edge.Store.Journal;
using Xunit;

namespace O4O.Edge.Tests.Host;

/// <summary>A gate opens and a charge leaves only after the flush.</summary>
public sealed class DurableEffectsTests
{
    private readonly ConcurrentQueue<(long Sequence, bool Repeat)> _done = [];
    private readonly Stages _stages = new();
    private readonly ConcurrentQueue<string> _faults = [];
    private long _durable;
    private Func<long, bool> _fails = static _ => false;

    [Fact]
    public void Effects_BeforeTheirFlush_AreNeverCarriedOut()
    {
        using (DurableEffects effects = Open(0))
        {
            for (long s = 1; s <= 5; s++) effects.Add(s, Record, false);
            Durable(effects, 2);
            Waiting.Until(() => _done.Count >= 2, "two effects are carried out");
            Assert.Equal(3, effects.Count);
        }

        Assert.Equal([1, 2], _done.Select(d => d.Sequence));
        Assert.Empty(_faults);
    }

    [Fact]
    public void Effects_UnderManyFlushes_AreCarriedOutInOrderAndOnce()
    {
        using (DurableEffects effects = Open(0))
        {
            for (long s = 1; s <= 5_000; s++)
            {
                effects.Add(s, Record, false);
                if (s % 7 == 0) Durable(effects, s - 3);
            }
            Durable(effects, 5_000);
        }

        Assert.Equal(Enumerable.Range(1, 5_000).Select(i => (long)i), _done.Select(d => d.Sequence));
        Assert.Empty(_faults);
        Assert.Equal(5_000, _stages.Commit.Count);
    }

    [Fact]
    public void Effect_OfADurableSequence_NeedsNoFurtherFlush()
    {
        using DurableEffects effects = Open(10);

        effects.Add(9, Record, true);

        Waiting.Until(() => !_done.IsEmpty, "the repeat is carried out");
        Assert.Equal((9, true), Assert.Single(_done));
        Assert.Equal(0, _stages.Commit.Count); // said again: no commit was waited for
    }

    [Fact]
    public void Flush_ToldLateWithALesserNumber_TakesNothingBack()
    {
        using (DurableEffects effects = Open(0))
        {
            Durable(effects, 5);
            effects.OnDurable(3);
            effects.Add(5, Record, false);
        }

        Assert.Equal([5], _done.Select(d => d.Sequence));
    }

    [Fact]
    public void Effect_ThatThrows_IsReportedAndNothingFollowsIt()
    {
        _fails = static s => s == 2;
        using (DurableEffects effects = Open(0))
        {
            for (long s = 1; s <= 3; s++) effects.Add(s, Record, false);
            Durable(effects, 3);
        }

        Assert.Equal([1], _done.Select(d => d.Sequence));
        Assert.Equal(["effect 2"], _faults);
    }

    private static EdgeStarted Record => new(1, "corner");

    private DurableEffects Open(long durable)
    {
        _durable = durable;
        return new DurableEffects(durable, _stages, CarryOut, e => _faults.Enqueue(e.Message));
    }

    private void Durable(DurableEffects effects, long sequence)
    {
        Interlocked.Exchange(ref _durable, sequence);
        effects.OnDurable(sequence);
    }

    private void CarryOut(long sequence, JournalRecord record, bool repeat)
    {
        if (_fails(sequence)) throw new InvalidOperationException($"effect {sequence}");
        if (sequence > Interlocked.Read(ref _durable)) _faults.Enqueue($"{sequence} before its flush");
        _done.Enqueue((sequence, repeat));
    }
}
