namespace O4O.Edge.Store.Stories;

/// <summary>Units of an item in a cart.</summary>
public readonly record struct Held(Item Item, int Units);
