using O4O.Edge.Store.Quantities;

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
}
