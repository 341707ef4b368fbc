using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Layout;

/// <summary>A stock keeping unit: what the catalogue says of it.</summary>
/// <param name="Gtin">Global Trade Item Number as printed under the bar code, digits only, leading zeros kept.</param>
/// <param name="Name">What a receipt calls it.</param>
/// <param name="Weight">Catalogue weight of one unit, packing included.</param>
/// <param name="Price">Price of one unit, in minor units of the store's currency.</param>
public sealed record Product(string Gtin, string Name, Mass Weight, Money Price);
