using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Layout;

/// <summary>
/// The store as it is built and stocked: products, gondolas of shelves of plates, facings, gates, sources. Immutable, with
/// dense indices everywhere so that the hot path never looks anything up by name. Made by <see cref="StoreLayoutBuilder"/>.
/// </summary>
public sealed class StoreLayout
{
    internal StoreLayout(
        string storeId, string currency, EntryPolicy entry, Box3 bounds, Product[] products, Shelf[] shelves, Plate[] plates,
        Facing[] facings, Gate[] gates, Source[] sources, int gondolaCount)
    {
        (StoreId, Currency, Entry, Bounds) = (storeId, currency, entry, bounds);
        (Products, Shelves, Plates, Facings) = (products, shelves, plates, facings);
        (Gates, Sources, GondolaCount) = (gates, sources, gondolaCount);
        var facingsOfShelf = new List<Facing>[shelves.Length];
        for (int i = 0; i < shelves.Length; i++) facingsOfShelf[i] = [];
        foreach (Facing facing in facings) facingsOfShelf[facing.ShelfIndex].Add(facing);
        FacingsOfShelf = facingsOfShelf;
        var byGtin = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < products.Length; i++) byGtin.Add(products[i].Gtin, i);
        _productByGtin = byGtin;
    }

    private readonly Dictionary<string, int> _productByGtin;

    public string StoreId { get; }

    /// <summary>ISO 4217 code; all prices are minor units of it.</summary>
    public string Currency { get; }
    public EntryPolicy Entry { get; }
    public Box3 Bounds { get; }
    public IReadOnlyList<Product> Products { get; }
    public IReadOnlyList<Shelf> Shelves { get; }
    public IReadOnlyList<Plate> Plates { get; }
    public IReadOnlyList<Facing> Facings { get; }
    public IReadOnlyList<Gate> Gates { get; }
    public IReadOnlyList<Source> Sources { get; }
    public int GondolaCount { get; }

    /// <summary>The facings of each shelf, by shelf index.</summary>
    public IReadOnlyList<IReadOnlyList<Facing>> FacingsOfShelf { get; }

    /// <summary>Index of a product, or −1 for a GTIN that the catalogue lacks.</summary>
    public int ProductIndex(string gtin) => _productByGtin.GetValueOrDefault(gtin, -1);
}
