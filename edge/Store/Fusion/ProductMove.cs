namespace O4O.Edge.Store.Fusion;

/// <summary>Some units of a product that left a shelf (positive) or came to it (negative).</summary>
/// <param name="ProductIndex">Which product.</param>
/// <param name="Taken">Units taken; negative when put back.</param>
public readonly record struct ProductMove(int ProductIndex, int Taken);
