namespace O4O.Edge.Store.Facts;

/// <summary>One product that a hand may hold, and how likely.</summary>
/// <param name="ProductIndex">Dense index in the layout's products.</param>
/// <param name="Share">Its probability, in parts of <see cref="HandLook.Whole"/>.</param>
public readonly record struct LookEntry(int ProductIndex, ushort Share);
