using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;

namespace O4O.Edge.Host.EventLoop;

/// <summary>Something that waits for the event loop.</summary>
/// <param name="Source">The sensor, or null for billing's answer.</param>
/// <param name="Buffer">A pooled buffer with the message's bytes; the loop returns it.</param>
/// <param name="Length">How many of them.</param>
/// <param name="Answer">Billing's answer, or null.</param>
/// <param name="ArrivedAt">Timestamp of its arrival at this process.</param>
public readonly record struct Inbound(Source? Source, byte[]? Buffer, int Length, ChargeAnswer? Answer, long ArrivedAt);
