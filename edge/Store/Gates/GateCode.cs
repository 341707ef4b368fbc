using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Gates;

/// <summary>What a gate code says, once its signature has held.</summary>
/// <param name="Subject">Whose code.</param>
/// <param name="StoreId">Which store it opens.</param>
/// <param name="Id">Unique id: used once.</param>
/// <param name="Issued">When it was made.</param>
/// <param name="Expires">When it stops being good.</param>
/// <param name="Party">How many people.</param>
/// <param name="Staff">The code of somebody who works here and buys nothing (claim <c>role</c>).</param>
public sealed record GateCode(string Subject, string StoreId, string Id, StoreTime Issued, StoreTime Expires, int Party, bool Staff = false);
