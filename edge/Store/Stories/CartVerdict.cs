namespace O4O.Edge.Store.Stories;

/// <summary>What a visit carries, and how sure that is.</summary>
/// <param name="Cart">The likeliest cart.</param>
/// <param name="Probability">That it is exactly this one.</param>
/// <param name="Next">The second likeliest, or null.</param>
public sealed record CartVerdict(CartState Cart, double Probability, CartState? Next);
