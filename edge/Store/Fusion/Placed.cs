namespace O4O.Edge.Store.Fusion;

/// <summary>A product and where on a shelf it may be.</summary>
/// <param name="ProductIndex">Which product.</param>
/// <param name="Plates">Its plates, dense indices.</param>
/// <param name="Misplaced">Not where the planogram has it.</param>
/// <param name="AnywhereOnShelf">Somebody carries it and may put it anywhere.</param>
internal readonly record struct Placed(int ProductIndex, IReadOnlyList<int> Plates, bool Misplaced, bool AnywhereOnShelf);
