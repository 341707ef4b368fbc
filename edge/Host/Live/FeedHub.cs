using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;

namespace O4O.Edge.Host.Live;

/// <summary>
/// Sends what happens to everybody who watches. A watcher who cannot keep up is cut off and connects anew: it then starts
/// from the whole state, and so misses nothing that still matters.
/// </summary>
public sealed class FeedHub(int subscribersMax)
{
    private const int BacklogMax = 512;
    private readonly object _gate = new();
    private Channel<FeedMessage>[] _subscribers = [];

    public int Subscribers => _subscribers.Length;

    /// <summary>A new watcher's messages; null when there are too many watchers.</summary>
    public Channel<FeedMessage>? Subscribe()
    {
        var channel = Channel.CreateBounded<FeedMessage>(new BoundedChannelOptions(BacklogMax) { SingleReader = true });
        lock (_gate)
        {
            if (_subscribers.Length >= subscribersMax) return null;
            _subscribers = [.. _subscribers, channel];
        }
        return channel;
    }

    public void Unsubscribe(Channel<FeedMessage> channel)
    {
        lock (_gate) _subscribers = [.. _subscribers.Where(c => c != channel)];
        channel.Writer.TryComplete();
    }

    /// <summary>Sends one event to everybody; costs next to nothing when nobody watches.</summary>
    public void Send<T>(string name, T value, JsonTypeInfo<T> type, string? session = null, long decidedAt = 0, bool last = false)
    {
        Channel<FeedMessage>[] subscribers = Volatile.Read(ref _subscribers);
        if (subscribers.Length == 0) return;
        var message = new FeedMessage(Format(name, value, type), session, decidedAt, last);
        foreach (Channel<FeedMessage> subscriber in subscribers)
            if (!subscriber.Writer.TryWrite(message)) Unsubscribe(subscriber);
    }

    /// <summary>An event as bytes (WHATWG HTML §9.2: server-sent events).</summary>
    public static byte[] Format<T>(string name, T value, JsonTypeInfo<T> type)
    {
        using var stream = new MemoryStream(512);
        stream.Write(System.Text.Encoding.UTF8.GetBytes($"event: {name}\ndata: "));
        JsonSerializer.Serialize(stream, value, type); // one line: JSON escapes line ends
        stream.Write("\n\n"u8);
        return stream.ToArray();
    }
}
