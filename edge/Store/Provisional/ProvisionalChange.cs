using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Provisional;

/// <summary>A provisional line came, or is gone.</summary>
/// <param name="Line">Which.</param>
/// <param name="Gone">When it was withdrawn, because the change is decided or was none; null where it came.</param>
public readonly record struct ProvisionalChange(ProvisionalLine Line, StoreTime? Gone);
