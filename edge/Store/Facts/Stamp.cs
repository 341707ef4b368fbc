using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Facts;

/// <summary>What the event loop puts on every fact, and nobody else: its place in the one order, and the store's time.</summary>
public readonly record struct Stamp(long Sequence, StoreTime Time);
