namespace O4O.Edge.Store.Carts;

/// <summary>A product in a cart.</summary>
/// <param name="ProductIndex">Which product.</param>
/// <param name="Quantity">Units, above 0.</param>
/// <param name="Confidence">The least sure of the movements behind it, 0 to 1.</param>
public readonly record struct CartLine(int ProductIndex, int Quantity, double Confidence);
