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
        Facing[] facings, Gate[] gates, Source[] sources, Camera[] cameras, int gondolaCount)
    {
        (StoreId, Currency, Entry, Bounds) = (storeId, currency, entry, bounds);
        (Products, Shelves, Plates, Facings) = (products, shelves, plates, facings);
        (Gates, Sources, Cameras, GondolaCount) = (gates, sources, cameras, gondolaCount);
        var facingsOfShelf = new List<Facing>[shelves.Length];
        for (int i = 0; i < shelves.Length; i++) facingsOfShelf[i] = [];
        foreach (Facing facing in facings) facingsOfShelf[facing.ShelfIndex].Add(facing);
        FacingsOfShelf = facingsOfShelf;
        var byGtin = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < products.Length; i++) byGtin.Add(products[i].Gtin, i);
        _productByGtin = byGtin;
        _cameraOfSource = new int[sources.Length];
        Array.Fill(_cameraOfSource, -1);
        foreach (Camera camera in cameras) _cameraOfSource[camera.SourceIndex] = camera.Index;
        _gtinNumbers = new long[products.Length];
        for (int i = 0; i < products.Length; i++)
        {
            _gtinNumbers[i] = NumberOf(products[i].Gtin);
            // Two that differ by leading zeros alone: the number means neither.
            if (_gtinNumbers[i] >= 0 && !_productByNumber.TryAdd(_gtinNumbers[i], i)) _productByNumber[_gtinNumbers[i]] = -1;
        }
    }

    /// <summary>More calibrated cameras than this one machine does not follow people by.</summary>
    public const int CamerasMax = 64;

    private readonly Dictionary<string, int> _productByGtin;
    private readonly Dictionary<long, int> _productByNumber = [];
    private readonly long[] _gtinNumbers;
    private readonly int[] _cameraOfSource;

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

    /// <summary>The calibrated cameras.</summary>
    public IReadOnlyList<Camera> Cameras { get; }

    /// <summary>
    /// Whether there are calibrated cameras: then people are followed by what detectors find in their pictures, which miss people, and see
    /// some where nobody is.
    /// </summary>
    public bool IsSeenByCameras => Cameras.Count > 0;
    public int GondolaCount { get; }

    /// <summary>The shelf of these numbers, or null.</summary>
    public Shelf? FindShelf(int gondola, int number)
    {
        foreach (Shelf shelf in Shelves)
            if (shelf.Gondola == gondola && shelf.Number == number) return shelf;
        return null;
    }

    /// <summary>The facings of each shelf, by shelf index.</summary>
    public IReadOnlyList<IReadOnlyList<Facing>> FacingsOfShelf { get; }

    /// <summary>Index of the calibrated camera that a source is, or −1.</summary>
    public int CameraOf(int sourceIndex) => _cameraOfSource[sourceIndex];

    /// <summary>Index of a product, or −1 for a GTIN that the catalogue lacks.</summary>
    public int ProductIndex(string gtin) => _productByGtin.GetValueOrDefault(gtin, -1);

    /// <summary>Index of the product whose GTIN reads as this number, or −1 for none, or for several.</summary>
    public int ProductIndex(long gtinNumber) => _productByNumber.GetValueOrDefault(gtinNumber, -1);

    /// <summary>A product's GTIN read as a number, as binary messages carry it; −1 when it is not 1 to 18 digits.</summary>
    public long GtinNumber(int productIndex) => _gtinNumbers[productIndex];

    /// <summary>Whether somebody who was last seen at this place has left the store.</summary>
    public bool IsExit(Point3 place)
    {
        for (int g = 0; g < Gates.Count; g++) // for every person on every tick: an interface's enumerator is an object
            if (Gates[g].ExitZone.FloorDistanceMm(place) <= 0) return true;
        return false;
    }

    private static long NumberOf(string gtin)
    {
        if (gtin.Length is 0 or > 18) return -1;
        long number = 0;
        foreach (char c in gtin)
        {
            if (!char.IsAsciiDigit(c)) return -1;
            number = 10 * number + (c - '0');
        }
        return number;
    }
}
