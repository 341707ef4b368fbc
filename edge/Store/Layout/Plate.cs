using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Layout;

/// <summary>One weighing plate.</summary>
/// <param name="Index">Dense index in <see cref="StoreLayout.Plates"/>.</param>
/// <param name="ShelfIndex">Dense index of its shelf in <see cref="StoreLayout.Shelves"/>.</param>
/// <param name="Number">Its number on the shelf, as the installer counts.</param>
/// <param name="Space">The space above the plate up to the next shelf, in store coordinates (mm).</param>
public sealed record Plate(int Index, int ShelfIndex, int Number, Box3 Space);
