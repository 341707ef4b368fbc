namespace O4O.Edge.Store.Layout;

/// <summary>Where the planogram puts a product: some plates of one shelf.</summary>
/// <param name="ProductIndex">Dense index in <see cref="StoreLayout.Products"/>.</param>
/// <param name="ShelfIndex">Dense index of the shelf.</param>
/// <param name="Plates">Dense plate indices, ascending, all on that shelf.</param>
public sealed record Facing(int ProductIndex, int ShelfIndex, IReadOnlyList<int> Plates);
