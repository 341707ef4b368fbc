using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Provisional;

/// <summary>Plates side by side that move together, shown to people though nothing of it is decided.</summary>
/// <param name="Shelf">Index of the shelf.</param>
/// <param name="Main">The plate that changed most, counted on the shelf from 0.</param>
/// <param name="WokeUs">When that one left its level.</param>
/// <param name="Lift">When its weight passed half way.</param>
/// <param name="DeltaMg">How much it had changed by when it was measured, milligrams.</param>
internal readonly record struct RoughMovement(int Shelf, int Main, long WokeUs, StoreTime Lift, double DeltaMg);
