using System.Globalization;
using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;

namespace O4O.Simulator.Stores;

/// <summary>
/// The demo store: 8 × 6 m, three gondolas of five shelves (150 plates, 70 products), one gate, one pair of eyes, one camera on hands.
/// <code>
///  y 6000 ┌────────────────────────────────┐
///         │      ███ gondola 1 ███         │   faces the aisle below it
///         │                                │
///         │        ███ gondola 2 ███       │   faces up
///         │        ███ gondola 3 ███       │   faces down
///         │                                │
///         │ [entry]                 [exit] │
///       0 └──scanner───────────────────────┘ x 8000
/// </code>
/// </summary>
public static class DemoStore
{
    /// <summary>The store's name in topics and codes.</summary>
    public const string Id = "demo";

    /// <summary>Where the file lies beside the program.</summary>
    public const string FileName = "Stores/demo.json";

    private const double ShelfBottomMm = 300, ShelfPitchMm = 350, ClearanceMm = 30, PlateHeightMm = ShelfPitchMm - ClearanceMm;

    /// <summary>Left edge, front-to-back span on the floor and plate width of each gondola, millimetres.</summary>
    private static readonly (double X, double Y0, double Y1, double PlateWidth, int Plates)[] Places =
    [
        (2500, 5550, 6000, 250, 12),
        (2750, 3700, 4150, 250, 10),
        (2750, 3250, 3700, 310, 8),
    ];

    /// <summary>The store without code issuers: whoever runs it adds the ones it trusts.</summary>
    public static StoreFile Create()
    {
        var products = new List<StoreFile.ProductEntry>();
        var shelves = new List<StoreFile.ShelfEntry>();
        var facings = new List<StoreFile.FacingEntry>();
        for (int g = 0; g < Places.Length; g++)
        {
            for (int s = 0; s < DemoCatalogue.Gondolas[g].Length; s++)
            {
                shelves.Add(new StoreFile.ShelfEntry(g + 1, s + 1, Plates(g, s)));
                int plate = 1;
                foreach (DemoCatalogue.Entry entry in DemoCatalogue.Gondolas[g][s])
                {
                    string gtin = Gtin(products.Count + 1);
                    products.Add(new StoreFile.ProductEntry(gtin, entry.Name, entry.Grams, entry.Won));
                    facings.Add(new StoreFile.FacingEntry(gtin, g + 1, s + 1, [.. Enumerable.Range(plate, entry.Plates)]));
                    plate += entry.Plates;
                }
            }
        }
        return new StoreFile
        {
            Store = Id,
            Currency = "KRW",
            BoundsMm = [0, 0, 0, 8000, 6000, 2600],
            Products = products,
            Shelves = shelves,
            Facings = facings,
            Gates = [new("gate-1", [1100, 350, 1100], [400, 700, 0, 1800, 1900, 2600], [6200, 700, 0, 7600, 1900, 2600])],
            Eyes = [new("eyes-1", ClockKind.Synchronised)],
            Hands = [new("hands", ClockKind.Synchronised)],
        };
    }

    private static List<StoreFile.PlateEntry> Plates(int gondola, int shelf)
    {
        (double x, double y0, double y1, double width, int count) = Places[gondola];
        double z = ShelfBottomMm + shelf * ShelfPitchMm;
        var plates = new List<StoreFile.PlateEntry>(count);
        for (int p = 0; p < count; p++)
            plates.Add(new(p + 1, [x + p * width, y0, z, x + (p + 1) * width, y1, z + PlateHeightMm]));
        return plates;
    }

    /// <summary>
    /// A GTIN-13 out of the range 20–29, which GS1 leaves to each store for its own use, with its check digit.
    /// </summary>
    internal static string Gtin(int number)
    {
        string body = string.Create(CultureInfo.InvariantCulture, $"21{number:0000000000}");
        int sum = 0;
        for (int i = 0; i < body.Length; i++) sum += (body[i] - '0') * (i % 2 == 0 ? 1 : 3);
        return body + (char)('0' + (10 - sum % 10) % 10);
    }
}
