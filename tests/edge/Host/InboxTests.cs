using System.Buffers;
using O4O.Edge.Host.EventLoop;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Host;

public sealed class InboxTests
{
    private static readonly Source Low = SmallStore.Source(SmallStore.LowShelf), High = SmallStore.Source(SmallStore.HighShelf);
    private readonly Inbox _inbox = new(4, SmallStore.Layout.Sources.Count);

    [Fact]
    public void Messages_TakenOut_ComeInOrderWithTheirBytes()
    {
        byte next = 0, expected = 0;
        for (int round = 0; round < 50; round++)
        {
            int n = 1 + round % 4;
            for (int i = 0; i < n; i++) Assert.True(_inbox.TryPost(next % 2 == 0 ? Low : High, [next++, 7]));
            for (int i = 0; i < n; i++) Assert.Equal(($"{expected},7", expected++ % 2 == 0 ? Low : High), Take());
        }

        Assert.Equal((0, 0), (_inbox.Count, _inbox.Dropped));
    }

    [Fact]
    public void Message_TooMany_IsDroppedAndCountedForItsSource()
    {
        for (byte i = 0; i < 4; i++) _inbox.TryPost(Low, [i]);

        bool[] posted = [_inbox.TryPost(High, [4]), _inbox.TryPost(High, [5]), _inbox.TryPost(Low, [6])];
        var told = new List<(int, long)>();
        while (_inbox.TryTakeDropped(out int source, out long count)) told.Add((source, count));

        Assert.Equal([false, false, false], posted);
        Assert.Equal(3, _inbox.Dropped);
        Assert.Equal([(Low.Index, 1), (High.Index, 2)], told.Order());
        Assert.Equal(["0", "1", "2", "3"], Enumerable.Range(0, 4).Select(_ => Take().Bytes));
        Assert.True(_inbox.TryPost(High, [9]));
    }

    [Fact]
    public void Answer_OfBilling_GetsThroughAFullInboxAndFirst()
    {
        for (byte i = 0; i < 4; i++) _inbox.TryPost(Low, [i]);

        _inbox.Post(new ChargeAnswer("c-1", true, "b-1"));

        Assert.True(_inbox.TryTake(0, out Inbound first));
        Assert.Equal("c-1", first.Answer!.ChargeId);
        Assert.Null(first.Source);
        Assert.Equal("0", Take().Bytes);
    }

    [Fact]
    public void Message_OfNoBytes_ComesThrough()
    {
        _inbox.TryPost(Low, []);

        Assert.Equal(("", Low), Take());
    }

    [Fact]
    public void Taking_FromAnEmptyInbox_IsFalse()
    {
        Assert.False(_inbox.TryTake(0, out _));
        Assert.False(_inbox.TryTake(1, out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Taker_Asleep_IsWokenByWhateverComes(bool answer)
    {
        Inbound item = default;
        bool taken = false;
        var taker = new Thread(() => taken = _inbox.TryTake(600_000, out item)) { Name = "taker", IsBackground = true };
        taker.Start();
        Waiting.Until(() => (taker.ThreadState & ThreadState.WaitSleepJoin) != 0, "the taker sleeps");

        if (answer) _inbox.Post(new ChargeAnswer("c-1", true, "b-1"));
        else _inbox.TryPost(Low, [1]);

        Waiting.Join(taker);
        Assert.True(taken);
        Assert.Equal(answer, item.Answer is not null);
    }

    /// <summary>Several sensors against one loop: every message that was taken in comes out, in each sensor's own order.</summary>
    [Fact]
    public void Posters_Several_LoseNothingThatWasTakenIn()
    {
        var inbox = new Inbox(64, SmallStore.Layout.Sources.Count);
        var accepted = new long[2];
        Thread[] posters = [.. new[] { Low, High }.Select((source, who) => new Thread(() =>
        {
            for (int i = 0; i < 20_000; i++)
                if (inbox.TryPost(source, BitConverter.GetBytes(i))) accepted[who]++;
        }) { Name = "poster", IsBackground = true })];
        var seen = new Dictionary<int, (long Count, int Last)> { [Low.Index] = (0, -1), [High.Index] = (0, -1) };

        foreach (Thread poster in posters) poster.Start();
        while (inbox.TryTake(1, out Inbound item) || posters.Any(p => p.IsAlive) || inbox.Count > 0)
        {
            if (item.Source is null) continue;
            int value = BitConverter.ToInt32(item.Buffer!);
            (long count, int last) = seen[item.Source.Index];
            Assert.True(value > last, "out of order");
            seen[item.Source.Index] = (count + 1, value);
            ArrayPool<byte>.Shared.Return(item.Buffer!);
        }

        foreach (Thread poster in posters) Waiting.Join(poster);
        Assert.Equal((accepted[0], accepted[1]), (seen[Low.Index].Count, seen[High.Index].Count));
        Assert.Equal(40_000, accepted.Sum() + inbox.Dropped);
    }

    private (string Bytes, Source Source) Take()
    {
        Assert.True(_inbox.TryTake(0, out Inbound item));
        string bytes = string.Join(',', item.Buffer.AsSpan(0, item.Length).ToArray());
        ArrayPool<byte>.Shared.Return(item.Buffer!);
        return (bytes, item.Source!);
    }
}
