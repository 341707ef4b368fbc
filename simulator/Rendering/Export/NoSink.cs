using O4O.Edge.Store.Quantities;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Rendering.Export;

/// <summary>Hears nothing: only what is to be seen counts.</summary>
internal sealed class NoSink : IFactSink
{
    public void Fact(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
    {
    }
}
