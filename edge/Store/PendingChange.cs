using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>A weight change that waits for the eyes.</summary>
internal readonly record struct PendingChange(ShelfChange Change, StoreTime Found);
