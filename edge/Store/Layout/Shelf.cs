using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Layout;

/// <summary>One shelf of a gondola: a controller that publishes all its plates together.</summary>
/// <param name="Index">Dense index in <see cref="StoreLayout.Shelves"/>.</param>
/// <param name="GondolaIndex">Dense index of its gondola.</param>
/// <param name="Gondola">The gondola's number.</param>
/// <param name="Number">The shelf's number in the gondola, 1 at the bottom.</param>
/// <param name="FirstPlate">Index of its first plate in <see cref="StoreLayout.Plates"/>; its plates are consecutive.</param>
/// <param name="PlateCount">How many plates it has.</param>
/// <param name="Space">The box around all its plates (mm).</param>
public sealed record Shelf(
    int Index, int GondolaIndex, int Gondola, int Number, int FirstPlate, int PlateCount, Box3 Space)
{
    /// <summary>The controller's device id, which is also its user name at the broker.</summary>
    public string Device { get; } = $"shelf-{Gondola}-{Number}";
}
