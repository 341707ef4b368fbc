using O4O.Edge.Recording;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Commands;

/// <summary>
/// Writes a world's messages into a recording, as the edge would have: a device's word that it is online is no fact for the
/// machine and is left out, and pictures are none either and stand beside the facts.
/// </summary>
internal sealed class RecordingSink(RecordingWriter writer) : IFactSink
{
    public void Fact(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
    {
        if (topic.EndsWith("/" + Topics.Frames, StringComparison.Ordinal))
        {
            if (!Topics.TryParseUp(topic, out _, out string device, out _)) throw new ArgumentException($"no device sends pictures to {topic}", nameof(topic));
            writer.Picture(arrival, deviceTimeUs, device, topic, payload);
            return;
        }
        if (!topic.EndsWith("/" + Topics.Status, StringComparison.Ordinal)) writer.Fact(arrival, deviceTimeUs, topic, payload);
    }
}
