using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using O4O.Edge.Host.Live;
using Xunit;

namespace O4O.Edge.Tests.Host;

public sealed class FeedHubTests
{
    private static readonly JsonTypeInfo<string> Text = (JsonTypeInfo<string>)JsonSerializerOptions.Default.GetTypeInfo(typeof(string));

    [Fact]
    public void Event_Sent_ReachesEveryWatcherOnce()
    {
        var hub = new FeedHub(3);
        Channel<FeedMessage> first = hub.Subscribe()!, second = hub.Subscribe()!;

        hub.Send("cart", "two colas", Text, "s-1", 42, last: true);

        foreach (Channel<FeedMessage> watcher in new[] { first, second })
        {
            Assert.True(watcher.Reader.TryRead(out FeedMessage? message));
            Assert.Equal(("s-1", 42, true), (message.Session, message.DecidedAt, message.Last));
            Assert.Equal("event: cart\ndata: \"two colas\"\n\n", Encoding.UTF8.GetString(message.Bytes));
            Assert.False(watcher.Reader.TryRead(out _));
        }
    }

    [Fact]
    public void Watcher_WhoReadsNothing_IsCutOffAndTheOthersMissNothing()
    {
        var hub = new FeedHub(3);
        Channel<FeedMessage> slow = hub.Subscribe()!, quick = hub.Subscribe()!;
        int sent = 0, got = 0;

        while (hub.Subscribers == 2 && sent < 100_000)
        {
            hub.Send("floor", "x", Text);
            sent++;
            while (quick.Reader.TryRead(out _)) got++;
        }
        hub.Send("floor", "after", Text);

        Assert.InRange(sent, 100, 10_000);
        Assert.Equal(sent, got);
        Assert.True(quick.Reader.TryRead(out _));
        int backlog = 0;
        while (slow.Reader.TryRead(out _)) backlog++;
        Assert.Equal(sent - 1, backlog);
        Assert.True(slow.Reader.Completion.IsCompleted); // and so its connection ends
    }

    [Fact]
    public void Watchers_TooMany_AreRefusedUntilOneLeaves()
    {
        var hub = new FeedHub(2);
        Channel<FeedMessage> first = hub.Subscribe()!;
        hub.Subscribe();

        Channel<FeedMessage>? third = hub.Subscribe();
        hub.Unsubscribe(first);

        Assert.Null(third);
        Assert.NotNull(hub.Subscribe());
    }

    [Fact]
    public void Event_WithLineEndsInIt_StaysOneEvent()
    {
        string text = Encoding.UTF8.GetString(FeedHub.Format("cart", "a\n\nevent: cart\ndata: b\r\n", Text));

        Assert.Equal(2, text.TrimEnd('\n').Split('\n').Length);
        Assert.EndsWith("\n\n", text, StringComparison.Ordinal);
    }
}
