using O4O.Edge.Store.Quantities;

namespace O4O.Simulator.Simulation;

/// <summary>Takes what the simulated devices publish: a broker when live, a recording when not, a list in a test.</summary>
public interface IFactSink
{
    /// <summary>One message reaches the edge. Called in the order of arrival.</summary>
    /// <param name="arrival">When, store time; never before that of the call before.</param>
    /// <param name="deviceTimeUs">The device's own clock at the first sample, the capture or the scan, microseconds.</param>
    /// <param name="topic">An upward topic of <see cref="O4O.Edge.Wire.Topics"/>; the same string object for the same topic.</param>
    /// <param name="payload">The message; valid during the call only.</param>
    void Fact(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload);
}
