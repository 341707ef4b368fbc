using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Edge.Recording;

/// <summary>One fact of a recording; its bytes are lent until the next one is read.</summary>
public readonly ref struct RecordedFact(string topic, int topicIndex, StoreTime logTime, long deviceTimeUs, ReadOnlySpan<byte> payload)
{
    public string Topic { get; } = topic;

    /// <summary>A small number that stands for the topic within this recording.</summary>
    public int TopicIndex { get; } = topicIndex;

    /// <summary>Store time of its stamp.</summary>
    public StoreTime LogTime { get; } = logTime;
    public long DeviceTimeUs { get; } = deviceTimeUs;
    public ReadOnlySpan<byte> Payload { get; } = payload;

    /// <summary>It is a picture (<see cref="PictureMessage"/>), or the word that one is missing: no fact, the store never gets it, and it has no stamp of its own.</summary>
    public bool IsPicture => Topic.EndsWith("/" + Topics.Frames, StringComparison.Ordinal);

    /// <summary>The same fact with other bytes.</summary>
    public RecordedFact With(ReadOnlySpan<byte> payload) => new(Topic, TopicIndex, LogTime, DeviceTimeUs, payload);
}
