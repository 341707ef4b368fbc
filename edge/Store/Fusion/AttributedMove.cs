namespace O4O.Edge.Store.Fusion;

/// <summary>A movement of a product and whose it was.</summary>
/// <param name="Move">What moved; null where no product fits.</param>
/// <param name="Session">Whose visit, or null.</param>
public readonly record struct AttributedMove(ProductMove? Move, string? Session);
