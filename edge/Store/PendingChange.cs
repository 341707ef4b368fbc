using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>A weight change that waits for the eyes.</summary>
/// <param name="Change">What the plates did.</param>
/// <param name="Found">When the shelf told it.</param>
/// <param name="Fit">How well a product explains it; null when nobody asked yet.</param>
internal readonly record struct PendingChange(ShelfChange Change, StoreTime Found, double? Fit = null);
