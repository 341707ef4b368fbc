using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Simulator.Import;

/// <summary>Puts the store file together out of what was read.</summary>
internal sealed class ImportedStore(ImportNotes notes)
{
    public const string StoreId = "autocheckout";
    public const string EyesDevice = "eyes-1";
    private const double MarginMm = 500, FloorMm = 0, PeopleReachMm = 10_000;
    private readonly Dictionary<string, CatalogueProduct> _products = new(StringComparer.Ordinal);
    private readonly List<string> _productOrder = [];
    private readonly List<PlanogramFacing> _facings = [];
    private readonly PlatePlaces _places = new();

    /// <summary>Products of the catalogue, each GTIN once: its first entry, or its first with a sane weight if it has one.</summary>
    public void Add(CatalogueProduct product)
    {
        if (!_products.TryGetValue(product.Gtin, out CatalogueProduct? before)) _productOrder.Add(product.Gtin);
        else if (before.IsSane || !product.IsSane) return;
        _products[product.Gtin] = product;
    }

    public void Add(PlanogramFacing facing)
    {
        _facings.Add(facing);
        _places.Add(facing);
    }

    /// <summary>The store file: shelves that the planogram or a load cell vouches for.</summary>
    /// <param name="census">Which plates have a load cell.</param>
    /// <param name="withEyes">Whether people were watched.</param>
    /// <param name="seen">Where they were, if anybody was.</param>
    public StoreFile Build(PlateCensus census, bool withEyes, Box3? seen)
    {
        List<StoreFile.ShelfEntry> shelves = Shelves(census);
        List<StoreFile.FacingEntry> facings = Facings();
        var products = new List<StoreFile.ProductEntry>(_products.Count);
        int left = 0, unpriced = 0;
        foreach (string gtin in _productOrder)
        {
            CatalogueProduct p = _products[gtin];
            if (!p.CanBeWeighed) left++;
            else products.Add(new StoreFile.ProductEntry(gtin, p.Name, p.WeightGrams!.Value, p.PriceMinor ?? 0));
            if (p.CanBeWeighed && p.PriceMinor is null) unpriced++;
        }
        if (left > 0) notes.Warn($"{left} products have no usable weight and were left out of the catalogue");
        if (unpriced > 0) notes.Warn($"{unpriced} products have no price: they cost 0");
        var store = new StoreFile
        {
            Store = StoreId, Currency = "USD", Entry = EntryPolicy.FirstSight, BoundsMm = Bounds(shelves, seen),
            Products = products, Shelves = shelves, Facings = facings,
            Eyes = withEyes ? [new StoreFile.EyesEntry(EyesDevice, ClockKind.Synchronised)] : [],
        };
        string problems = string.Join("; ", store.Problems().Take(3));
        return problems.Length == 0 ? store : throw new ImportException("the material makes no store: " + problems);
    }

    private List<StoreFile.ShelfEntry> Shelves(PlateCensus census)
    {
        var plates = new SortedSet<PlateId>(_places.Planned);
        var unwired = new List<PlateId>();
        foreach ((PlateId id, bool wired) in census.Channels)
        {
            if (wired) plates.Add(id);
            else if (!_places.IsPlanned(id)) unwired.Add(id);
        }
        if (unwired.Count > 0)
            notes.Warn($"{unwired.Count} channels outside of the planogram never change by a bit: no load cell, left out (the first is {Name(unwired[0])})");
        var shelves = new List<StoreFile.ShelfEntry>();
        List<StoreFile.PlateEntry> entries = [];
        (int Gondola, int Shelf) on = default;
        foreach (PlateId plate in plates)
        {
            if (_places.Find(plate) is not { } box)
            {
                notes.Warn($"plate {Name(plate)}: the planogram has nothing in gondola {plate.Gondola}, so its place is unknown; left out");
                continue;
            }
            if (shelves.Count == 0 || on != (plate.Gondola, plate.Shelf))
            {
                on = (plate.Gondola, plate.Shelf);
                entries = [];
                shelves.Add(new StoreFile.ShelfEntry(plate.Gondola, plate.Shelf, entries, ClockKind.Synchronised));
            }
            entries.Add(new StoreFile.PlateEntry(plate.Plate, Numbers(box)));
        }
        return shelves;
    }

    private List<StoreFile.FacingEntry> Facings()
    {
        var facings = new List<StoreFile.FacingEntry>();
        var warned = new HashSet<string>(StringComparer.Ordinal);
        foreach (PlanogramFacing f in _facings.OrderBy(f => new PlateId(f.Gondola, f.Shelf, f.Plates[0])))
        {
            if (f.Gtin is null) continue;
            CatalogueProduct? product = _products.GetValueOrDefault(f.Gtin);
            if (product is not { CanBeWeighed: true })
            {
                notes.Warn($"shelf {f.Gondola}-{f.Shelf}: product {f.Gtin} {(product is null ? "is not in the catalogue" : "has no weight")}; its facing was left out");
                continue;
            }
            if (!product.IsSane && warned.Add(f.Gtin))
                notes.Warn(FormattableString.Invariant($"product {f.Gtin} ({product.Name}) weighs {product.WeightGrams:0.##} g in the catalogue, which is hardly true"));
            facings.Add(new StoreFile.FacingEntry(f.Gtin, f.Gondola, f.Shelf, f.Plates));
        }
        return facings;
    }

    /// <summary>The space of all shelves and of where people were, half a metre wider, down to the floor.</summary>
    private static double[] Bounds(List<StoreFile.ShelfEntry> shelves, Box3? seen)
    {
        if (shelves.Count == 0) throw new ImportException("the planogram holds no shelf");
        double[] b = [.. shelves[0].Plates[0].BoxMm];
        foreach (StoreFile.ShelfEntry shelf in shelves)
        {
            foreach (StoreFile.PlateEntry plate in shelf.Plates)
            {
                for (int i = 0; i < 3; i++)
                {
                    b[i] = Math.Min(b[i], plate.BoxMm[i]);
                    b[i + 3] = Math.Max(b[i + 3], plate.BoxMm[i + 3]);
                }
            }
        }
        if (seen is { } people)
        {
            // A person placed far outside is a mistake of the eyes, and no reason to draw a larger store.
            double[] p = Numbers(people);
            for (int i = 0; i < 3; i++)
            {
                b[i] = Math.Min(b[i], Math.Max(p[i], b[i] - PeopleReachMm));
                b[i + 3] = Math.Max(b[i + 3], Math.Min(p[i + 3], b[i + 3] + PeopleReachMm));
            }
        }
        return [b[0] - MarginMm, b[1] - MarginMm, Math.Min(b[2], FloorMm), b[3] + MarginMm, b[4] + MarginMm, b[5] + MarginMm];
    }

    /// <summary>Tenths of a millimetre: finer than anybody measures, and the same text on every machine.</summary>
    private static double[] Numbers(Box3 box) =>
        [Tenths(box.Min.X), Tenths(box.Min.Y), Tenths(box.Min.Z), Tenths(box.Max.X), Tenths(box.Max.Y), Tenths(box.Max.Z)];

    private static double Tenths(double mm) => Math.Round(mm, 1) + 0.0; // + 0.0: no negative zero

    private static string Name(PlateId id) => $"{id.Gondola}-{id.Shelf}-{id.Plate}";
}
